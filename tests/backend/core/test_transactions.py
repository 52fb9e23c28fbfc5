"""Transactions carry a role and an account, and give both back whatever happens."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from uuid import UUID

import anyio
import asyncpg
import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.database import (
    DB,
    SYSTEM,
    Actor,
    ActorMismatch,
    CommitFailed,
    Role,
    acting_as,
    close_pool,
    connection,
    fetch,
    open_pool,
    transaction,
)
from backend.core.ids import new_id
from backend.identity.tables import ServiceToken

_POOL_SIZE = 2
_ANNA = Actor(Role.CUSTOMER, new_id(), new_id())
_BERND = Actor(Role.CUSTOMER, new_id(), new_id())


@pytest_asyncio.fixture
async def owner(fresh_database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection beside the pool, as the owner of everything."""
    conn = await asyncpg.connect(fresh_database)
    yield conn
    await conn.close()


@pytest_asyncio.fixture(autouse=True)
async def pool(fresh_database: str) -> AsyncIterator[None]:
    """A pool so small that a connection which is not given back is missed at once."""
    await open_pool(fresh_database, size=_POOL_SIZE)
    yield
    async with asyncio.timeout(5):  # Closing waits for what was not given back.
        await close_pool()


async def _insert(name: str) -> None:
    await ServiceToken(id=new_id(), name=name, token_hash=name.encode(), created_at=utc_now()).save()


async def _names(owner: asyncpg.Connection) -> set[str]:
    return {row["name"] for row in await owner.fetch("select name from service_token")}


async def _assert_nothing_is_left() -> None:
    """Every connection of the pool can be had, has no role, no account and no open transaction; none is current."""
    assert DB.current_transaction.get() is None
    assert DB.pool is not None
    async with AsyncExitStack() as stack:
        async with asyncio.timeout(5):
            connections = [await stack.enter_async_context(DB.pool.acquire()) for _ in range(_POOL_SIZE)]
        for conn in connections:
            row = await conn.fetchrow(
                "select current_user::text as role, coalesce(current_setting('app.account', true), '') as account, "
                "coalesce(current_setting('app.customer', true), '') as customer"
            )
            assert dict(row or {}) == {"role": Role.NOBODY, "account": "", "customer": ""}
            assert not conn.is_in_transaction()


async def _who() -> tuple[str, str, str]:
    rows = await fetch(
        "select current_user::text as role, current_setting('app.account') as account, "
        "current_setting('app.customer') as customer"
    )
    return rows[0]["role"], rows[0]["account"], rows[0]["customer"]


async def test_a_transaction_acts_for_its_actor_and_keeps_what_it_did(owner: asyncpg.Connection) -> None:
    async with transaction(_ANNA):
        assert await _who() == (Role.CUSTOMER, str(_ANNA.account_id), str(_ANNA.customer_id))
    async with transaction(SYSTEM):
        assert await _who() == (Role.SYSTEM, "", "")
        await _insert("billing")
    assert await _names(owner) == {"billing"}
    await _assert_nothing_is_left()


async def test_an_error_inside_undoes_everything(owner: asyncpg.Connection) -> None:
    async def fail() -> None:
        async with transaction(SYSTEM):
            await _insert("billing")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await _names(owner) == set()
    await _assert_nothing_is_left()


async def test_a_failed_commit_leaves_nothing_behind(owner: asyncpg.Connection) -> None:
    await owner.execute(
        f"create table once (id int unique deferrable initially deferred); grant insert on once to {Role.CUSTOMER}"
    )
    for _ in range(_POOL_SIZE + 1):
        with pytest.raises(asyncpg.UniqueViolationError):
            async with transaction(_ANNA):
                await connection().execute("insert into once values (1), (1)")
    assert await owner.fetchval("select count(*) from once") == 0
    await _assert_nothing_is_left()


async def test_a_swallowed_database_error_is_no_commit(owner: asyncpg.Connection) -> None:
    async def swallow() -> None:
        async with transaction(SYSTEM):
            await _insert("billing")
            with pytest.raises(asyncpg.PostgresError):
                await fetch("select 1 / 0")

    with pytest.raises(CommitFailed):
        await swallow()
    assert await _names(owner) == set()
    await _assert_nothing_is_left()


async def _slow_query() -> None:
    await _insert("billing")
    await fetch("select pg_sleep(60)")


async def _slow_python() -> None:
    await _insert("billing")
    await asyncio.Event().wait()


async def _slow_query_in_savepoint() -> None:
    async with transaction(SYSTEM):
        await _slow_query()


async def _slow_query_in_another_role() -> None:
    async with acting_as(Role.QUEUE):
        await fetch("select pg_sleep(60)")


_SLOW = [_slow_query, _slow_python, _slow_query_in_savepoint, _slow_query_in_another_role]


async def _until_busy(owner: asyncpg.Connection) -> None:
    """Wait until the pool's connection is in its transaction and has said all it has to say."""
    async with asyncio.timeout(5):
        while not await owner.fetchval(
            "select count(*) from pg_stat_activity where application_name = 'servicetheke' "
            "and datname = current_database() and (query like '%pg_sleep%' or query like '%INSERT%') "
            "and state in ('active', 'idle in transaction')"
        ):
            pass


@pytest.mark.parametrize("work", _SLOW)
async def test_a_cancelled_request_leaves_nothing_behind(
    owner: asyncpg.Connection, work: Callable[[], Awaitable[None]]
) -> None:
    async def request() -> None:
        async with transaction(SYSTEM):
            await work()

    task = asyncio.create_task(request())
    await _until_busy(owner)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await _names(owner) == set()
    await _assert_nothing_is_left()


