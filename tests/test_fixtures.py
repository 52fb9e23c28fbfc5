"""The fixtures themselves: every test gets a database of its own, quickly."""

import asyncpg
import pytest

from backend.core.migrate import is_current


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
