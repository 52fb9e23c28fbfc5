"""A line to a server that breaks at the worst moment: the server has done what it was asked, and nobody hears of it."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager


class CuttingProxy:
    """Hands requests on, one per connection, and does to one kind of them what it is told."""

    def __init__(self, server_port: int) -> None:
        self.origin = ""
        self.seen: list[str] = []
        """The methods that were asked for."""
        self.swallows = ""
        """Requests of this method are carried out, and their answers never come."""
        self.before: dict[str, Callable[[], Awaitable[None]]] = {}
        """What happens, once, before a request of this method is handed on."""
        self._server_port = server_port

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            body = await reader.readexactly(int(length[1])) if length else b""
            method = head.partition(b" ")[0].decode()
            self.seen.append(method)
            if happens := self.before.pop(method, None):
                await happens()
            answer = await self._answer(re.sub(rb"(?i)connection: keep-alive", b"Connection: close", head) + body)
            if method != self.swallows:
                writer.write(answer)
                await writer.drain()
        finally:
            writer.close()

    async def _answer(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("localhost", self._server_port)
        try:
            writer.write(request)
            return await reader.read()
        finally:
            writer.close()


@asynccontextmanager
async def running_proxy(server_port: int) -> AsyncIterator[CuttingProxy]:
    proxy = CuttingProxy(server_port)
    server = await asyncio.start_server(proxy.handle, "127.0.0.1", 0)
    proxy.origin = f"http://localhost:{server.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        server.close()
        await server.wait_closed()
