"""Hands each request to the part of the portal that answers it."""

from typing import Final

from backend.web.gate import Application, Receive, Scope, Send
from backend.web.lifespans import run_lifespans

_API: Final = ("/api", "/health")


class Dispatcher:
    """ASGI application over the three parts; they get every path as the browser sent it."""

    def __init__(
        self, *, api: Application, page_state: Application, page_state_path: str, static: Application, origin: str
    ) -> None:
        self._api = api
        self._page_state = page_state
        self._page_state_path = page_state_path
        self._static = static
        self._origin = origin.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await run_lifespans([self._api, self._page_state], receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif _is_below(scope["path"], _API):
            await self._api(scope, receive, send)
        else:
            await self._static(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Page state travels by websocket only, and only to pages of ours.

        Browsers send cookies with every websocket, from whichever site it is opened (RFC 6455, 10.2), and neither
        SameSite nor CORS stands before it: without this check another site could read a signed-in person's pages.
        """
        if self._is_ours(scope):
            await self._page_state(scope, receive, send)
        else:
            await receive()
            # Closed before it was accepted, it is answered with 403 (ASGI specification, "Close").
            await send({"type": "websocket.close", "code": 1008})

    def _is_ours(self, scope: Scope) -> bool:
        is_page_state = _is_below(scope["path"], (self._page_state_path,))
        return is_page_state and dict(scope["headers"]).get(b"origin") == self._origin


def _is_below(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)
