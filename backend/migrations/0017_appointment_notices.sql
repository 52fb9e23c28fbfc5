-- What people are told of their appointments: mails with a calendar file, reminders, and a calendar to subscribe to.

-- A file that goes along with a mail. It is kept until the mail has left, so that each attempt sends the same.
alter table mail_message
    add column attachment bytea,
    add column attachment_name text,
    add column attachment_type text,
    add check ((attachment is null) = (attachment_name is null)),
    add check ((attachment is null) = (attachment_type is null)),
    add check (state <> 'sent' or attachment is null);

-- What somebody is still to be told. The row goes when the mail is written, in one transaction: so nobody is told twice.
create table booking_notice (
    id uuid primary key,
    booking_id uuid not null references booking on delete cascade,
    kind text not null check (kind in ('booked', 'moved', 'cancelled', 'mail-24h', 'mail-2h')),
    due_at timestamptz not null,
    unique (booking_id, kind)
);
create index booking_notice_due on booking_notice (due_at);

-- A calendar to subscribe to, opened by the secret in its address alone. It shows what its account may see.
create table calendar_feed (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    customer_id uuid references customer on delete cascade,
    secret_hash bytea not null unique,
    created_at timestamptz not null,
    unique nulls not distinct (account_id, customer_id)
);
create index calendar_feed_customer on calendar_feed (customer_id);

do $$
declare
    name text;
begin
    foreach name in array array['booking_notice', 'calendar_feed'] loop
        execute format('alter table %I enable row level security', name);
        execute format('grant select, insert, update, delete on %I to servicetheke_system', name);
        execute format('create policy system on %I to servicetheke_system using (true) with check (true)', name);
    end loop;
end
$$;
