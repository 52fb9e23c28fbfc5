-- Getting back in when every way in is lost: after a wait that is announced on every channel, or by a letter that staff
-- send. `asked`: a second member of staff must confirm the letter first. `open`: usable from `ready_at` to `expires_at`.
create table recovery (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    kind text not null check (kind in ('wait', 'letter')),
    state text not null check (state in ('asked', 'open', 'completed', 'cancelled', 'refused')),
    created_at timestamptz not null,
    ready_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    -- Whoever holds the token of a mail about it may call it off.
    cancel_hash bytea unique,
    -- Of a letter: to whose address it goes, the hash of its code, and which of the company's questions were answered.
    customer_id uuid references customer on delete cascade,
    code_hash bytea unique,
    answered text[] not null default '{}',
    requested_by uuid references account on delete set null,
    confirmed_by uuid references account on delete set null,
    confirmed_at timestamptz,
    -- For some minutes, whoever holds this token may register the new passkey: they have just proven `proven_email`.
    pass_hash bytea unique,
    pass_expires_at timestamptz,
    proven_email text,
    check ((kind = 'letter') = (customer_id is not null)),
    -- Four eyes are those of two people, whatever the program thinks.
    check (confirmed_by <> requested_by)
);
create index recovery_account on recovery (account_id);
create index recovery_customer on recovery (customer_id);
create index recovery_expires on recovery (expires_at);
create unique index recovery_waiting on recovery (account_id) where kind = 'wait' and state = 'open';

-- A code that goes with a letter names it; the one that starts or ends a wait needs no letter.
alter table email_code add column recovery_id uuid references recovery on delete cascade;
alter table email_code add check (recovery_id is null or purpose = 'recovery');

-- A number that a customer reads out on the phone. Kept as a keyed hash, for ten minutes, usable once.
create table phone_pin (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    customer_id uuid not null references customer on delete cascade,
    pin_hash bytea not null,
    tries integer not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    used_by uuid references account on delete set null
);
create index phone_pin_customer on phone_pin (customer_id, expires_at);
create index phone_pin_account on phone_pin (account_id);
create index phone_pin_expires on phone_pin (expires_at);

alter table recovery enable row level security;
alter table phone_pin enable row level security;
grant select, insert, update, delete on recovery, phone_pin to servicetheke_system;
create policy system on recovery to servicetheke_system using (true) with check (true);
create policy system on phone_pin to servicetheke_system using (true) with check (true);

-- Staff see how a recovery stands, never its secrets.
grant select (id, account_id, kind, state, created_at, ready_at, expires_at, ended_at, customer_id, answered,
              requested_by, confirmed_by, confirmed_at) on recovery to servicetheke_staff;
create policy staff on recovery for select to servicetheke_staff using (true);

-- A change that its owner has frozen is a sign of an attack: staff see that it happened.
grant select (id, account_id, kind, subject, created_at, frozen_at) on security_change to servicetheke_staff;
create policy frozen on security_change for select to servicetheke_staff using (frozen_at is not null);
