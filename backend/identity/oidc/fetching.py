"""Asks another service over HTTP, and trusts nothing of its answer: not its size, its pace, nor where it points to."""

import asyncio
import ssl
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import msgspec
import structlog

from backend.core.errors import Problem

_SECONDS: Final = 8.0
_LARGEST: Final = 256 * 1024
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})

_log = structlog.get_logger(__name__)


class ServiceUnreachable(Problem):
    """The other service gave no usable answer; why stands in the log."""

    status = 502
    slug = "oidc-unreachable"
    title = "The other service does not answer"


def is_safe_address(address: str) -> bool:
    """HTTPS, so that nobody on the way reads or changes anything; plain HTTP only on this machine, for tests."""
    parts = urlsplit(address)
    plain = parts.scheme == "http" and parts.hostname in _LOCAL
    return (parts.scheme == "https" or plain) and bool(parts.hostname) and parts.username is None and not parts.fragment


async def get_json(address: str) -> dict[str, Any]:
    """The JSON object at an address. Raises `ServiceUnreachable`."""
    return await _ask("GET", address, headers={"Accept": "application/json"}, content=None)


async def post_form(address: str, *, headers: Mapping[str, str], content: str) -> dict[str, Any]:
    """The JSON object with which a form is answered or refused (RFC 6749, 5.2). Raises `ServiceUnreachable`."""
    return await _ask("POST", address, headers=headers, content=content)


async def _ask(method: str, address: str, *, headers: Mapping[str, str], content: str | None) -> dict[str, Any]:
    """One request with a client of its own: nothing that a service sends, such as cookies, is kept for the next."""
    if not is_safe_address(address):
        raise _unreachable(address, "not an HTTPS address")
    try:
        async with (
            asyncio.timeout(_SECONDS),  # In all: httpx itself counts anew with each byte.
            httpx.AsyncClient(
                verify=_certificates(),
                timeout=_SECONDS,
                follow_redirects=False,
                trust_env=urlsplit(address).hostname
                not in _LOCAL,  # A proxy of the company's is used, if there is one.
            ) as client,
            client.stream(method, address, headers=dict(headers), content=content) as response,
        ):
            if not (response.is_success or (method == "POST" and response.is_client_error)):
                raise _unreachable(address, f"status {response.status_code}")
            return msgspec.json.decode(await _body(response), type=dict[str, Any])
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError, RecursionError, TimeoutError) as error:
        raise _unreachable(address, type(error).__name__) from error


async def _body(response: httpx.Response) -> bytes:
    body = b""
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > _LARGEST:
            raise _unreachable(str(response.url), "answer too large")
    return body


def _unreachable(address: str, reason: str) -> ServiceUnreachable:
    """The log names the host and the reason; the rest of an address may hold secrets."""
    _log.warning("sign-in service unreachable", host=urlsplit(address).hostname, reason=reason)
    return ServiceUnreachable()


@lru_cache
def _certificates() -> ssl.SSLContext:
    """Reading the certificates of all authorities takes longer than the request itself."""
    return httpx.create_ssl_context()
