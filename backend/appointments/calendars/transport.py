"""HTTP to calendar servers whose addresses people type: no way into our own network, and no trust in what comes back.

One server is asked and no other. Its name is looked up here, and the connection goes to what was found and checked, so
that a name cannot mean another machine a moment later. A company's own calendar server may well stand in a private
network; this machine, and what only its neighbours reach (such as the metadata of clouds), it is never.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType
from typing import Final, Self
from urllib.request import getproxies, proxy_bypass

import httpx
import structlog

from backend.core.errors import Problem

_SECONDS: Final = 15.0
_SECONDS_TO_CONNECT: Final = 4.0
_LARGEST: Final = 8 * 1024 * 1024
_MOST_REDIRECTS: Final = 3
_READING: Final = frozenset({"GET", "PROPFIND", "REPORT"})

_log = structlog.get_logger(__name__)


class CalendarUnreachable(Problem):
    """The server does not answer, or says that it cannot now. Later it may; why stands in the log."""

    status = 502
    slug = "calendar-unreachable"
    title = "The calendar server does not answer"


class CalendarAddressNotAllowed(Problem):
    """The address is no HTTPS address, or leads to where no calendar server can be, or away from the one asked."""

    status = 400
    slug = "calendar-address-not-allowed"
    title = "This address cannot be used for a calendar"


class CalendarAddressIsLocal(CalendarAddressNotAllowed):
    """The address leads to this machine, or to what only its neighbours reach."""

    slug = "calendar-address-is-local"
    title = "A calendar cannot be on this machine"


class CalendarCertificateNotTrusted(Problem):
    """The server cannot prove that it is the one that was asked, so it has not been told the password."""

    status = 502
    slug = "calendar-certificate-not-trusted"
    title = "The calendar server cannot prove its name"


@dataclass(frozen=True)
class CalendarAccess:
    """Where a calendar, or a server with calendars, is, and who asks.

    `may_be_local` allows this machine, also without encryption: for tests and for trying the portal out.
    """

    address: str
    user: str = field(repr=False)
    password: str = field(repr=False)
    may_be_local: bool = False


@dataclass(frozen=True)
class Answer:
    """What the server has said."""

    status_code: int
    reason: str
    headers: Mapping[str, str]
    content: bytes
    url: str

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class Connection:
    """To one server, for the time of one task. Raises `CalendarAddressNotAllowed` for an address that is not safe."""

    def __init__(self, access: CalendarAccess) -> None:
        self.origin = _safe_address(access)
        self._may_be_local = access.may_be_local
        self._proxy = _proxy(self.origin)
        self._client = httpx.AsyncClient(
            verify=_certificates(),
            auth=_Password(access.user, access.password),
            timeout=httpx.Timeout(_SECONDS, connect=_SECONDS_TO_CONNECT),
            follow_redirects=False,
            proxy=self._proxy,
            trust_env=False,  # It would follow other rules than ours about when a proxy is asked.
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def ask(self, method: str, address: str, *, headers: Mapping[str, str], content: bytes) -> Answer:
        """Raises `CalendarUnreachable`, `CalendarCertificateNotTrusted`, `CalendarAddressIsLocal` and, for what is not
        on this server, `CalendarAddressNotAllowed`."""
        url = self.origin.join(address)
        for _ in range(_MOST_REDIRECTS + 1):
            answer = await self._ask(method, url, headers, content)
            if not (300 <= answer.status_code < 400 and "location" in answer.headers and method in _READING):
                return answer
            url = url.join(answer.headers["location"])
        raise self._unreachable("too many redirects")

    async def _ask(self, method: str, url: httpx.URL, headers: Mapping[str, str], content: bytes) -> Answer:
        if _origin(url) != _origin(self.origin):
            raise CalendarAddressNotAllowed("another server")
        try:
            async with asyncio.timeout(_SECONDS):  # In all: httpx itself counts anew with each byte.
                return await self._ask_first_that_answers(method, url, headers, content)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, TimeoutError) as error:
            if _is_about_certificate(error):
                raise CalendarCertificateNotTrusted from error
            raise self._unreachable(type(error).__name__) from error

    async def _ask_first_that_answers(
        self, method: str, url: httpx.URL, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """The machines that the name stands for, one after the other, until one takes the connection."""
        refusal: httpx.TransportError = httpx.ConnectError("no address")
        for machine in await self._machines(url):
            try:
                return await self._send(method, machine, url, headers, content)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:  # Nothing has been asked yet.
                refusal = error
        raise refusal

    async def _machines(self, url: httpx.URL) -> list[httpx.URL]:
        """The same address with numbers instead of the name. Names are a proxy's affair where there is one."""
        if self._proxy is not None:
            return [url]
        found = await asyncio.get_running_loop().getaddrinfo(url.host, url.port or _port(url), type=socket.SOCK_STREAM)
        numbers = list(dict.fromkeys(str(address[0]) for *_, address in found))
        if not self._may_be_local and not all(map(_is_elsewhere, numbers)):
            raise CalendarAddressIsLocal("leads to this machine or its neighbours")
        return [url.copy_with(host=number) for number in numbers]

    async def _send(
        self, method: str, machine: httpx.URL, url: httpx.URL, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        request = self._client.build_request(
            method,
            machine,
            # Without compression: some servers give compressed answers other ETags, which they then do not know again.
            headers={**headers, "Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"},
            content=content,
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        response = await self._client.send(request, stream=True)
        try:
            body = b""
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _LARGEST:
                    raise self._unreachable("answer too large")
        finally:
            await response.aclose()
        return Answer(response.status_code, response.reason_phrase, response.headers, body, str(url))

    def _unreachable(self, reason: str) -> CalendarUnreachable:
        _log.warning("calendar server unreachable", host=self.origin.host, reason=reason)
        return CalendarUnreachable()


class _Password(httpx.Auth):
    """Basic (RFC 7617) at once, as the connection is encrypted; Digest (RFC 7616) where a server takes only that."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._wants_digest = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if not self._wants_digest:
            response = yield next(self._basic.auth_flow(request))
            schemes = {header.split(" ")[0].lower() for header in response.headers.get_list("www-authenticate")}
            self._wants_digest = response.status_code == 401 and "digest" in schemes and "basic" not in schemes
            if not self._wants_digest:
                return
            del request.headers["Authorization"]
        yield from self._digest.auth_flow(request)


def _safe_address(access: CalendarAccess) -> httpx.URL:
    try:
        url = httpx.URL(access.address)
    except httpx.InvalidURL:
        raise CalendarAddressNotAllowed from None
    is_plain = url.scheme == "http" and access.may_be_local and _is_local(url.host)
    if not (url.scheme == "https" or is_plain) or not url.host or url.userinfo or url.query or url.fragment:
        raise CalendarAddressNotAllowed
    return url


def _is_local(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}


def _is_elsewhere(number: str) -> bool:
    """Whether an IP address is another machine's that is not merely on the same wire."""
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or address
    return not (inner.is_loopback or inner.is_link_local or inner.is_multicast or inner.is_unspecified)


def _is_about_certificate(error: BaseException) -> bool:
    """httpx hands on what the library below says, which hands on what OpenSSL says."""
    reason: BaseException | None = error
    while reason is not None and not isinstance(reason, ssl.SSLCertVerificationError):
        reason = reason.__cause__ or reason.__context__
    return reason is not None


def _proxy(url: httpx.URL) -> str | None:
    """The company's, if its machines are let out through one only. That also decides where they may go."""
    if _is_local(url.host) or proxy_bypass(url.host):
        return None
    proxies = getproxies()
    return proxies.get(url.scheme) or proxies.get("all")


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or _port(url)


def _port(url: httpx.URL) -> int:
    return 443 if url.scheme == "https" else 80


@lru_cache
def _certificates() -> ssl.SSLContext:
    """Reading the certificates of all authorities takes longer than the request itself."""
    return httpx.create_ssl_context()
