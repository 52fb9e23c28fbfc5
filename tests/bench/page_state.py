"""Two hundred people with the list of their invoices open: how much memory their page state takes."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import Final
from uuid import uuid4

from backend.core.settings import Settings
from tests.bench.figures import Figure
from tests.bench.stand import Stand, running
from tests.frontend.tab import open_tab

_PEOPLE: Final = 200
_MOST_MB: Final = 250
_MB: Final = 1_000_000


def measure(settings: Settings) -> Iterator[Figure]:
    """Of a server that has done nothing else; only the process that serves, not the database."""
    with running(settings) as stand:
        before = stand.server.memory_info().rss / _MB
        after = asyncio.run(_with_all_tabs_open(stand)) / _MB
    yield Figure(measure="memory at start", value=before, unit="MB")
    yield Figure(measure=f"memory with {_PEOPLE} open sessions", value=after, unit="MB", at_most=_MOST_MB)
    yield Figure(measure="memory for each session", value=1000 * (after - before) / _PEOPLE, unit="kB")


async def _with_all_tabs_open(stand: Stand) -> int:
    """Resident bytes."""
    tokens = await stand.sign_in(sessions=_PEOPLE)
    async with AsyncExitStack() as tabs:
        for token in tokens:
            tab = await tabs.enter_async_context(open_tab(stand.url, "/rechnungen", key=str(uuid4()), cookie=token))
            await tab.say_hello()
            await tab.until_loaded()
            assert len(tab.var("invoices.invoice_list", "rows")) == 20, "the page shows its invoices"
        return int(stand.server.memory_info().rss)
