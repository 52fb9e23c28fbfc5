-- What people look after themselves: names, addresses, phone numbers, e-mail, language, and what they want to be told.

-- The customer that the transaction may change, if the account holds a grant for everything at this moment; else null.
-- Reading asks `app.current_customer('account')`, which grants for reading cover too.
create function app.changeable_customer() returns uuid language sql stable security definer
set search_path = public, pg_temp as $$
    select g.customer_id from access_grant g
    where g.account_id = nullif(current_setting('app.account', true), '')::uuid
      and g.customer_id = nullif(current_setting('app.customer', true), '')::uuid
      and g.scope = 'everything'
      and g.revoked_at is null and g.starts_at <= now() and (g.ends_at is null or g.ends_at > now())
    limit 1
$$;

-- The name of somebody who looks after the same customer as the transaction, now or formerly; else null.
create function app.name_of_delegate(account_id uuid) returns text language sql stable security definer
set search_path = public, pg_temp as $$
    select trim(a.given_name || ' ' || a.family_name) from account a
    where a.id = name_of_delegate.account_id
      and exists (
          select from access_grant g
          where g.account_id = a.id and g.customer_id = app.current_customer('account')
      )
$$;

-- Where something is delivered to or consumed. The billing address is the customer's own.
create table delivery_address (
    id uuid primary key,
    customer_id uuid not null references customer on delete cascade,
    label text not null,
    street text not null,
    postal_code text not null,
    city text not null,
    country text not null check (country ~ '^[A-Z]{2}$'),
    created_at timestamptz not null,
    -- Kept for a while, so that removing it can be undone.
    removed_at timestamptz
);
create index delivery_address_customer on delivery_address (customer_id);
create index delivery_address_removed on delivery_address (removed_at) where removed_at is not null;

create table phone_number (
    id uuid primary key,
    customer_id uuid not null references customer on delete cascade,
    -- E.164
    number text not null check (number ~ '^\+[1-9][0-9]{4,14}$'),
    kind text not null check (kind in ('mobile', 'home', 'work')),
    created_at timestamptz not null,
    removed_at timestamptz
);
create index phone_number_customer on phone_number (customer_id);
create index phone_number_removed on phone_number (removed_at) where removed_at is not null;
create unique index phone_number_once on phone_number (customer_id, number) where removed_at is null;

-- What an account wants to be told, and how. A topic without a row has its default.
create table message_choice (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    topic text not null check (topic in ('invoices', 'appointments', 'security', 'news')),
    channels text[] not null check (channels <@ array['mail', 'push', 'post']),
    changed_at timestamptz not null,
    unique (account_id, topic),
    -- Nobody may cut themselves off from warnings.
    check (topic <> 'security' or 'mail' = any(channels))
);

-- A change that waits for staff, or did. `target` is the row of a list that it is about. No old value: to be added. No
-- new one: to be removed.
create table change_request (
    id uuid primary key,
    customer_id uuid not null references customer on delete cascade,
    field text not null check (field in ('customer_name', 'billing_address', 'delivery_address', 'phone')),
    target uuid,
    old_value jsonb,
    new_value jsonb,
    state text not null default 'waiting' check (state in ('waiting', 'accepted', 'refused', 'withdrawn')),
    requested_by uuid references account on delete set null,
    requested_at timestamptz not null,
    decided_by uuid references account on delete set null,
    decided_at timestamptz,
    reason text not null default '',
    -- When the person said that they had read the decision.
    read_at timestamptz,
    check ((state = 'waiting') = (decided_at is null)),
    check (state <> 'refused' or reason <> ''),
    check ((target is null) = (field in ('customer_name', 'billing_address')))
);
create index change_request_customer on change_request (customer_id);
create index change_request_decided on change_request (decided_at);
-- At most one waits for each place.
create unique index change_request_waiting on change_request (
    customer_id, field, coalesce(target, '00000000-0000-0000-0000-000000000000')
) where state = 'waiting';

-- Who changed what and when: about an account, or about a customer.
create table profile_change (
    id uuid primary key,
    account_id uuid references account on delete cascade,
    customer_id uuid references customer on delete cascade,
    field text not null check (field in (
        'name', 'email', 'language', 'messages', 'customer_name', 'billing_address', 'delivery_address', 'phone'
    )),
    action text not null check (action in ('changed', 'requested', 'accepted', 'refused', 'withdrawn', 'undone')),
    old_value jsonb,
    new_value jsonb,
    reason text not null default '',
    done_by text not null check (done_by in ('person', 'staff', 'system')),
    done_by_account uuid references account on delete set null,
    at timestamptz not null,
    check (account_id is not null or customer_id is not null)
);
create index profile_change_account on profile_change (account_id, at desc);
create index profile_change_customer on profile_change (customer_id, at desc);
create index profile_change_at on profile_change (at);

