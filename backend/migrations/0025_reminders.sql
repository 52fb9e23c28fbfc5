-- When somebody wants to be reminded belongs to the appointment; how, to the person: by mail, on their devices, or both.
alter table booking drop constraint booking_reminders_check;
update booking set reminders = array(select replace(each, 'mail-', '') from unnest(reminders) as each)
    where reminders <> '{}';
alter table booking add constraint booking_reminders_check check (reminders <@ array['24h', '2h']);

alter table booking_notice drop constraint booking_notice_kind_check;
update booking_notice set kind = replace(kind, 'mail-', '');
alter table booking_notice add constraint booking_notice_kind_check
    check (kind in ('booked', 'moved', 'cancelled', '24h', '2h'));
