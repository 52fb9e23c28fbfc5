-- Password, authenticator app (TOTP, RFC 6238) and recovery codes. What was removed or replaced stays for seven days out
-- of use, so that "that wasn't me" can give it back; `removed_at` is the same moment for all that one change removed.
create table password_credential (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    hash text not null check (hash like '$argon2id$%'),
    created_at timestamptz not null,
    last_used_at timestamptz,
    removed_at timestamptz
);
create unique index password_credential_in_use on password_credential (account_id) where removed_at is null;
create index password_credential_account on password_credential (account_id);
create index password_credential_removed on password_credential (removed_at);

create table totp (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    -- Sealed for this row with a key that is not in the database.
    secret bytea not null,
    -- The time step of the last code that was taken: neither it nor an earlier one counts again.
    last_step bigint not null default 0,
    -- While it is being set up: the recovery codes that were shown together with it.
    offered_codes bytea[] not null default '{}',
    created_at timestamptz not null,
    confirmed_at timestamptz,
    last_used_at timestamptz,
    removed_at timestamptz
);
create unique index totp_in_use on totp (account_id) where confirmed_at is not null and removed_at is null;
create unique index totp_in_setting_up on totp (account_id) where confirmed_at is null;
create index totp_account on totp (account_id);
create index totp_removed on totp (removed_at);

create table recovery_code (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    code_hash bytea not null unique,
    created_at timestamptz not null,
    used_at timestamptz,
    removed_at timestamptz
);
create index recovery_code_account on recovery_code (account_id);
create index recovery_code_removed on recovery_code (removed_at);

-- Somebody has given a first factor and is asked for the second. After a wrong password there is a row too, without
-- account: the second step is asked for in any case, and only then does anybody learn that something did not fit. The
-- account is no foreign key: checking one is work that only an account that exists would cause.
create table pending_sign_in (
    id uuid primary key,
    account_id uuid,
    customer_id uuid references customer on delete set null,
    method text not null check (method in ('password', 'email-code', 'oidc', 'activation')),
    tries integer not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index pending_sign_in_expires on pending_sign_in (expires_at);

alter table password_credential enable row level security;
alter table totp enable row level security;
alter table recovery_code enable row level security;
alter table pending_sign_in enable row level security;

grant select, insert, update, delete
    on password_credential, totp, recovery_code, pending_sign_in to servicetheke_system;
create policy system on password_credential to servicetheke_system using (true) with check (true);
create policy system on totp to servicetheke_system using (true) with check (true);
create policy system on recovery_code to servicetheke_system using (true) with check (true);
create policy system on pending_sign_in to servicetheke_system using (true) with check (true);

-- Everybody sees of their own what they have; hashes and secrets nobody.
grant select (id, account_id, created_at, last_used_at, removed_at)
    on password_credential to servicetheke_customer, servicetheke_staff;
grant select (id, account_id, created_at, confirmed_at, last_used_at, removed_at)
    on totp to servicetheke_customer, servicetheke_staff;
grant select (id, account_id, created_at, used_at, removed_at)
    on recovery_code to servicetheke_customer, servicetheke_staff;
create policy own on password_credential for select to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account()));
create policy own on totp for select to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account()));
create policy own on recovery_code for select to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account()));
