"""A server that says, to whoever asks, exactly what a test wants it to say."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol


class Say(Protocol):
    """From the head of a request to a whole answer, in pieces. An answer that does not end keeps the line open."""

    def __call__(self, head: str) -> AsyncIterator[bytes]: ...


@dataclass
class WebServer:
    """Speaks HTTP/1.1 in the event loop of the test, one request per connection."""

    say: Say
    port: int = 0
    heads: list[str] = field(default_factory=list)
    """What was asked."""
    connections: int = 0

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.heads.append(head)
            async for piece in self.say(head):
                writer.write(piece)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # Whoever asked has hung up.
        finally:
            writer.close()


@asynccontextmanager
async def running_web_server(say: Say, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[WebServer]:
    running = WebServer(say)
    server = await asyncio.start_server(running.handle, "127.0.0.1", 0, ssl=tls)
    running.port = server.sockets[0].getsockname()[1]
    try:
        yield running
    finally:
        server.close()
        await server.wait_closed()


def always(status: str, body: bytes = b"", **headers: str) -> Say:
    """The same answer to everything. Underscores in the names of headers stand for hyphens."""

    async def say(head: str) -> AsyncIterator[bytes]:
        named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        yield f"HTTP/1.1 {status}\r\n{named}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body

    return say
