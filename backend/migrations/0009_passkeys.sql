-- Passkeys that were removed, and those that may have been copied.
alter table passkey
    -- When its counter last went back: there may be a copy of it.
    add column counter_went_back_at timestamptz;

-- A passkey that was removed. It is moved here, out of the table that signs people in, so that no statement has to
-- remember to leave it out. While its owner can object, `passkey` holds the whole row to be given back; what stays
-- after that is enough to tell whoever still tries to sign in with it what has happened.
create table removed_passkey (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    credential_hash bytea not null,
    passkey jsonb,
    removed_at timestamptz not null
);
create index removed_passkey_account on removed_passkey (account_id);
create index removed_passkey_credential on removed_passkey (credential_hash);
create index removed_passkey_removed on removed_passkey (removed_at);

alter table removed_passkey enable row level security;
grant select, insert, update, delete on removed_passkey to servicetheke_system;
create policy system on removed_passkey to servicetheke_system using (true) with check (true);
