"""Peers for the tests of mail: a real SMTP server, and settings that lead to it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from backend.core.settings import Settings
from tests.support.mail_server import MailServer


@pytest_asyncio.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    """Not running yet: `await mail_server.start()`."""
    server = MailServer()
    yield server
    await server.stop()


@pytest.fixture
def settings(mail_server: MailServer, tmp_path: Path) -> Settings:
    return Settings.model_validate(
        {"smtp_url": mail_server.url, "mail_from": "portal@lindental.example", "var_dir": tmp_path}
    )


class Ledger:
    """The tables as their owner sees them."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    async def mails(self) -> list[dict[str, Any]]:
        return [dict(row) for row in await self._connection.fetch("select * from mail_message order by id")]

    async def states(self) -> list[str]:
        return [mail["state"] for mail in await self.mails()]

    async def all_sent(self) -> bool:
        return set(await self.states()) == {"sent"}

    async def all_sent_in_a_hurry(self) -> bool:
        await self.hurry()
        return await self.all_sent()

    async def execute(self, sql: str, *values: object) -> None:
        await self._connection.execute(sql, *values)

    async def hurry(self, *, tried_less_than: int = 1000) -> None:
        """Let the pauses between attempts be over, and wake the workers."""
        due = (
            "update pgqueuer set execute_after = now() "
            "where status = 'queued' and execute_after > now() and attempts < $1"
        )
        if await self._connection.execute(due, tried_less_than) != "UPDATE 0":
            await self.execute("delete from pgqueuer where false")  # The table's trigger tells the workers.


@pytest_asyncio.fixture
async def ledger(database: str) -> AsyncIterator[Ledger]:
    connection = await asyncpg.connect(database)
    yield Ledger(connection)
    await connection.close()
