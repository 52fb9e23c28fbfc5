-- How strongly a session is proven, on what device it lives, and what happened to the account's security.
alter table portal_session
    add column browser text not null default '',
    add column system text not null default '',
    add column country text not null default '' check (country = '' or country ~ '^[A-Z]{2}$'),
    -- When two factors were last proven.
    add column strong_at timestamptz,
    -- When a factor was last proven that suffices for sensitive actions.
    add column fresh_at timestamptz;
alter table portal_session drop constraint portal_session_method_check;
alter table portal_session add constraint portal_session_method_check
    check (method in ('passkey', 'email-code', 'activation', 'password', 'oidc', 'recovery', 'registration'));
grant select (browser, system, country, strong_at, fresh_at)
    on portal_session to servicetheke_customer, servicetheke_staff;

alter table webauthn_challenge drop constraint webauthn_challenge_purpose_check;
alter table webauthn_challenge add constraint webauthn_challenge_purpose_check
    check (purpose in ('sign-in', 'register', 'step-up'));
alter table email_code drop constraint email_code_purpose_check;
alter table email_code add constraint email_code_purpose_check
    check (purpose in ('sign-in', 'activation', 'step-up', 'recovery', 'registration', 'email-change'));

-- What happened to an account: ways in used and changed. Shown to its owner.
create table security_event (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
    method text not null default '',
    subject text not null default '',
    browser text not null default '',
    system text not null default '',
    country text not null default '' check (country = '' or country ~ '^[A-Z]{2}$'),
    at timestamptz not null
);
create index security_event_account on security_event (account_id, at desc);
create index security_event_at on security_event (at);

-- A change that its owner can stop by "that wasn't me" in the mail. `reference` is the row that was changed.
create table security_change (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
    reference uuid,
    subject text not null default '',
    token_hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    frozen_at timestamptz
);
create index security_change_account on security_change (account_id);
create index security_change_created on security_change (created_at);

alter table security_event enable row level security;
alter table security_change enable row level security;
grant select, insert, update, delete on security_event, security_change to servicetheke_system;
create policy system on security_event to servicetheke_system using (true) with check (true);
create policy system on security_change to servicetheke_system using (true) with check (true);
grant select on security_event to servicetheke_customer, servicetheke_staff;
create policy own on security_event for select to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account()));

-- As before, and tells how strongly and how lately the session was proven.
drop function app.authenticate;
create function app.authenticate(token_hash bytea, moment timestamptz, idle interval)
returns table (session_id uuid, account_id uuid, customer_id uuid, role text, language text, method text,
               created_at timestamptz, expires_at timestamptz, strong_at timestamptz, fresh_at timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
    seen timestamptz;
begin
    select s.id, s.account_id, s.customer_id, a.role, a.language, s.method, s.created_at, s.expires_at, s.strong_at,
           s.fresh_at, s.last_seen_at
    into session_id, account_id, customer_id, role, language, method, created_at, expires_at, strong_at, fresh_at, seen
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
