"""A browser's tab as the server sees it: a websocket that speaks Socket.IO, and what arrives on it.

It does what Reflex's own code does in a browser (`.web/utils/state.js`), and nothing else.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

from frontend import site

_NAMESPACE: Final = "/portal/_event"
_ROOT: Final = "reflex___state____state"
_SECONDS: Final = 20

# Packet types of Engine.IO 4 and, after "4", of Socket.IO 5.
_PING, _PONG, _CONNECT, _EVENT = "2", "3", "40", "42"


@dataclass
class Tab:
    """Everything that page state has told this tab."""

    socket: ClientConnection
    address: str
    state: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return json.dumps(self.state, ensure_ascii=False)

    def var(self, state: str, name: str) -> Any:
        """The value of a var: `tab.var("session.person", "email")`."""
        (full_name,) = [key for key in self.state if key.endswith(f"frontend___state___{state.replace('.', '____')}")]
        return self.state[full_name][f"{name}_rx_state_"]

    async def send(self, handler: str, **payload: Any) -> None:
        """Raise an event: `send("frontend___state___trouble____trouble.report", request_id="x")`."""
        event = {"name": f"{_ROOT}.{handler}", "payload": payload, "router_data": self._router_data()}
        await self.socket.send(f"{_EVENT}{_NAMESPACE},{json.dumps(['event', event])}")

    async def until(self, state: str, name: str, value: Any) -> None:
        """Read until a var has this value."""
        async with asyncio.timeout(_SECONDS):
            while not (self._knows(state) and self.var(state, name) == value):
                await self.read()

    async def until_loaded(self) -> None:
        """Read until the page's handlers have run."""
        async with asyncio.timeout(_SECONDS):
            while not self.state.get(_ROOT, {}).get("is_hydrated_rx_state_"):
                await self.read()

    async def read(self) -> None:
        packet = str(await self.socket.recv())
        if packet == _PING:
            await self.socket.send(_PONG)
        elif packet.startswith(f"{_EVENT}{_NAMESPACE},"):
            name, *arguments = json.loads(packet.removeprefix(f"{_EVENT}{_NAMESPACE},"))
            if name == "event":
                for state, changes in (arguments[0].get("delta") or {}).items():
                    self.state.setdefault(state, {}).update(changes)

    async def say_hello(self) -> None:
        """Ask for the page state, as a page does when it is loaded and when its connection has come back."""
        hello = {"name": f"{_ROOT}.hydrate_and_load", "payload": {}, "router_data": self._router_data()}
        await self.socket.recv()
        await self.socket.send(f"{_CONNECT}{_NAMESPACE},{json.dumps({'event': hello})}")

    def _knows(self, state: str) -> bool:
        return any(key.endswith(f"frontend___state___{state.replace('.', '____')}") for key in self.state)

    def _router_data(self) -> dict[str, Any]:
        found = site.find(self.address)
        query = (found[0].parameters(self.address, found[1]) or {}) if found else {}
        return {"pathname": self.address, "asPath": self.address, "query": query}


@asynccontextmanager
async def open_tab(
    portal_url: str, address: str, *, key: str, cookie: str = "", origin: str | None = None
) -> AsyncIterator[Tab]:
    """A tab with the given key to its page state; `cookie` is the session's token. Nothing has been asked for yet."""
    host = urlsplit(portal_url).netloc
    headers = {"Cookie": f"session={cookie}"} if cookie else {}
    url = f"ws://{host}{_NAMESPACE}/?token={key}&EIO=4&transport=websocket"
    async with connect(url, origin=origin or portal_url, additional_headers=headers) as socket:  # type: ignore[arg-type]  # an Origin is a str
        yield Tab(socket, address)