-- A new address of an account: first waiting for the code that was sent to it, then for an objection from the old one.
-- Its id is that of the request for the code.
create table email_change (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    old_email text not null,
    new_email text not null,
    requested_at timestamptz not null,
    confirmed_at timestamptz,
    undone_at timestamptz,
    expires_at timestamptz not null
);
create index email_change_account on email_change (account_id);
create index email_change_expires on email_change (expires_at);

alter table delivery_address enable row level security;
alter table phone_number enable row level security;
alter table message_choice enable row level security;
alter table change_request enable row level security;
alter table profile_change enable row level security;
alter table email_change enable row level security;

grant select, insert, update, delete
    on delivery_address, phone_number, message_choice, change_request, profile_change, email_change
    to servicetheke_system;
create policy system on delivery_address to servicetheke_system using (true) with check (true);
create policy system on phone_number to servicetheke_system using (true) with check (true);
create policy system on message_choice to servicetheke_system using (true) with check (true);
create policy system on change_request to servicetheke_system using (true) with check (true);
create policy system on profile_change to servicetheke_system using (true) with check (true);
create policy system on email_change to servicetheke_system using (true) with check (true);

-- What an account says about its own person.
grant update (salutation, given_name, family_name, language) on account to servicetheke_customer, servicetheke_staff;
create policy own_changes on account for update to servicetheke_customer, servicetheke_staff
    using (id = (select app.current_account())) with check (id = (select app.current_account()));
grant select, insert, update on message_choice to servicetheke_customer, servicetheke_staff;
create policy own on message_choice to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account())) with check (account_id = (select app.current_account()));

-- What may be changed about a customer, and by whom.
grant update (salutation, given_name, name, street, postal_code, city, country)
    on customer to servicetheke_customer, servicetheke_staff;
create policy changeable on customer for update to servicetheke_customer
    using (id = (select app.changeable_customer())) with check (id = (select app.changeable_customer()));
create policy staff_changes on customer for update to servicetheke_staff using (true) with check (true);

grant select, insert, update on delivery_address, phone_number to servicetheke_customer, servicetheke_staff;
create policy readable on delivery_address for select to servicetheke_customer
    using (customer_id = (select app.current_customer('account')));
create policy addable on delivery_address for insert to servicetheke_customer
    with check (customer_id = (select app.changeable_customer()));
create policy changeable on delivery_address for update to servicetheke_customer
    using (customer_id = (select app.changeable_customer())) with check (customer_id = (select app.changeable_customer()));
create policy staff on delivery_address to servicetheke_staff using (true) with check (true);
create policy readable on phone_number for select to servicetheke_customer
    using (customer_id = (select app.current_customer('account')));
create policy addable on phone_number for insert to servicetheke_customer
    with check (customer_id = (select app.changeable_customer()));
create policy changeable on phone_number for update to servicetheke_customer
    using (customer_id = (select app.changeable_customer())) with check (customer_id = (select app.changeable_customer()));
create policy staff on phone_number to servicetheke_staff using (true) with check (true);

grant select, insert on change_request to servicetheke_customer;
grant update (state, decided_at, read_at) on change_request to servicetheke_customer;
create policy readable on change_request for select to servicetheke_customer
    using (customer_id = (select app.current_customer('account')));
create policy asked_for on change_request for insert to servicetheke_customer
    with check (customer_id = (select app.changeable_customer()) and state = 'waiting');
-- The person takes back what waits, and puts away what was decided; deciding is for staff.
create policy taken_back on change_request for update to servicetheke_customer
    using (customer_id = (select app.changeable_customer()))
    with check (customer_id = (select app.changeable_customer()) and (state = 'withdrawn' or read_at is not null));
grant select on change_request to servicetheke_staff;
grant update (state, decided_by, decided_at, reason) on change_request to servicetheke_staff;
create policy staff_reads on change_request for select to servicetheke_staff using (true);
create policy staff_decides on change_request for update to servicetheke_staff
    using (state = 'waiting') with check (state in ('accepted', 'refused'));

-- History is only ever added to.
grant select, insert on profile_change to servicetheke_customer, servicetheke_staff;
create policy own on profile_change for select to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account()));
create policy readable on profile_change for select to servicetheke_customer
    using (customer_id = (select app.current_customer('account')));
create policy own_notes on profile_change for insert to servicetheke_customer, servicetheke_staff
    with check (
        account_id = (select app.current_account())
        and done_by = 'person' and done_by_account = (select app.current_account())
    );
create policy notes on profile_change for insert to servicetheke_customer
    with check (
        customer_id = (select app.changeable_customer())
        and done_by = 'person' and done_by_account = (select app.current_account())
    );
create policy staff_notes on profile_change for insert to servicetheke_staff
    with check (
        customer_id is not null and done_by = 'staff' and done_by_account = (select app.current_account())
    );
