-- An account is a login; a customer is a contract partner with a customer number. An access grant ties them.
create table account (
    id uuid primary key,
    email text not null unique check (email = lower(email) and email like '%_@_%'),
    salutation text not null default '' check (salutation in ('', 'frau', 'herr')),
    given_name text not null,
    family_name text not null,
    role text not null default 'customer' check (role in ('customer', 'agent', 'dpo', 'administrator')),
    language text not null default 'de' check (language in ('de', 'en')),
    webauthn_user_handle bytea not null unique,
    created_at timestamptz not null,
    closed_at timestamptz
);

create table customer (
    id uuid primary key,
    number text not null unique,
    kind text not null default 'person' check (kind in ('person', 'organisation')),
    salutation text not null default '' check (salutation in ('', 'frau', 'herr')),
    given_name text not null default '',
    name text not null,
    email text check (email = lower(email)),
    buyer_reference text,
    street text not null default '',
    postal_code text not null default '',
    city text not null default '',
    country text not null default 'DE',
    created_at timestamptz not null
);
create index customer_normalised_number on customer (app.normalised(number));
create index customer_email on customer (email);
create index customer_buyer_reference on customer (buyer_reference);

create table access_grant (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    customer_id uuid not null references customer on delete cascade,
    scope text not null default 'everything' check (scope in ('everything', 'read', 'invoices', 'appointments')),
    starts_at timestamptz not null,
    ends_at timestamptz check (ends_at > starts_at),
    granted_by uuid references account on delete set null,
    revoked_at timestamptz,
    created_at timestamptz not null
);
create index access_grant_account on access_grant (account_id, customer_id);
create index access_grant_customer on access_grant (customer_id);

create table activation_code (
    id uuid primary key,
    customer_id uuid not null references customer on delete cascade,
    code_hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index activation_code_customer on activation_code (customer_id);

-- The customer that the transaction acts for, if the account holds a grant that covers `need` at this moment; else null.
create function app.current_customer(need text) returns uuid language sql stable security definer
set search_path = public, pg_temp as $$
    select g.customer_id from access_grant g
    where g.account_id = nullif(current_setting('app.account', true), '')::uuid
      and g.customer_id = nullif(current_setting('app.customer', true), '')::uuid
      and g.scope in ('everything', 'read', need)
      and g.revoked_at is null and g.starts_at <= now() and (g.ends_at is null or g.ends_at > now())
    limit 1
$$;

alter table account enable row level security;
alter table customer enable row level security;
alter table access_grant enable row level security;
alter table activation_code enable row level security;

grant select, insert, update on account, customer, access_grant, activation_code to servicetheke_system;
create policy system on account to servicetheke_system using (true) with check (true);
create policy system on customer to servicetheke_system using (true) with check (true);
create policy system on access_grant to servicetheke_system using (true) with check (true);
create policy system on activation_code to servicetheke_system using (true) with check (true);

grant select on account, customer, access_grant to servicetheke_customer;
create policy own on account for select to servicetheke_customer using (id = (select app.current_account()));
create policy granted on access_grant for select to servicetheke_customer
    using (account_id = (select app.current_account()));
-- Every customer the account may look after, so that the person can choose whom to act for.
create policy granted on customer for select to servicetheke_customer using (
    id in (
        select g.customer_id from access_grant g
        where g.account_id = (select app.current_account())
          and g.revoked_at is null and g.starts_at <= now() and (g.ends_at is null or g.ends_at > now())
    )
);

grant select on account, customer, access_grant to servicetheke_staff;
create policy staff on customer for select to servicetheke_staff using (true);
create policy staff on access_grant for select to servicetheke_staff using (true);
create policy staff on account for select to servicetheke_staff using (true);
