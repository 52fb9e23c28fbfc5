-- The calendars of those who give appointments, on servers of their own: what is written there, and when they are busy.

-- `password` is sealed. It is gone once the server refuses it: then only its owner can help.
create table calendar_link (
    id uuid primary key,
    resource_id uuid not null unique references resource on delete cascade,
    address text not null,
    user_name text not null,
    password bytea,
    created_at timestamptz not null,
    -- The slug of what went wrong the last time; empty when all is well.
    problem text not null default '',
    failures integer not null default 0 check (failures >= 0),
    failing_since timestamptz,
    -- When it was last seen whole, and what of it nobody could read.
    seen_at timestamptz,
    unreadable integer not null default 0,
    next_at timestamptz not null,
    claimed_until timestamptz,
    check ((problem = '') = (failing_since is null))
);
create index calendar_link_next on calendar_link (next_at);

-- Times that are taken by something that is not ours. What it is, nobody here knows.
create table calendar_busy (
    id uuid primary key,
    link_id uuid not null references calendar_link on delete cascade,
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at)
);
create index calendar_busy_link on calendar_busy (link_id, ends_at);

-- Which of our entries stand in the calendar, and as what they were written last.
create table calendar_copy (
    id uuid primary key,
    link_id uuid not null references calendar_link on delete cascade,
    uid text not null,
    fingerprint bytea not null,
    ends_at timestamptz not null,
    -- When it was found missing: somebody has deleted it there.
    missing_since timestamptz,
    unique (link_id, uid)
);

do $$
declare
    name text;
begin
    foreach name in array array['calendar_link', 'calendar_busy', 'calendar_copy'] loop
        execute format('alter table %I enable row level security', name);
        execute format('grant select, insert, update, delete on %I to servicetheke_system', name);
        execute format('create policy system on %I to servicetheke_system using (true) with check (true)', name);
    end loop;
end
$$;
