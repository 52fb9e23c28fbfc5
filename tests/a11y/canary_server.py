"""A small web server for static files, with the kind of Content-Security-Policy that the portal has."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"


@asynccontextmanager
async def serve_canary(folder: Path) -> AsyncIterator[str]:
    """Serve the files of one folder on a free port of localhost."""
    files = _read(folder)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = request.split(" ")[1].split("?")[0]
        found = path in files
        body = files.get(path, b"not found")
        head = [
            "HTTP/1.1 200 OK" if found else "HTTP/1.1 404 Not Found",
            f"Content-Type: {TYPES.get(Path(path).suffix, 'text/plain')}",
            f"Content-Length: {len(body)}",
            f"Content-Security-Policy: {POLICY}",
            "Connection: close",
        ]
        writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer, "localhost", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield f"http://localhost:{port}"


def _read(folder: Path) -> dict[str, bytes]:
    return {f"/{file.name}": file.read_bytes() for file in folder.iterdir()}
