"""Hands messages to push services (RFC 8030), which carry them to browsers. The only module here that knows httpx."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import lru_cache
from typing import Final

import httpx

LONGEST_SECONDS: Final = 15.0
"""An attempt that takes longer counts as failed."""

DELIVERY_ERRORS: Final = (httpx.HTTPError, httpx.InvalidURL, TimeoutError)
"""What `deliver` raises when the push service or the way to it is at fault."""

_STEP_SECONDS: Final = 8.0
_LONGEST_WAIT: Final = timedelta(hours=1)


class Verdict(Enum):
    """What the push service makes of a message."""

    TAKEN = "taken"
    GONE = "gone"
    """There is no such browser any more, and there never will be (RFC 8030, 7.3)."""
    LATER = "later"
    REFUSED = "refused"
    """Another try would be answered in the same way."""


@dataclass(frozen=True)
class Answer:
    verdict: Verdict
    status: int
    wait: timedelta | None = None
    """How long the service wants to be left alone."""


async def deliver(*, endpoint: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Hand one message over. The endpoint has been checked by the caller; it is followed nowhere else.

    Of the answer only status and one header are read, so nothing can be made large. Raises one of `DELIVERY_ERRORS`.
    """
    async with (
        asyncio.timeout(LONGEST_SECONDS),  # In all: httpx itself counts anew with each byte.
        httpx.AsyncClient(verify=_certificates(), timeout=_STEP_SECONDS, follow_redirects=False) as client,
        client.stream("POST", endpoint, content=body, headers=dict(headers)) as response,
    ):
        return Answer(_verdict(response.status_code), response.status_code, _wait(response))


def _verdict(status: int) -> Verdict:
    if 200 <= status < 300:
        return Verdict.TAKEN
    if status in {404, 410}:
        return Verdict.GONE
    if status in {408, 425, 429} or status >= 500:
        return Verdict.LATER
    return Verdict.REFUSED


def _wait(response: httpx.Response) -> timedelta | None:
    """Retry-After in seconds (RFC 9110, 10.2.3); a date is too much trust in two clocks, and is passed over."""
    text = response.headers.get("retry-after", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        return None
    return min(max(timedelta(seconds=int(text)), timedelta(seconds=1)), _LONGEST_WAIT)


@lru_cache
def _certificates() -> ssl.SSLContext:
    """Reading the certificates of all authorities takes longer than the request itself."""
    return httpx.create_ssl_context()
