"""The database: one pool, and transactions that carry a role and an account.

Row-level security needs each transaction to say who acts. The pool's connections start in a role that may touch no
table, so a query outside `transaction` is refused by PostgreSQL itself instead of running with the owner's rights.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString


class _Engine(PostgresEngine):
    """Piccolo's engine, which does not connect anywhere while a module is being imported."""

    turns: asyncio.Semaphore
    """Who comes first gets a connection first. In asyncpg's own queue newcomers overtake those who wait."""

    async def check_version(self) -> None:
        """The version is checked when the schema is."""

    async def prep_database(self) -> None:
        """Extensions are made by the migrations."""


DB = _Engine(config={})

Connection = asyncpg.Connection | PoolConnectionProxy


class Role(StrEnum):
    """Roles of the database that the portal acts in. None owns a table or bypasses row-level security."""

    NOBODY = "servicetheke_nobody"
    CUSTOMER = "servicetheke_customer"
    STAFF = "servicetheke_staff"
    SYSTEM = "servicetheke_system"
    QUEUE = "servicetheke_queue"


@dataclass(frozen=True)
class Actor:
    """Who a transaction acts for. The database itself checks the account's grant for the customer."""

    role: Role
    account_id: UUID | None = None
    customer_id: UUID | None = None

    def prelude(self) -> str:
        """Begins a transaction as this actor, in one round trip. Holds nothing but a known role and UUIDs."""
        account = self.account_id or ""
        customer = self.customer_id or ""
        return (
            f"begin; select set_config('role', '{self.role}', true), "
            f"set_config('app.account', '{account}', true), set_config('app.customer', '{customer}', true)"
        )


SYSTEM = Actor(Role.SYSTEM)


class CommitFailed(Exception):
    """The database rolled back where a commit was asked for: an error inside was swallowed."""


class ActorMismatch(Exception):
    """A transaction was opened inside another one for a different actor."""


@dataclass(frozen=True)
class _Current:
    """What Piccolo looks for in `DB.current_transaction`."""

    connection: Connection
    actor: Actor


async def open_pool(dsn: str, *, size: int) -> None:
    """Open the pool for this process. Its connections may do nothing until `transaction` gives them a role."""
    DB.config.update(dsn=dsn)
    DB.turns = asyncio.Semaphore(size)
    DB.pool = await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=size,
        reset=_as_it_is,
        server_settings={"role": str(Role.NOBODY), "application_name": "servicetheke"},
    )


async def _as_it_is(_connection: Connection) -> None:
    """asyncpg would ask the server to forget session settings each time a connection comes back: 2 round trips of 7
    in a request that reads a list. There are none to forget: `transaction` sets all it needs, for itself only.
    """


async def close_pool() -> None:
    """Close the pool; does nothing when there is none."""
    pool, DB.pool = DB.pool, None
    if pool is not None:
        await pool.close()


def _pool() -> asyncpg.Pool:
    if DB.pool is None:
        raise RuntimeError("The database pool is not open.")
    return DB.pool


def connection() -> Connection:
    """The connection of the transaction that is under way, for the rare statement that Piccolo cannot say."""
    return _current().connection


def _current() -> _Current:
    current = cast(_Current | None, DB.current_transaction.get())
    if current is None:
        raise RuntimeError("There is no transaction.")
    return current


@asynccontextmanager
async def transaction(actor: Actor) -> AsyncIterator[None]:
    """Everything inside happens for `actor`, and all of it or nothing.

    Inside another transaction of the same actor this is a savepoint. Piccolo's own `DB.transaction()` is not used: it
    leaks the connection and its context variable when the commit fails.
    """
    current = cast(_Current | None, DB.current_transaction.get())
    if current is not None:
        if current.actor != actor:
            raise ActorMismatch(f"{actor.role} inside a transaction of {current.actor.role}")
        async with _savepoint(current.connection):
            yield
        return
    pool = _pool()
    async with DB.turns:
        conn = await pool.acquire()
        try:
            async with _begun(conn, actor):
                yield
        finally:
            await pool.release(conn)


@asynccontextmanager
async def _savepoint(conn: Connection) -> AsyncIterator[None]:
    """A transaction inside a transaction: an error undoes only what came since. One name serves any depth."""
    await conn.execute("savepoint inner_transaction")
    try:
        yield
    except BaseException:
        await _undo(conn, "rollback to savepoint inner_transaction; release savepoint inner_transaction")
        raise
    await conn.execute("release savepoint inner_transaction")


@asynccontextmanager
async def _begun(conn: Connection, actor: Actor) -> AsyncIterator[None]:
    try:
        await conn.execute(actor.prelude())
        with _current_is(_Current(conn, actor)):
            yield
        if await conn.execute("commit") != "COMMIT":
            raise CommitFailed
    except BaseException:
        await _undo(conn, "rollback")
        raise


@contextmanager
def _current_is(current: _Current) -> Iterator[None]:
    token = DB.current_transaction.set(cast(Any, current))
    try:
        yield
    finally:
        DB.current_transaction.reset(token)


async def _undo(conn: Connection, sql: str) -> None:
    """Roll back, also in a request that is cancelled, and without hiding the error that led here.

    A connection that cannot do it, because it is lost or because the request is cancelled once more, is thrown away:
    nobody may get it with a transaction still open, and the server rolls back by itself.
    """
    try:
        await conn.execute(sql)
    except BaseException:  # noqa: BLE001 - The caller raises the error that matters.
        with suppress(asyncpg.InterfaceError):  # The pool may have taken a lost connection away already.
            conn.terminate()


@asynccontextmanager
async def acting_as(role: Role) -> AsyncIterator[None]:
    """Inside the transaction under way, act in another role for a few statements, then in the former again.

    An error inside undoes them, and with them the change of role, even when somebody catches it further out.
    """
    current = _current()
    async with _savepoint(current.connection):
        await _set_role(current.connection, role)
        with _current_is(replace(current, actor=replace(current.actor, role=role))):
            yield
        await _set_role(current.connection, current.actor.role)


async def _set_role(conn: Connection, role: Role) -> None:
    await conn.execute("select set_config('role', $1, true)", str(role))


async def fetch(sql: str, *values: Any) -> list[dict[str, Any]]:
    """Run one statement in the transaction under way. `{}` stands for each value, as in Piccolo."""
    return [dict(row) for row in await DB.run_querystring(QueryString(sql, *values))]


async def call_unprivileged(sql: str, *values: Any) -> asyncpg.Record | None:
    """Call a function that any connection may call (`app.authenticate`), outside a transaction, in one round trip."""
    pool = _pool()
    async with DB.turns:
        return await pool.fetchrow(sql, *values)


async def ping() -> None:
    """Raise when the database does not answer."""
    await _pool().fetchval("select 1", timeout=5)
