"""Asks one address as often as it answers, over connections that stay open.

Written on the bare protocol, because an HTTP library would be busier than the server that is measured.
"""

import asyncio
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter
from typing import Final, cast
from urllib.parse import urlsplit

import uvloop

_HEAD_END: Final = b"\r\n\r\n"
_MOST_REQUESTS: Final = 200_000
_PATIENCE_SECONDS: Final = 30


class WrongAnswer(Exception):
    """The server did not answer 200: what was measured is not what should be."""


@dataclass(frozen=True)
class Load:
    """What the server bore."""

    per_second: float
    p99_ms: float


@dataclass
class _Run:
    request: bytes
    ends_at: float
    durations: list[float] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        return perf_counter() < self.ends_at and len(self.durations) < _MOST_REQUESTS


class _Caller(asyncio.Protocol):
    """One connection: sends the next request as soon as an answer is complete."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._received = b""
        self._asked_at = 0.0
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not checked by isinstance: uvloop's transports are of a family of their own.
        self._transport = cast(asyncio.WriteTransport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, complete, body = self._received.partition(_HEAD_END)
        if not complete or len(body) < _content_length(head):
            return
        self._run.durations.append(perf_counter() - self._asked_at)
        if not head.startswith(b"HTTP/1.1 200 "):
            self._end(WrongAnswer(head.decode("latin-1").partition("\r\n")[0]))
        elif self._run.goes_on:
            self._received = b""
            self._ask()
        else:
            self._end(None)

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(exc or WrongAnswer("The server has closed the connection."))

    def _ask(self) -> None:
        self._asked_at = perf_counter()
        self._transport.write(self._run.request)

    def _end(self, error: Exception | None) -> None:
        if not self.ended.done():
            if error:
                self.ended.set_exception(error)
            else:
                self.ended.set_result(None)
            self._transport.close()


def load(url: str, *, cookie: str = "", connections: int, seconds: float) -> Load:
    """Ask for so long. Raises `WrongAnswer`."""
    return uvloop.run(_load(url, cookie, connections, seconds))


async def _load(url: str, cookie: str, connections: int, seconds: float) -> Load:
    address = urlsplit(url)
    host, port = address.hostname or "", address.port or 80
    target = address.path + (f"?{address.query}" if address.query else "")
    lines = [f"GET {target} HTTP/1.1", f"Host: {address.netloc}", *([f"Cookie: {cookie}"] if cookie else [])]
    started = perf_counter()
    run = _Run("\r\n".join([*lines, "", ""]).encode(), started + seconds)
    loop = asyncio.get_running_loop()
    callers = [(await loop.create_connection(lambda: _Caller(run), host, port))[1] for _ in range(connections)]
    async with asyncio.timeout(seconds + _PATIENCE_SECONDS):
        await asyncio.gather(*(caller.ended for caller in callers))
    elapsed = perf_counter() - started
    return Load(len(run.durations) / elapsed, quantiles(run.durations, n=100)[98] * 1000)


def _content_length(head: bytes) -> int:
    name = b"\r\ncontent-length:"
    at = head.lower().index(name) + len(name)
    return int(head[at:].partition(b"\r\n")[0])
