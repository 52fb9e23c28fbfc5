"""What the database is asked: work that differs tells things apart, whatever the clock says."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from asyncpg.connection import LoggedQuery

from backend.core.database import DB


@asynccontextmanager
async def statements() -> AsyncIterator[list[str]]:
    """Every statement that the database is asked, in order."""
    asked: list[str] = []

    def log(record: LoggedQuery) -> None:
        asked.append(record.query)

    assert DB.pool is not None
    connections = [await DB.pool.acquire() for _ in range(DB.pool.get_size())]
    for connection in connections:
        connection.add_query_logger(log)
        await DB.pool.release(connection)
    yield asked
    connections = [await DB.pool.acquire() for _ in range(DB.pool.get_size())]
    for connection in connections:
        connection.remove_query_logger(log)
        await DB.pool.release(connection)
