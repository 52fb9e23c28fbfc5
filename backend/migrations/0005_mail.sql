-- Mail waiting to be sent, and what became of it. `parameters` (names, codes) are erased as soon as the mail has left.
-- `claimed_until` is set while a worker is sending: no other may begin before, so that nobody gets a mail twice.
create table mail_message (
    id uuid primary key,
    account_id uuid references account on delete cascade,
    recipient text not null,
    language text not null check (language in ('de', 'en')),
    template text not null,
    parameters jsonb,
    state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
    attempts integer not null default 0,
    attempted_at timestamptz,
    claimed_until timestamptz,
    last_error text,
    created_at timestamptz not null,
    sent_at timestamptz,
    check (state <> 'sent' or (sent_at is not null and parameters is null)),
    check (state = 'queued' or claimed_until is null)
);
create index mail_message_state on mail_message (state, created_at);
create index mail_message_account on mail_message (account_id);

alter table mail_message enable row level security;
grant select, insert, update, delete on mail_message to servicetheke_system;
create policy system on mail_message to servicetheke_system using (true) with check (true);
