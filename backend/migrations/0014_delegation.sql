-- Who may look after whose contracts: the contract partner, or somebody whom the contract partner has invited.
alter table access_grant
    -- 'own' comes from an activation code and is the contract partner's; 'delegated' was given by a contract partner.
    add column kind text not null default 'own' check (kind in ('own', 'delegated')),
    add column relation text not null default '' check (relation in ('', 'household', 'guardian', 'proxy')),
    add column revoked_by uuid references account on delete set null,
    -- When both sides were told that the grant has ended on the day agreed.
    add column end_told_at timestamptz;
update access_grant set kind = 'delegated' where scope <> 'everything' or ends_at is not null or granted_by is not null;
alter table access_grant add check (kind = 'delegated' or (relation = '' and scope = 'everything' and ends_at is null));
-- What is not said to be the contract partner's is not.
alter table access_grant alter column kind set default 'delegated';
create index access_grant_to_tell on access_grant (ends_at)
    where kind = 'delegated' and revoked_at is null and end_told_at is null;

-- An invitation to look after a customer's contracts, by e-mail address. `outcome` is null as long as it may be answered.
create table access_invitation (
    id uuid primary key,
    customer_id uuid not null references customer on delete cascade,
    invited_by uuid references account on delete set null,
    email text not null check (email = lower(email)),
    language text not null check (language in ('de', 'en')),
    relation text not null check (relation in ('household', 'guardian', 'proxy')),
    scope text not null check (scope in ('everything', 'read', 'invoices', 'appointments')),
    -- Null: as soon as it is accepted.
    starts_at timestamptz,
    ends_at timestamptz check (ends_at > starts_at),
    token_hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    outcome text check (outcome in ('accepted', 'declined', 'withdrawn', 'expired')),
    closed_at timestamptz,
    check ((outcome is null) = (closed_at is null))
);
create index access_invitation_customer on access_invitation (customer_id);
create index access_invitation_email on access_invitation (email);
create index access_invitation_expires on access_invitation (expires_at);
create unique index access_invitation_open on access_invitation (customer_id, email) where outcome is null;

alter table access_invitation enable row level security;
grant select, insert, update, delete on access_invitation to servicetheke_system;
create policy system on access_invitation to servicetheke_system using (true) with check (true);

-- A code that staff send by mail counts for that address only. Null: printed on a letter.
alter table activation_code
    add column email text check (email = lower(email)),
    add column issued_by uuid references account on delete set null;

-- The customers whose contract partner the account is at this moment.
create function app.own_customers() returns setof uuid language sql stable security definer
set search_path = public, pg_temp as $$
    select g.customer_id from access_grant g
    where g.account_id = nullif(current_setting('app.account', true), '')::uuid and g.kind = 'own'
      and g.revoked_at is null and g.starts_at <= now()
$$;

-- All grants that concern the account: to its own customers, and its own to any, ended ones included. Says who is on the
-- other side, whom the account could not see otherwise, by name and address and nothing else.
create function app.shared_grants()
returns table (id uuid, customer_id uuid, customer_number text, customer_name text, is_mine boolean, kind text,
               relation text, scope text, person text, email text, given_by text, starts_at timestamptz,
               ends_at timestamptz, revoked_at timestamptz, given_back boolean, created_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select g.id, g.customer_id, c.number, trim(c.given_name || ' ' || c.name), g.account_id = app.current_account(),
           g.kind, g.relation, g.scope, trim(a.given_name || ' ' || a.family_name), a.email,
           coalesce(trim(b.given_name || ' ' || b.family_name), ''), g.starts_at, g.ends_at, g.revoked_at,
           g.revoked_by is not distinct from g.account_id, g.created_at
    from access_grant g
    join customer c on c.id = g.customer_id
    join account a on a.id = g.account_id
    left join account b on b.id = g.granted_by
    where g.account_id = app.current_account() or g.customer_id in (select app.own_customers())
$$;

-- All invitations that concern the account: to its own customers, and those to its address.
create function app.shared_invitations()
returns table (id uuid, customer_id uuid, customer_name text, is_mine boolean, email text, relation text, scope text,
               starts_at timestamptz, ends_at timestamptz, created_at timestamptz, expires_at timestamptz, outcome text,
               closed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select i.id, i.customer_id, trim(c.given_name || ' ' || c.name), i.email = a.email, i.email, i.relation, i.scope,
           i.starts_at, i.ends_at, i.created_at, i.expires_at, i.outcome, i.closed_at
    from access_invitation i
    join customer c on c.id = i.customer_id
    join account a on a.id = app.current_account()
    where i.email = a.email or i.customer_id in (select app.own_customers())
$$;

revoke execute on function app.own_customers, app.shared_grants, app.shared_invitations from public;
grant execute on function app.own_customers, app.shared_grants, app.shared_invitations to servicetheke_customer;
