-- An invoice as it was received. `document` is the whole content of its XML (EN 16931); the columns beside it are what
-- lists sort, filter and add up. An invoice without customer waits for staff: to say whose it is, or, when its number is
-- taken by an invoice with other content, which of the two counts.
create table invoice (
    id uuid primary key,
    customer_id uuid references customer on delete restrict,
    waiting_for text check (waiting_for in ('customer', 'decision')),
    seller_key text not null,
    number text not null,
    fingerprint text not null,
    type_code text not null,
    issue_date date not null,
    due_date date,
    currency text not null,
    total_gross numeric(20, 2) not null,
    amount_due numeric(20, 2) not null,
    direct_debit boolean not null default false,
    payment_state text not null default 'open' check (payment_state in ('open', 'paid', 'credited', 'cancelled')),
    paid_on date,
    subject text not null,
    search_text text not null,
    document jsonb not null,
    syntax text not null,
    profile text not null,
    differences jsonb not null default '[]',
    original_sha256 text not null,
    original_name text not null,
    original_media_type text not null,
    original_size bigint not null,
    pdf_sha256 text,
    pdf_size bigint,
    xml_sha256 text,
    xml_size bigint,
    imported_at timestamptz not null,
    unique (seller_key, number, fingerprint),
    check ((customer_id is null) = (waiting_for is not null))
);
create index invoice_customer_date on invoice (customer_id, issue_date desc, id desc);
create index invoice_waiting on invoice (imported_at) where customer_id is null;
create index invoice_search on invoice using gin (search_text gin_trgm_ops);

-- How an invoice stands on a day, in the words of the API (`backend.invoices.schemas.InvoiceState`).
create function app.invoice_state(payment_state text, amount_due numeric, due_date date, today date) returns text
language sql immutable parallel safe as $$
    select case
        when payment_state in ('cancelled', 'paid') then payment_state
        when payment_state = 'credited' or amount_due < 0 then 'credit'
        when amount_due = 0 then 'paid'
        when due_date < today then 'overdue'
        else 'open'
    end
$$;

alter table invoice enable row level security;
grant select, insert, update on invoice to servicetheke_system;
create policy system on invoice to servicetheke_system using (true) with check (true);
grant select on invoice to servicetheke_customer;
create policy own on invoice for select to servicetheke_customer
    using (customer_id = (select app.current_customer('invoices')));
grant select on invoice to servicetheke_staff;
grant update (customer_id, waiting_for) on invoice to servicetheke_staff;
create policy staff_reads on invoice for select to servicetheke_staff using (true);
create policy staff_assigns on invoice for update to servicetheke_staff
    using (customer_id is null) with check (customer_id is not null);
