-- What people see of the calendar that they have connected, and its parting from the portal.

alter table calendar_link
    -- What the person calls it on the server.
    add column name text not null default '',
    -- Since when our coming entries are being taken out of it. The row goes with the last of them.
    add column parting_since timestamptz;
