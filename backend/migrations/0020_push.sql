-- Browsers that show messages of the portal (Web Push, RFC 8030), and messages on their way to them.
create table push_subscription (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    -- The session in which the browser was last seen. Who ends a session, from near or far, ends the messages with it.
    -- A session that has only run out is taken off before it is cleaned up: then messages go on.
    session_id uuid references portal_session on delete cascade,
    -- Whoever knows it can make the push service deliver something; without our key the service refuses.
    endpoint text not null unique check (endpoint like 'https://%' and length(endpoint) <= 1000),
    p256dh bytea not null check (octet_length(p256dh) = 65),
    auth bytea not null check (octet_length(auth) = 16),
    browser text not null default '',
    system text not null default '',
    created_at timestamptz not null,
    seen_at timestamptz not null,
    last_success_at timestamptz
);
create index push_subscription_account on push_subscription (account_id);
create index push_subscription_session on push_subscription (session_id);
create index push_subscription_seen on push_subscription (seen_at);

-- One message to one browser, until it is delivered, given up or out of date; then the row goes.
create table push_message (
    id uuid primary key,
    subscription_id uuid not null references push_subscription on delete cascade,
    title text not null check (length(title) <= 100),
    body text not null check (length(body) <= 500),
    address text not null check (address ~ '^/([^/\\]|$)'),
    tag text not null,
    urgent boolean not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index push_message_subscription on push_message (subscription_id);
create index push_message_expires on push_message (expires_at);

alter table push_subscription enable row level security;
alter table push_message enable row level security;

grant select, insert, update, delete on push_subscription, push_message to servicetheke_system;
create policy system on push_subscription to servicetheke_system using (true) with check (true);
create policy system on push_message to servicetheke_system using (true) with check (true);

grant select (id, account_id, session_id, browser, system, created_at, seen_at, last_success_at)
    on push_subscription to servicetheke_customer, servicetheke_staff;
create policy own on push_subscription for select to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account()));
