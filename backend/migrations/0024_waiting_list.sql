-- The waiting list. What gets free is offered to the first who waits for it, held for a while, then to the next.

create table waiting_entry (
    id uuid primary key,
    service_id uuid not null references service on delete cascade,
    -- Whose place in the line it is: a customer's, or that of an account without customer.
    customer_id uuid references customer on delete cascade,
    account_id uuid references account on delete cascade,
    -- Who has asked for it, and is told.
    joined_by uuid references account on delete set null,
    channel text not null check (channel in ('on_site', 'phone', 'video')),
    -- Null: any.
    location_id uuid references location on delete cascade,
    first_day date not null,
    last_day date not null check (last_day >= first_day),
    -- Empty: any.
    weekdays integer[] not null default '{}' check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]),
    parts text[] not null default '{}' check (parts <@ array['morning', 'afternoon', 'evening']),
    needs text[] not null default '{}',
    language text not null default 'de' check (language in ('de', 'en')),
    state text not null default 'waiting' check (state in ('waiting', 'offered', 'taken', 'ended')),
    -- Who lets an offer pass without a word goes to the end of the line.
    in_line_since timestamptz not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    check ((customer_id is null) <> (account_id is null)),
    check (location_id is null or channel = 'on_site'),
    check ((state in ('taken', 'ended')) = (ended_at is not null))
);
-- One place in the line for each customer and service.
create unique index waiting_entry_customer on waiting_entry (customer_id, service_id)
    where state in ('waiting', 'offered');
create unique index waiting_entry_account on waiting_entry (account_id, service_id) where state in ('waiting', 'offered');
create index waiting_entry_line on waiting_entry (in_line_since, id) where state = 'waiting';
create index waiting_entry_service on waiting_entry (service_id);
create index waiting_entry_location on waiting_entry (location_id);
create index waiting_entry_joined_by on waiting_entry (joined_by);

-- A time that was offered. The seat itself is a booking that is held, so the constraints of bookings hold for it.
create table waiting_offer (
    id uuid primary key,
    entry_id uuid not null references waiting_entry on delete cascade,
    booking_id uuid unique references booking on delete set null,
    starts_at timestamptz not null,
    until timestamptz not null check (until <= starts_at),
    state text not null default 'open' check (state in ('open', 'taken', 'given_back', 'lapsed')),
    offered_at timestamptz not null,
    decided_at timestamptz,
    check ((state = 'open') = (decided_at is null))
);
-- Nobody who waits is offered two times at once.
create unique index waiting_offer_open on waiting_offer (entry_id) where state = 'open';
create index waiting_offer_entry on waiting_offer (entry_id);
create index waiting_offer_due on waiting_offer (until) where state = 'open';

-- When somebody's time, and a room, have just got free. The row goes when it has been offered to whoever waits.
create table freed_time (
    id uuid primary key,
    person_id uuid not null references resource on delete cascade,
    room_id uuid references resource on delete cascade,
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    freed_at timestamptz not null
);
create index freed_time_person on freed_time (person_id);
create index freed_time_room on freed_time (room_id);

do $$
declare
    name text;
begin
    foreach name in array array['waiting_entry', 'waiting_offer', 'freed_time'] loop
        execute format('alter table %I enable row level security', name);
        execute format('grant select, insert, update, delete on %I to servicetheke_system', name);
        execute format('create policy system on %I to servicetheke_system using (true) with check (true)', name);
    end loop;
end
$$;

-- Staff see how many wait; nobody but those who wait takes themselves off the list.
grant select on waiting_entry, waiting_offer to servicetheke_staff;
create policy staff on waiting_entry for select to servicetheke_staff using (true);
create policy staff on waiting_offer for select to servicetheke_staff using (true);

grant select (id, service_id, customer_id, account_id, channel, location_id, first_day, last_day, weekdays, parts, needs,
              language, state, created_at, ended_at)
    on waiting_entry to servicetheke_customer;
grant select on waiting_offer to servicetheke_customer;
create policy own on waiting_entry for select to servicetheke_customer
    using (app.sees_booking(customer_id, account_id));
create policy own on waiting_offer for select to servicetheke_customer
    using (entry_id in (select e.id from waiting_entry e));
