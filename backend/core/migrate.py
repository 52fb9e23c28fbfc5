"""Brings a database to the schema of this version, and tells whether it is there already.

The files in `backend/migrations` are plain SQL because most of the schema is what an ORM cannot say: policies,
grants, functions, exclusion constraints. Piccolo's tables are held against the result by a test.
"""

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

import asyncpg

_LOCK = 0x53_54_48_4B  # "STHK": one migration at a time, whoever starts it.

_LEDGER = """
create table if not exists schema_migration (
    name text primary key, checksum text not null, applied_at timestamptz not null default now()
)
"""


class SchemaMismatch(Exception):
    """The database's history is not the beginning of ours: it was made by a newer or a changed version."""


@dataclass(frozen=True)
class Migration:
    """One file of the history."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return sha256(self.sql.encode()).hexdigest()


def history() -> list[Migration]:
    """All migrations in order."""
    folder = files("backend.migrations")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [Migration(name.removesuffix(".sql"), (folder / name).read_text("utf-8")) for name in names]


async def migrate(dsn: str) -> list[str]:
    """Apply what is missing and return the names applied.

    Raises `SchemaMismatch` when the database holds a migration that this version does not know, or knows differently.
    """
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        await connection.execute(_LEDGER)
        return [await _apply(connection, migration) for migration in await _missing(connection)]
    finally:
        await connection.close()


async def is_current(dsn: str) -> bool:
    """Whether the database has exactly the schema of this version."""
    connection = await asyncpg.connect(dsn)
    try:
        return not await _missing(connection)
    finally:
        await connection.close()


async def _apply(connection: asyncpg.Connection, migration: Migration) -> str:
    async with connection.transaction():
        await connection.execute(migration.sql)
        await connection.execute(
            "insert into schema_migration (name, checksum) values ($1, $2)",
            migration.name,
            migration.checksum,
        )
    return migration.name


async def _missing(connection: asyncpg.Connection) -> list[Migration]:
    ours = history()
    if await connection.fetchval("select to_regclass('schema_migration')") is None:
        return ours
    rows = await connection.fetch("select name, checksum from schema_migration order by name")
    theirs = [(row["name"], row["checksum"]) for row in rows]
    if theirs != [(migration.name, migration.checksum) for migration in ours[: len(theirs)]]:
        raise SchemaMismatch(
            "The database was made by another version of the portal. Start that version, or restore a backup "
            "that fits this one."
        )
    return ours[len(theirs) :]
