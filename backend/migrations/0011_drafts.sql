-- What was typed into a form outlives the session in which it was typed; and a session can be looked at without use.
create table draft (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    -- Whom the person was acting for: what was typed for one customer must not turn up in another one's form.
    customer_id uuid references customer on delete cascade,
    key text not null check (key ~ '^[a-z]+(-[a-z0-9]+)*$' and length(key) <= 100),
    content jsonb not null check (octet_length(content::text) <= 30000),
    saved_at timestamptz not null,
    unique nulls not distinct (account_id, customer_id, key)
);
create index draft_saved on draft (saved_at);

alter table draft enable row level security;
grant select, insert, update, delete on draft to servicetheke_system, servicetheke_customer, servicetheke_staff;
create policy system on draft to servicetheke_system using (true) with check (true);
create policy own on draft to servicetheke_customer, servicetheke_staff
    using (account_id = (select app.current_account())) with check (account_id = (select app.current_account()));

-- As `app.authenticate`, for questions that a page asks by itself: they must not keep a session alive that nobody uses.
create function app.look_at_session(token_hash bytea, moment timestamptz, idle interval)
returns table (session_id uuid, account_id uuid, customer_id uuid, role text, language text, method text,
               created_at timestamptz, expires_at timestamptz, strong_at timestamptz, fresh_at timestamptz,
               last_seen_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.id, s.account_id, s.customer_id, a.role, a.language, s.method, s.created_at, s.expires_at, s.strong_at,
           s.fresh_at, s.last_seen_at
    from portal_session s join account a on a.id = s.account_id
    where s.token_hash = look_at_session.token_hash and s.expires_at > moment and s.last_seen_at > moment - idle
      and a.closed_at is null
$$;
revoke execute on function app.look_at_session from public;
grant execute on function app.look_at_session to servicetheke_nobody, servicetheke_system;
