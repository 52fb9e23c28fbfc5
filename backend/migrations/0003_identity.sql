-- How people prove who they are. Secrets are kept as hashes only.
create table portal_session (
    id uuid primary key,
    token_hash bytea not null unique,
    account_id uuid not null references account on delete cascade,
    customer_id uuid references customer on delete set null,
    method text not null check (method in ('passkey', 'email-code', 'activation')),
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index portal_session_account on portal_session (account_id);
create index portal_session_expires on portal_session (expires_at);

create table passkey (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    credential_id bytea not null unique,
    public_key bytea not null,
    sign_count bigint not null,
    transports text[] not null default '{}',
    aaguid text not null,
    backup_eligible boolean not null,
    backed_up boolean not null,
    name text not null,
    created_at timestamptz not null,
    last_used_at timestamptz
);
create index passkey_account on passkey (account_id);

create table webauthn_challenge (
    id uuid primary key,
    purpose text not null check (purpose in ('sign-in', 'register')),
    challenge bytea not null,
    account_id uuid references account on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index webauthn_challenge_expires on webauthn_challenge (expires_at);

-- One row per request. Whether the address has an account is not looked at before its owner is proven, and not stored:
-- a known and an unknown address cost the same work.
create table email_code (
    id uuid primary key,
    purpose text not null check (purpose in ('sign-in', 'activation')),
    email text not null,
    activation_code_id uuid references activation_code on delete cascade,
    code_hash bytea not null,
    digits integer not null check (digits in (6, 12)),
    language text not null check (language in ('de', 'en')),
    tries integer not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    check ((purpose = 'activation') = (activation_code_id is not null))
);
create index email_code_email on email_code (email);
create index email_code_expires on email_code (expires_at);

-- One row per attempt at something that may be guessed. `subject_hash` is keyed, so the table names nobody.
create table attempt (
    id uuid primary key,
    kind text not null,
    subject_hash bytea not null,
    at timestamptz not null
);
create index attempt_subject on attempt (subject_hash, kind, at);
create index attempt_at on attempt (at);

-- Lets a program of the company (billing) use the API.
create table service_token (
    id uuid primary key,
    name text not null,
    token_hash bytea not null unique,
    created_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
);
-- A name serves again after its token was revoked; the revoked ones stay, to tell what was used when.
create unique index service_token_name on service_token (name) where revoked_at is null;

alter table portal_session enable row level security;
alter table passkey enable row level security;
alter table webauthn_challenge enable row level security;
alter table email_code enable row level security;
alter table attempt enable row level security;
alter table service_token enable row level security;

grant select, insert, update, delete
    on portal_session, passkey, webauthn_challenge, email_code, attempt, service_token to servicetheke_system;
create policy system on portal_session to servicetheke_system using (true) with check (true);
create policy system on passkey to servicetheke_system using (true) with check (true);
create policy system on webauthn_challenge to servicetheke_system using (true) with check (true);
create policy system on email_code to servicetheke_system using (true) with check (true);
create policy system on attempt to servicetheke_system using (true) with check (true);
create policy system on service_token to servicetheke_system using (true) with check (true);

-- Staff see their own here, like everybody else.
grant select (id, account_id, customer_id, method, created_at, last_seen_at, expires_at)
    on portal_session to servicetheke_customer, servicetheke_staff;
grant select on passkey to servicetheke_customer, servicetheke_staff;
create policy own on portal_session for select to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account()));
create policy own on passkey for select to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account()));

-- Tells whose session a cookie's token is, in one statement that any connection may run: only who holds the token can ask.
-- A session lives while it is used (`idle`) and at most until `expires_at`. Its last use is noted once a minute, so that
-- reading costs no write.
create function app.authenticate(token_hash bytea, moment timestamptz, idle interval)
returns table (session_id uuid, account_id uuid, customer_id uuid, role text, language text, method text,
               created_at timestamptz, expires_at timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
    seen timestamptz;
begin
    select s.id, s.account_id, s.customer_id, a.role, a.language, s.method, s.created_at, s.expires_at, s.last_seen_at
    into session_id, account_id, customer_id, role, language, method, created_at, expires_at, seen
    from portal_session s join account a on a.id = s.account_id
    where s.token_hash = authenticate.token_hash and s.expires_at > moment and s.last_seen_at > moment - idle
      and a.closed_at is null;
    if not found then
        return;
    end if;
    if seen < moment - interval '1 minute' then
        update portal_session s set last_seen_at = moment where s.id = session_id;
    end if;
    return next;
end
$$;
revoke execute on function app.authenticate from public;
grant execute on function app.authenticate to servicetheke_nobody, servicetheke_system;
