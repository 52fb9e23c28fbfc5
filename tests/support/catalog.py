"""What PostgreSQL says about its tables, columns, keys and roles."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

RUNTIME_ROLES = (
    "servicetheke_nobody",
    "servicetheke_customer",
    "servicetheke_staff",
    "servicetheke_system",
    "servicetheke_queue",
)


@dataclass(frozen=True)
class DatabaseColumn:
    """One column. `type` is as PostgreSQL writes it: `numeric(20,2)`, `timestamp with time zone`, `text[]`."""

    table: str
    name: str
    type: str
    nullable: bool


@dataclass(frozen=True)
class DatabaseForeignKey:
    """`on_delete` is as in SQL: CASCADE, SET NULL, RESTRICT, NO ACTION."""

    table: str
    column: str
    references: str
    referenced_column: str
    on_delete: str


@asynccontextmanager
async def as_owner(dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection with the owner's rights: no row-level security applies to it."""
    connection = await asyncpg.connect(dsn)
    try:
        yield connection
    finally:
        await connection.close()


async def table_names(owner: asyncpg.Connection) -> set[str]:
    """Every table of the schema `public`."""
    rows = await owner.fetch("select tablename from pg_tables where schemaname = 'public'")
    return {row["tablename"] for row in rows}


async def columns(owner: asyncpg.Connection) -> list[DatabaseColumn]:
    """Every column of every table of the schema `public`, in its order."""
    rows = await owner.fetch(
        """
        select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
               not a.attnotnull as nullable
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and a.attnum > 0 and not a.attisdropped
        order by c.relname, a.attnum
        """
    )
    return [DatabaseColumn(**row) for row in rows]


async def foreign_keys(owner: asyncpg.Connection) -> set[DatabaseForeignKey]:
    """Every foreign key of one column. One of several columns repeats such a key and carries a value along."""
    rows = await owner.fetch(
        """
        select f.conrelid::regclass::text as table, a.attname as column, f.confrelid::regclass::text as references,
               b.attname as referenced_column,
               case f.confdeltype when 'c' then 'CASCADE' when 'n' then 'SET NULL' when 'r' then 'RESTRICT'
                    when 'd' then 'SET DEFAULT' else 'NO ACTION' end as on_delete
        from pg_constraint f
        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any(f.conkey)
        join pg_attribute b on b.attrelid = f.confrelid and b.attnum = any(f.confkey)
        where f.contype = 'f' and cardinality(f.conkey) = 1 and f.connamespace = 'public'::regnamespace
        """
    )
    return {DatabaseForeignKey(**row) for row in rows}


async def privileges(owner: asyncpg.Connection, role: str) -> set[tuple[str, str]]:
    """What a role may do with which table, be it with a single column of it: pairs such as ("invoice", "SELECT")."""
    rows = await owner.fetch(
        """
        select c.relname as table, p.privilege
        from pg_class c cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES',
                                                'TRIGGER']) as p(privilege)
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
          and (has_table_privilege($1, c.oid, p.privilege)
               or (p.privilege in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
                   and has_any_column_privilege($1, c.oid, p.privilege)))
        """,
        role,
    )
    return {(row["table"], row["privilege"]) for row in rows}


async def readable_columns(owner: asyncpg.Connection, role: str) -> dict[str, list[str]]:
    """The columns that a role may select, by table."""
    found: dict[str, list[str]] = {}
    for column in await columns(owner):
        if await owner.fetchval(
            "select has_column_privilege($1, $2::regclass, $3, 'SELECT')", role, column.table, column.name
        ):
            found.setdefault(column.table, []).append(column.name)
    return found
