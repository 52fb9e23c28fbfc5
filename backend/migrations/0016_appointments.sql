-- Appointments. What can be booked stands in location, service and resource; what is booked, in meeting and booking.
-- A meeting keeps a person, and perhaps a room, for a while; a booking is one seat in it. Most services have one seat.

-- Where people come to.
create table location (
    id uuid primary key,
    name_de text not null,
    name_en text not null,
    street text not null,
    postal_code text not null,
    city text not null,
    directions_de text not null default '',
    directions_en text not null default '',
    step_free boolean not null default false,
    lift boolean not null default false,
    parking boolean not null default false,
    induction_loop boolean not null default false,
    accessibility_de text not null default '',
    accessibility_en text not null default '',
    retired_at timestamptz
);

-- What people make an appointment for. Times in minutes.
create table service (
    id uuid primary key,
    name_de text not null,
    name_en text not null,
    summary_de text not null default '',
    summary_en text not null default '',
    bring_de text not null default '',
    bring_en text not null default '',
    price_de text not null default '',
    price_en text not null default '',
    duration integer not null check (duration between 5 and 720),
    step integer not null check (step between 5 and 720),
    buffer_before integer not null default 0 check (buffer_before between 0 and 240),
    buffer_after integer not null default 0 check (buffer_after between 0 and 240),
    lead_time integer not null default 0 check (lead_time between 0 and 129600),
    horizon_days integer not null default 60 check (horizon_days between 1 and 366),
    cancel_until integer not null default 0 check (cancel_until between 0 and 43200),
    capacity integer not null default 1 check (capacity between 1 and 500),
    channels text[] not null check (channels <@ array['on_site', 'phone', 'video'] and cardinality(channels) > 0),
    skills text[] not null default '{}',
    needs_room boolean not null default false,
    for_guests boolean not null default true,
    position integer not null default 0,
    retired_at timestamptz
);

create table service_location (
    id uuid primary key,
    service_id uuid not null references service on delete cascade,
    location_id uuid not null references location on delete cascade,
    unique (service_id, location_id)
);
create index service_location_location on service_location (location_id);

-- What is asked when booking. `choices` has one {"de": …, "en": …} for each answer to choose from.
create table service_question (
    id uuid primary key,
    service_id uuid not null references service on delete cascade,
    position integer not null,
    kind text not null check (kind in ('line', 'text', 'choice', 'yes_no')),
    label_de text not null,
    label_en text not null,
    required boolean not null default false,
    choices jsonb not null default '[]'
);
create index service_question_service on service_question (service_id);

-- Who or what is booked: a member of staff, or a room.
create table resource (
    id uuid primary key,
    kind text not null check (kind in ('person', 'room')),
    name text not null,
    account_id uuid unique references account on delete restrict,
    skills text[] not null default '{}',
    -- ISO 3166-2 without country, such as BY: the public holidays it keeps. Empty: none.
    federal_state text not null default '' check (federal_state ~ '^([A-Z]{2})?$'),
    video_url text not null default '',
    retired_at timestamptz,
    check (kind = 'person' or account_id is null)
);

create table resource_location (
    id uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    location_id uuid not null references location on delete cascade,
    unique (resource_id, location_id)
);
create index resource_location_location on resource_location (location_id);

-- Minutes since midnight by the wall clock of the portal's zone. Without location: wherever the resource belongs.
create table weekly_hours (
    id uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    kind text not null default 'work' check (kind in ('work', 'break')),
    weekday integer not null check (weekday between 1 and 7),
    opens integer not null check (opens between 0 and 1439),
    closes integer not null check (closes between 1 and 1440 and closes > opens),
    location_id uuid references location on delete cascade
);
create index weekly_hours_resource on weekly_hours (resource_id);
create index weekly_hours_location on weekly_hours (location_id);

-- Leave and other absence, or hours beyond the weekly ones. Without times: whole days.
create table hours_exception (
    id uuid primary key,
    resource_id uuid not null references resource on delete cascade,
    kind text not null check (kind in ('off', 'extra')),
    first_day date not null,
    last_day date not null check (last_day >= first_day),
    opens integer check (opens between 0 and 1439),
    closes integer check (closes between 1 and 1440 and closes > opens),
    location_id uuid references location on delete cascade,
    check ((opens is null) = (closes is null)),
    check (kind = 'off' or opens is not null)
);
create index hours_exception_resource on hours_exception (resource_id, last_day);
create index hours_exception_location on hours_exception (location_id);

create table meeting (
    id uuid primary key,
    service_id uuid not null references service on delete restrict,
    person_id uuid not null references resource on delete restrict,
    room_id uuid references resource on delete restrict,
    location_id uuid references location on delete restrict,
    channel text not null check (channel in ('on_site', 'phone', 'video')),
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    -- With the buffers before and after.
    blocked_from timestamptz not null check (blocked_from <= starts_at),
    blocked_until timestamptz not null check (blocked_until >= ends_at),
    capacity integer not null check (capacity >= 1),
    -- When the last seat was given back: the time is free again.
    released_at timestamptz,
    check ((channel = 'on_site') = (location_id is not null)),
    unique (id, capacity),
    -- Nobody is in two meetings at once, and no room holds two, whoever books when.
    exclude using gist (person_id with =, tstzrange(blocked_from, blocked_until) with &&) where (released_at is null),
    exclude using gist (room_id with =, tstzrange(blocked_from, blocked_until) with &&)
        where (released_at is null and room_id is not null)
);
create index meeting_service on meeting (service_id, starts_at);
create index meeting_location on meeting (location_id);
create index meeting_ends on meeting (ends_at);

