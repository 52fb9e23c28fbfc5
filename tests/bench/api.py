"""The list of invoices through the API, beside a route that does nothing: how much of the server is left."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Final

from backend.web.session import cookie_name
from tests.bench import bare
from tests.bench.figures import Figure
from tests.bench.load import Load, load
from tests.bench.stand import Stand
from tests.support.commands import started
from tests.support.network import free_port

_CONNECTIONS: Final = 32
_ROUNDS: Final = 5
_SECONDS: Final = 3.0
_WARM_UP_SECONDS: Final = 1.5
_RATIO: Final = 0.08


def measure(stand: Stand) -> Iterator[Figure]:
    """In turns, so that what else the machine does hits both alike; the ratio is the median of the rounds' ratios."""
    (token,) = asyncio.run(stand.sign_in())
    cookie = f"{cookie_name(stand.settings)}={token}"
    address = f"http://127.0.0.1:{stand.settings.port}/api/v1/invoices"
    with _bare_server() as bare_address:
        load(address, cookie=cookie, connections=_CONNECTIONS, seconds=_WARM_UP_SECONDS)
        load(bare_address, connections=_CONNECTIONS, seconds=_WARM_UP_SECONDS)
        rounds = [(_load(bare_address), _load(address, cookie)) for _ in range(_ROUNDS)]
    yield from _figures("bare route", [nothing for nothing, _ in rounds])
    yield from _figures("API, 20 invoices", [invoices for _, invoices in rounds])
    ratio = median(invoices.per_second / nothing.per_second for nothing, invoices in rounds)
    yield Figure(measure="API, 20 invoices: share of the bare route", value=ratio, at_least=_RATIO)


def _load(address: str, cookie: str = "") -> Load:
    return load(address, cookie=cookie, connections=_CONNECTIONS, seconds=_SECONDS)


def _figures(name: str, rounds: list[Load]) -> Iterator[Figure]:
    yield Figure(measure=f"{name}: answers", value=median(each.per_second for each in rounds), unit="/s")
    yield Figure(
        measure=f"{name}: p99 at {_CONNECTIONS} connections", value=median(each.p99_ms for each in rounds), unit="ms"
    )


@contextmanager
def _bare_server() -> Iterator[str]:
    port = free_port()
    with started([sys.executable, "-m", bare.__name__, str(port)], ready=bare.READY) as command:
        yield f"http://127.0.0.1:{port}/bare"
        command.process.terminate()
        command.process.wait()
