"""The typed client of our own API, as page state uses it: for one person, with that person's session cookie."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Final, Literal, TypeVar, overload

import httpx
import msgspec

T = TypeVar("T")
Application = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Awaitable[None],
]
Query = str | int | bool | list[str] | None

_ROOT: Final = "/api/v1"
_SECONDS: Final = 20.0


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field of a form; `message_key` names the sentence to show."""

    field: str
    message_key: str


@dataclass(frozen=True)
class _Details:
    type: str = "/problems/broken"
    title: str = ""
    detail: str = ""
    request_id: str = ""
    errors: tuple[FieldProblem, ...] = ()
    parameters: dict[str, str | int] = field(default_factory=dict)


class ApiProblem(Exception):
    """The API refused (RFC 9457). The page shows its own sentence for the `slug`, and what to do next."""

    def __init__(self, status: int, details: _Details) -> None:
        self.status = status
        self.slug = details.type.removeprefix("/problems/")
        self.title = details.title
        self.detail = details.detail
        self.request_id = details.request_id
        self.errors = details.errors
        self.parameters = details.parameters
        super().__init__(f"{status} {self.slug} (request {self.request_id})")


@dataclass(frozen=True)
class Caller:
    """Whom the API sees behind a request."""

    address: str
    """IP address of the person's browser: limits count for the person, not for this server."""
    cookies: str
    """The Cookie header of the person's browser."""


class _InProcess(httpx.AsyncBaseTransport):
    """Calls an ASGI application in this process; each request bears its own client address."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        address = request.extensions.get("address", "")
        transport = httpx.ASGITransport(self._application, raise_app_exceptions=False, client=(address, 0))
        return await transport.handle_async_request(request)


@dataclass(frozen=True)
class _Connection:
    http: httpx.AsyncClient
    origin: str
    cookie: str
    proxied: bool
    """Whether the API learns the person's address from a header."""


_connection: _Connection | None = None


def use_application(application: Application, *, origin: str, cookie: str) -> None:
    """Call the API in this process. `cookie` is the name of the session cookie."""
    _connect(_InProcess(application), base=origin, origin=origin, cookie=cookie, proxied=False)


def use_server(base_url: str, *, origin: str, cookie: str) -> None:
    """Call the API over the network; it must trust this host's X-Forwarded-For (setting TRUSTED_PROXIES)."""
    _connect(httpx.AsyncHTTPTransport(retries=1), base=base_url, origin=origin, cookie=cookie, proxied=True)


def _connect(transport: httpx.AsyncBaseTransport, *, base: str, origin: str, cookie: str, proxied: bool) -> None:
    global _connection  # noqa: PLW0603 - handlers of page state are made by Reflex and can be given nothing
    http = httpx.AsyncClient(
        transport=transport,
        base_url=base + _ROOT,
        timeout=_SECONDS,
        trust_env=False,
        # One client serves everybody. A jar that kept cookies would send one person's session with the next
        # person's request; this one accepts none.
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
    )
    _connection = _Connection(http, origin, cookie, proxied)


class Api:
    """The API as one person sees it."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    @property
    def session_token(self) -> str:
        """The value of the session cookie; "" for nobody."""
        return _cookie_value(self._caller.cookies, _connected().cookie)

    async def get(self, path: str, result: type[T], **query: Query) -> T:
        return _decoded(await self._call("GET", path, query=query), result)

    @overload
    async def post(self, path: str, body: object = None, *, result: None = None) -> None: ...
    @overload
    async def post(self, path: str, body: object = None, *, result: type[T]) -> T: ...
    async def post(self, path: str, body: object = None, *, result: type[T] | None = None) -> T | None:
        content = await self._call("POST", path, body=body)
        return _decoded(content, result) if result else None

    @overload
    async def put(self, path: str, body: object = None, *, result: None = None) -> None: ...
    @overload
    async def put(self, path: str, body: object = None, *, result: type[T]) -> T: ...
    async def put(self, path: str, body: object = None, *, result: type[T] | None = None) -> T | None:
        content = await self._call("PUT", path, body=body)
        return _decoded(content, result) if result else None

    async def delete(self, path: str) -> None:
        await self._call("DELETE", path)

    async def _call(
        self,
        method: Literal["GET", "POST", "PUT", "DELETE"],
        path: str,
        *,
        query: dict[str, Query] | None = None,
        body: object = None,
    ) -> bytes:
        """Raises ApiProblem for every answer that is no success, and when there is no answer."""
        connection = _connected()
        try:
            response = await connection.http.request(
                method,
                path,
                params={name: value for name, value in (query or {}).items() if not _is_empty(value)},
                content=None if body is None else msgspec.json.encode(body),
                headers=self._headers(connection, has_body=body is not None),
                extensions={"address": self._caller.address},
            )
        except httpx.TransportError as error:
            raise ApiProblem(503, _Details(type="/problems/unreachable", title=type(error).__name__)) from error
        if not response.is_success:
            raise ApiProblem(response.status_code, _details(response.content))
        return response.content

    def _headers(self, connection: _Connection, *, has_body: bool) -> dict[str, str]:
        # The API takes unsafe requests from our own pages only; this call stands for one of them.
        headers = {"Accept": "application/json", "Origin": connection.origin}
        if has_body:
            headers["Content-Type"] = "application/json"
        if token := self.session_token:
            headers["Cookie"] = f"{connection.cookie}={token}"
        if connection.proxied:
            headers["X-Forwarded-For"] = self._caller.address
        return headers


def _is_empty(value: Query) -> bool:
    return value is None or value in ("", [])


def _connected() -> _Connection:
    if _connection is None:
        raise RuntimeError("Nobody has said yet where the API is: use_application() or use_server().")
    return _connection


def _cookie_value(header: str, name: str) -> str:
    # Not http.cookies: it gives up on the whole header when another site's cookie on this host has an odd name.
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return next((value for key, _, value in pairs if key == name), "")


def _decoded(content: bytes, result: type[T]) -> T:
    return msgspec.json.decode(content, type=result)


def _details(content: bytes) -> _Details:
    try:
        return msgspec.json.decode(content, type=_Details)
    except msgspec.MsgspecError:
        return _Details()
