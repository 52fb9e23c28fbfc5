-- Signing in with another service by OpenID Connect. A person there is known by issuer and subject, and by nothing else.
create table oidc_identity (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    issuer text not null,
    subject text not null,
    label text not null,
    offers_sign_out boolean not null,
    linked_at timestamptz not null,
    last_used_at timestamptz,
    -- Kept for a while after unlinking, so that its owner can object.
    removed_at timestamptz
);
create unique index oidc_identity_subject on oidc_identity (issuer, subject) where removed_at is null;
create index oidc_identity_account on oidc_identity (account_id);
create index oidc_identity_removed on oidc_identity (removed_at) where removed_at is not null;

-- One row for each way to a service and back; its first use deletes it. The browser keeps a random value of its own, so
-- that nobody can finish in one browser what was begun in another.
create table oidc_attempt (
    id uuid primary key,
    provider text not null,
    purpose text not null check (purpose in ('sign-in', 'link')),
    account_id uuid references account on delete cascade,
    state_hash bytea not null unique,
    browser_hash bytea not null,
    nonce text not null,
    code_verifier text not null,
    next text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    check ((purpose = 'link') = (account_id is not null))
);
create index oidc_attempt_account on oidc_attempt (account_id);
create index oidc_attempt_expires on oidc_attempt (expires_at);

-- Somebody has signed in at a service, and it is not known yet whose account here that is. Waits in the browser that
-- brought it until its owner has signed in and says yes.
create table oidc_pending_link (
    id uuid primary key,
    browser_hash bytea not null unique,
    issuer text not null,
    subject text not null,
    label text not null,
    offers_sign_out boolean not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index oidc_pending_link_expires on oidc_pending_link (expires_at);

alter table oidc_identity enable row level security;
alter table oidc_attempt enable row level security;
alter table oidc_pending_link enable row level security;

grant select, insert, update, delete on oidc_identity, oidc_attempt, oidc_pending_link to servicetheke_system;
create policy system on oidc_identity to servicetheke_system using (true) with check (true);
create policy system on oidc_attempt to servicetheke_system using (true) with check (true);
create policy system on oidc_pending_link to servicetheke_system using (true) with check (true);

grant select on oidc_identity to servicetheke_customer, servicetheke_staff;
create policy own on oidc_identity for select to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account()));
