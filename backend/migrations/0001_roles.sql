-- Roles belong to the cluster, so another database of it may have made them already. None can log in, bypass row-level
-- security or own anything; the login user may only switch to them.
do $$
declare
    name text;
begin
    foreach name in array array[
        'servicetheke_nobody', 'servicetheke_customer', 'servicetheke_staff', 'servicetheke_system', 'servicetheke_queue'
    ] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I nologin nosuperuser nobypassrls noinherit', name);
        end if;
        execute format('grant %I to %I with set true, inherit false', name, current_user);
    end loop;
end
$$;

revoke create on schema public from public;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- Functions that policies call. They read the settings that `backend.core.database.transaction` makes.
create schema app;
grant usage on schema app to public;

-- A number without the blanks and punctuation that people put in; the same as `backend.core.text.normalise_number`.
create function app.normalised(number text) returns text language sql immutable parallel safe as $$
    select upper(regexp_replace(number, '[^[:alnum:]]', '', 'g'))
$$;

create function app.current_account() returns uuid language sql stable parallel safe as $$
    -- After a transaction the setting is '' and not null.
    select nullif(current_setting('app.account', true), '')::uuid
$$;
