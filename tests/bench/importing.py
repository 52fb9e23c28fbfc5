"""Taking in five hundred invoice files, and a single long one."""

import asyncio
import time
from collections.abc import Iterator
from typing import Final

from backend.core.clock import utc_now
from backend.core.storage import storage
from backend.invoices.batch import IncomingFile, import_each
from tests.bench import material
from tests.bench.figures import Figure
from tests.bench.stand import Stand

_FILES: Final = 500
_LINES: Final = 10_000


def measure(stand: Stand) -> Iterator[Figure]:
    many = list(material.files(material.strangers_invoices(_FILES)))
    long = material.long_invoice(_LINES)
    seconds, seconds_for_long = asyncio.run(_import(stand, [many, [long]]))
    yield Figure(measure=f"import of {_FILES} invoices, each", value=1000 * seconds / _FILES, unit="ms")
    yield Figure(measure=f"import of an invoice with {_LINES:,} lines", value=seconds_for_long, unit="s")


async def _import(stand: Stand, batches: list[list[IncomingFile]]) -> list[float]:
    async with stand.database():
        return [await _seconds(stand, batch) for batch in batches]


async def _seconds(stand: Stand, batch: list[IncomingFile]) -> float:
    began = time.perf_counter()
    results = import_each(files=batch, storage=storage(stand.settings), language="de", now=utc_now())
    outcomes = {result.outcome async for result in results}
    assert outcomes == {"unmatched"}, "all files are new, and of nobody the portal knows"
    return time.perf_counter() - began