create table booking (
    id uuid primary key,
    meeting_id uuid not null references meeting on delete cascade,
    seat integer not null,
    -- The meeting's, so that the database itself refuses a seat that there is not.
    capacity integer not null,
    state text not null check (state in ('held', 'booked', 'cancelled', 'attended', 'missed')),
    held_until timestamptz,
    -- Sent again, the same request is the same booking.
    request_key uuid unique,
    -- Whose it is: a customer's, or that of an account without customer, or a guest's.
    customer_id uuid references customer on delete cascade,
    account_id uuid references account on delete cascade,
    booked_by uuid references account on delete set null,
    contact_name text not null default '',
    contact_email text not null default '',
    contact_phone text not null default '',
    language text not null default 'de' check (language in ('de', 'en')),
    needs text[] not null default '{}',
    answers jsonb not null default '[]',
    reminders text[] not null default '{}' check (reminders <@ array['mail-24h', 'mail-2h']),
    note text not null default '',
    -- RFC 5545: the same UID for the appointment's whole life, a higher SEQUENCE each time it moves.
    calendar_uid text not null unique,
    calendar_sequence integer not null default 0,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    cancelled_at timestamptz,
    cancelled_by text check (cancelled_by in ('customer', 'staff')),
    foreign key (meeting_id, capacity) references meeting (id, capacity) on update cascade on delete cascade,
    check (seat between 1 and capacity),
    check (customer_id is null or account_id is null),
    check ((state = 'held') = (held_until is not null)),
    check ((state = 'cancelled') = (cancelled_at is not null)),
    check ((cancelled_at is null) = (cancelled_by is null))
);
create unique index booking_seat on booking (meeting_id, seat) where state <> 'cancelled';
create index booking_customer on booking (customer_id);
create index booking_account on booking (account_id);
create index booking_held on booking (held_until) where state = 'held';

-- What has happened to a booking, and by whose hand.
create table booking_event (
    id uuid primary key,
    booking_id uuid not null references booking on delete cascade,
    kind text not null check (kind in ('booked', 'moved', 'cancelled', 'attended', 'missed', 'reopened')),
    by_staff boolean not null,
    account_id uuid references account on delete set null,
    -- The time before a move.
    moved_from timestamptz,
    at timestamptz not null
);
create index booking_event_booking on booking_event (booking_id);

-- Whether the transaction's account may see a booking: the customer's it acts for, or one of its own that is nobody's.
create function app.sees_booking(customer_id uuid, account_id uuid) returns boolean language sql stable as $$
    select customer_id = (select app.current_customer('appointments'))
        or account_id = (select app.current_account())
$$;

-- The customer that the transaction acts for, if the account may make appointments for it; else null.
create function app.bookable_customer() returns uuid language sql stable security definer
set search_path = public, pg_temp as $$
    select g.customer_id from access_grant g
    where g.account_id = nullif(current_setting('app.account', true), '')::uuid
      and g.customer_id = nullif(current_setting('app.customer', true), '')::uuid
      and g.scope in ('everything', 'appointments')
      and g.revoked_at is null and g.starts_at <= now() and (g.ends_at is null or g.ends_at > now())
    limit 1
$$;

-- The meetings in which the transaction's account has a seat.
create function app.own_meetings() returns setof uuid language sql stable security definer
set search_path = public, pg_temp as $$
    select b.meeting_id from booking b where app.sees_booking(b.customer_id, b.account_id)
$$;
revoke execute on function app.own_meetings, app.bookable_customer from public;
grant execute on function app.own_meetings, app.bookable_customer to servicetheke_customer;

do $$
declare
    name text;
begin
    foreach name in array array[
        'location', 'service', 'service_location', 'service_question', 'resource', 'resource_location', 'weekly_hours',
        'hours_exception', 'meeting', 'booking', 'booking_event'
    ] loop
        execute format('alter table %I enable row level security', name);
        execute format('grant select, insert, update, delete on %I to servicetheke_system', name);
        execute format('create policy system on %I to servicetheke_system using (true) with check (true)', name);
        execute format('grant select on %I to servicetheke_staff', name);
        execute format('create policy staff on %I for select to servicetheke_staff using (true)', name);
    end loop;
end
$$;

-- What the company offers is for everybody to read.
grant select on location, service, service_location, service_question to servicetheke_customer;
create policy everybody on location for select to servicetheke_customer using (true);
create policy everybody on service for select to servicetheke_customer using (true);
create policy everybody on service_location for select to servicetheke_customer using (true);
create policy everybody on service_question for select to servicetheke_customer using (true);

-- What staff note down while they work is handed out with all other data on request, but not shown.
grant select (id, meeting_id, seat, state, held_until, customer_id, account_id, contact_name, contact_email,
              contact_phone, language, needs, answers, reminders, calendar_uid, calendar_sequence, created_at, changed_at,
              cancelled_at, cancelled_by)
    on booking to servicetheke_customer;
grant select (id, kind, name, video_url) on resource to servicetheke_customer;
grant select on meeting to servicetheke_customer;
grant select (id, booking_id, kind, by_staff, moved_from, at) on booking_event to servicetheke_customer;
create policy own on booking for select to servicetheke_customer using (app.sees_booking(customer_id, account_id));
create policy own on booking_event for select to servicetheke_customer using (
    booking_id in (select b.id from booking b)
);
create policy own on meeting for select to servicetheke_customer using (id in (select app.own_meetings()));
-- The name of whom one will meet, and of the room.
create policy own on resource for select to servicetheke_customer using (
    id in (select m.person_id from meeting m union all select m.room_id from meeting m)
);
