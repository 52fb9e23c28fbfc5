-- Codes by mail also prove the mailbox of a guest who makes an appointment.
alter table email_code drop constraint email_code_purpose_check;
alter table email_code add constraint email_code_purpose_check check (
    purpose in ('sign-in', 'activation', 'step-up', 'recovery', 'registration', 'email-change', 'guest-booking')
);
