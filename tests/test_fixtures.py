"""The fixtures themselves: every test gets a database of its own, quickly, and none waits for ever."""

import asyncio
import inspect

import asyncpg
import pytest

from backend.core.migrate import is_current
from tests.fixtures.time_limit import in_time


async def _tables(dsn: str) -> set[str]:
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
        return {row["tablename"] for row in rows}
    finally:
        await connection.close()


async def test_an_empty_database_has_no_table(empty_database: str) -> None:
    assert await _tables(empty_database) == set()


@pytest.mark.parametrize("turn", [1, 2])
async def test_a_fresh_database_has_the_schema_and_nothing_of_the_test_before(fresh_database: str, turn: int) -> None:
    assert await is_current(fresh_database)
    assert "leftover" not in await _tables(fresh_database)
    connection = await asyncpg.connect(fresh_database)
    await connection.execute(f"create table leftover as select {turn} as turn")
    await connection.close()


async def test_a_test_that_hangs_fails_where_it_hangs() -> None:
    async def hangs() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(TimeoutError):
        await in_time(hangs, seconds=0.01)()


async def test_each_test_runs_within_the_limit() -> None:
    assert in_time.__name__ in {called.frame.f_code.co_qualname.split(".")[0] for called in inspect.stack()}
