-- The account that a customer's invoices are collected from, with the mandate for it.

create table bank_details (
    id uuid primary key,
    customer_id uuid not null references customer on delete cascade,
    holder text not null,
    -- Sealed by the portal's key (`backend.core.sealed`) for this row.
    iban_sealed bytea not null,
    -- Country and last four digits, all that anybody is shown.
    iban_masked text not null,
    -- The mandate's reference (AT-01), and what the person has agreed to, word for word.
    mandate text not null unique check (mandate ~ '^[A-Za-z0-9+?/:().,''-]{1,35}$'),
    mandate_text text not null,
    signed_at timestamptz not null,
    signed_by uuid references account on delete set null,
    -- Null: waits for staff.
    valid_from timestamptz,
    ended_at timestamptz,
    check (ended_at is null or valid_from is not null)
);
create unique index bank_details_valid on bank_details (customer_id) where valid_from is not null and ended_at is null;
create index bank_details_customer on bank_details (customer_id);
create index bank_details_ended on bank_details (ended_at);

alter table change_request drop constraint change_request_field_check;
alter table change_request add constraint change_request_field_check check (
    field in ('customer_name', 'billing_address', 'delivery_address', 'phone', 'bank_details')
);
alter table profile_change drop constraint profile_change_field_check;
alter table profile_change add constraint profile_change_field_check check (field in (
    'name', 'email', 'language', 'messages', 'customer_name', 'billing_address', 'delivery_address', 'phone',
    'bank_details'
));
create index change_request_target on change_request (target) where target is not null;
create index security_change_reference on security_change (reference) where reference is not null;

-- Whether a mandate that an invoice names has ended, also for those who may see invoices and no bank details. Of mandates
-- that the portal does not know, nobody can say.
create function app.mandate_has_ended(customer uuid, reference text) returns boolean language sql stable
security definer set search_path = public, pg_temp as $$
    select exists (
        select from bank_details b
        where b.customer_id = customer and b.mandate = reference and b.ended_at is not null
    )
$$;
revoke execute on function app.mandate_has_ended from public;
grant execute on function app.mandate_has_ended to servicetheke_customer, servicetheke_staff, servicetheke_system;

alter table bank_details enable row level security;
grant select, insert, update, delete on bank_details to servicetheke_system;
create policy system on bank_details to servicetheke_system using (true) with check (true);

-- Only a grant for everything opens them, for reading, too. Nobody but the portal itself reads an IBAN.
grant select (id, customer_id, holder, iban_masked, mandate, mandate_text, signed_at, signed_by, valid_from, ended_at)
    on bank_details to servicetheke_customer, servicetheke_staff;
grant insert on bank_details to servicetheke_customer;
grant update (valid_from, ended_at) on bank_details to servicetheke_customer, servicetheke_staff;
create policy readable on bank_details for select to servicetheke_customer
    using (customer_id = (select app.changeable_customer()));
create policy given on bank_details for insert to servicetheke_customer
    with check (customer_id = (select app.changeable_customer()) and signed_by = (select app.current_account()));
create policy changeable on bank_details for update to servicetheke_customer
    using (customer_id = (select app.changeable_customer())) with check (customer_id = (select app.changeable_customer()));

create policy staff_reads on bank_details for select to servicetheke_staff using (true);
create policy staff_decides on bank_details for update to servicetheke_staff using (true) with check (true);
