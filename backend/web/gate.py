"""The gate before Litestar: a request id, the limit per client, and the check against cross-site requests."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from uuid import uuid4

import structlog
from msgspec import json

from backend.core.settings import Settings
from backend.web.limits import RequestLimit
from backend.web.problems import MEDIA_TYPE, ProblemDetails

# The types of the ASGI specification, as loose as it states them.
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """ASGI middleware around the API."""

    def __init__(self, app: Application, settings: Settings) -> None:
        self._app = app
        self._origin = settings.origin.encode()
        self._limit = RequestLimit(settings.requests_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid4().hex[:12]
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_id(message.get("headers", ()), request_id)
            await send(message)

        refusal = self._refusal(scope, request_id)
        if refusal is None:
            await self._app(scope, receive, send_with_id)
        else:
            await _refuse(refusal, send_with_id)

    def _refusal(self, scope: Scope, request_id: str) -> ProblemDetails | None:
        client = scope.get("client")
        if not self._limit.admits(client[0] if client else ""):
            return ProblemDetails("/problems/too-many-requests", "Too many requests", 429, request_id)
        if scope["method"] not in _SAFE_METHODS and not self._from_ourselves(dict(scope["headers"])):
            return ProblemDetails("/problems/cross-site", "The request comes from another site", 403, request_id)
        return None

    def _from_ourselves(self, headers: dict[bytes, bytes]) -> bool:
        """Cross-site request forgery: a browser says where an unsafe request comes from (Fetch standard, 3.1).

        A request that bears a cookie must say so; one without cookie and without Origin is a program, not a browser.
        """
        origin = headers.get(b"origin")
        if origin is not None:
            return origin == self._origin
        if headers.get(b"sec-fetch-site", b"same-origin") not in {b"same-origin", b"none"}:
            return False
        return b"cookie" not in headers


def _with_id(headers: Iterable[tuple[bytes, bytes]], request_id: str) -> list[tuple[bytes, bytes]]:
    """The headers with the request's id; answers of the API are kept by no cache unless they say so themselves."""
    headers = [*headers, (b"x-request-id", request_id.encode())]
    if not any(name.lower() == b"cache-control" for name, _ in headers):
        headers.append((b"cache-control", b"no-store"))
    return headers


async def _refuse(problem: ProblemDetails, send: Send) -> None:
    headers = [(b"content-type", MEDIA_TYPE.encode())]
    if problem.status == 429:
        headers.append((b"retry-after", b"60"))
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": json.encode(problem), "more_body": False})