@pytest.mark.parametrize("work", _SLOW)
async def test_a_request_that_is_cancelled_again_and_again_leaves_nothing_behind(
    owner: asyncpg.Connection, work: Callable[[], Awaitable[None]]
) -> None:
    """A cancelled scope of anyio cancels every further wait too, also those of the clearing up."""

    async def request() -> None:
        async with transaction(SYSTEM):
            await work()

    with anyio.CancelScope() as scope:
        async with anyio.create_task_group() as group:
            group.start_soon(request)
            await _until_busy(owner)
            scope.cancel()
    assert scope.cancelled_caught
    await _assert_nothing_is_left()
    assert await _names(owner) == set()


# How asyncpg says that a connection is gone depends on how much of the farewell it has read.
_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.InternalClientError,
    asyncpg.InterfaceError,
)


async def _kill_connection(owner: asyncpg.Connection) -> None:
    # The second argument waits, in milliseconds, until the process has ended: without it the signal may arrive late.
    process = await connection().fetchval("select pg_backend_pid()")
    assert await owner.fetchval("select pg_terminate_backend($1, 10000)", process)


async def test_a_killed_connection_is_replaced(owner: asyncpg.Connection) -> None:
    async def fail() -> None:
        async with transaction(SYSTEM):
            await _insert("billing")
            await _kill_connection(owner)
            await fetch("select 1")

    for _ in range(_POOL_SIZE + 1):
        with pytest.raises(_LOST):
            await fail()
    assert await _names(owner) == set()
    await _assert_nothing_is_left()


async def test_an_error_is_not_hidden_by_a_killed_connection(owner: asyncpg.Connection) -> None:
    async def fail() -> None:
        async with transaction(SYSTEM):
            await _kill_connection(owner)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    await _assert_nothing_is_left()


async def test_a_query_outside_a_transaction_is_refused(owner: asyncpg.Connection) -> None:
    await owner.execute("insert into service_token values (gen_random_uuid(), 'billing', 'x', now())")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await fetch("select * from service_token")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await ServiceToken.select()
    with pytest.raises(RuntimeError, match="no transaction"):
        connection()
    await _assert_nothing_is_left()


async def test_a_transaction_of_the_same_actor_inside_is_a_savepoint(owner: asyncpg.Connection) -> None:
    async def fail() -> None:
        async with transaction(SYSTEM):
            await _insert("inner")
            async with transaction(SYSTEM):
                await _insert("outer")

    async with transaction(SYSTEM):
        await _insert("outer")
        with pytest.raises(asyncpg.UniqueViolationError):
            await fail()
        async with transaction(SYSTEM):
            await _insert("second")
    assert await _names(owner) == {"outer", "second"}
    await _assert_nothing_is_left()


@pytest.mark.parametrize("other", [_BERND, SYSTEM, Actor(Role.STAFF, _ANNA.account_id)])
async def test_a_transaction_of_another_actor_inside_is_an_error(other: Actor) -> None:
    async with transaction(_ANNA):
        with pytest.raises(ActorMismatch):
            async with transaction(other):
                pytest.fail("acted for somebody else")
        assert await _who() == (Role.CUSTOMER, str(_ANNA.account_id), str(_ANNA.customer_id))
    await _assert_nothing_is_left()


async def test_acting_as_gives_the_former_role_back() -> None:
    async with transaction(_ANNA):
        async with acting_as(Role.SYSTEM):
            async with acting_as(Role.QUEUE):
                assert (await _who())[0] == Role.QUEUE
            assert (await _who())[0] == Role.SYSTEM
        assert await _who() == (Role.CUSTOMER, str(_ANNA.account_id), str(_ANNA.customer_id))
    await _assert_nothing_is_left()


@pytest.mark.parametrize("statement", ["select 1", "select 1 / 0"])
async def test_acting_as_gives_the_former_role_back_after_an_error(statement: str) -> None:
    async def fail() -> None:
        async with acting_as(Role.SYSTEM):
            await fetch(statement)
            raise ZeroDivisionError

    async with transaction(_ANNA):
        with pytest.raises((ZeroDivisionError, asyncpg.DivisionByZeroError)):
            await fail()
        assert (await _who())[0] == Role.CUSTOMER
    await _assert_nothing_is_left()


async def test_in_another_role_no_transaction_of_the_actor_can_begin() -> None:
    async with transaction(_ANNA), acting_as(Role.SYSTEM):
        with pytest.raises(ActorMismatch):
            async with transaction(_ANNA):
                pytest.fail("would have acted with the rights of the system")


async def test_transactions_at_the_same_time_do_not_mix_accounts() -> None:
    actors = [Actor(Role.CUSTOMER, new_id(), new_id()) for _ in range(40)]

    async def account_seen(actor: Actor) -> list[UUID]:
        async with transaction(actor):
            seen = []
            for _ in range(5):
                seen += [UUID((await _who())[1])]
                await asyncio.sleep(0)
            return seen

    assert await asyncio.gather(*map(account_seen, actors)) == [[actor.account_id] * 5 for actor in actors]
    await _assert_nothing_is_left()


async def test_a_task_that_outlives_its_transaction_cannot_use_it(owner: asyncpg.Connection) -> None:
    ended = asyncio.Event()

    async def later() -> None:
        await ended.wait()
        await _insert("late")

    async with transaction(SYSTEM):
        task = asyncio.create_task(later())
    ended.set()
    with pytest.raises(asyncpg.InterfaceError, match="released"):
        await task
    assert await _names(owner) == set()
    await _assert_nothing_is_left()
