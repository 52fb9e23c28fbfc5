-- What the company does to an account: ending its sessions, closing it, opening it again. Who did so, when and why.
create table account_closing (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    closed_at timestamptz not null,
    -- Null: at the server's command line, or by somebody whose account is gone.
    closed_by uuid references account on delete set null,
    close_reason text not null check (length(close_reason) <= 500),
    reopened_at timestamptz,
    reopened_by uuid references account on delete set null,
    reopen_reason text check (length(reopen_reason) <= 500),
    check ((reopened_at is null) = (reopen_reason is null))
);
create index account_closing_account on account_closing (account_id);
create unique index account_closing_open on account_closing (account_id) where reopened_at is null;
create index account_closing_reopened on account_closing (reopened_at);

-- Accounts that were closed before there was a way to say why.
insert into account_closing (id, account_id, closed_at, close_reason)
select gen_random_uuid(), id, closed_at, '' from account where closed_at is not null;

alter table account_closing enable row level security;
grant select, insert, update, delete on account_closing to servicetheke_system;
create policy system on account_closing to servicetheke_system using (true) with check (true);
grant select on account_closing to servicetheke_staff;
create policy staff on account_closing for select to servicetheke_staff using (true);

-- Which member of staff did it, where it was not the owner. The owner reads that staff did, not who.
alter table security_event add column done_by uuid references account on delete set null;
revoke select on security_event from servicetheke_customer, servicetheke_staff;
grant select (id, account_id, kind, method, subject, browser, system, country, at)
    on security_event to servicetheke_customer, servicetheke_staff;

-- How the accounts that look after a customer, or once did, are being used: how many sessions are alive, when each was
-- last seen, and who of the staff has last ended its sessions. Staff see of sessions nothing else.
create function app.use_of_accounts(customer uuid, moment timestamptz, idle interval)
returns table (account_id uuid, open_sessions integer, last_seen_at timestamptz, signed_out_at timestamptz,
               signed_out_by text)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.id,
           (select count(*)::integer from portal_session s
            where s.account_id = a.id and s.expires_at > moment and s.last_seen_at > moment - idle
              and a.closed_at is null),
           greatest((select max(s.last_seen_at) from portal_session s where s.account_id = a.id),
                    (select max(e.at) from security_event e
                     where e.account_id = a.id and e.kind in ('signed-in', 'signed-out'))),
           last.at, trim(b.given_name || ' ' || b.family_name)
    from account a
    left join lateral (
        select e.at, e.done_by from security_event e
        where e.account_id = a.id and e.kind = 'signed-out-by-staff' order by e.at desc limit 1
    ) last on true
    left join account b on b.id = last.done_by
    where a.id in (select g.account_id from access_grant g where g.customer_id = use_of_accounts.customer)
$$;
revoke execute on function app.use_of_accounts from public;
grant execute on function app.use_of_accounts to servicetheke_staff;
