"""A push service (RFC 8030) on a port of its own, over real TLS, and browsers that it delivers to.

What it was sent is read as a browser would: decrypted by `http_ece`, and the sender's token checked by `joserfc`. Both
know nothing of our own encryption.
"""

import asyncio
import json
import ssl
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import http_ece
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.support.certificates import self_signed


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Received:
    """One request that the service was sent."""

    path: str
    headers: dict[str, str]
    body: bytes

    def sender(self) -> tuple[str, dict[str, Any]]:
        """The key that the message is signed with, and what the token claims (RFC 8292, 3)."""
        scheme, _, parameters = self.headers["authorization"].partition(" ")
        assert scheme == "vapid"
        named = dict(part.strip().split("=", 1) for part in parameters.split(","))
        point = decoded(named["k"])
        assert (len(point), point[0]) == (65, 4)
        x, y = encoded(point[1:33]), encoded(point[33:])
        key = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": x, "y": y})
        return named["k"], dict(jwt.decode(named["t"], key, algorithms=["ES256"]).claims)


@dataclass
class ReceivingBrowser:
    """A browser with a subscription."""

    endpoint: str
    private_key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"sixteen bytes ok"

    @property
    def p256dh(self) -> bytes:
        return self.private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> dict[str, str]:
        """As the browser tells the portal."""
        return {"endpoint": self.endpoint, "p256dh": encoded(self.p256dh), "auth": encoded(self.auth)}

    def decrypt(self, body: bytes) -> bytes:
        plain: bytes = http_ece.decrypt(body, private_key=self.private_key, auth_secret=self.auth, version="aes128gcm")
        return plain

    def read(self, received: Received) -> dict[str, str]:
        """What the service worker of the portal gets."""
        shown: dict[str, str] = json.loads(self.decrypt(received.body))
        return shown


@dataclass
class PushService:
    """Answers each request by `answer`, a status and more headers."""

    certificate: Path
    port: int = 0
    answer: str = "201 Created"
    received: list[Received] = field(default_factory=list)

    @property
    def place(self) -> str:
        """As it stands in PUSH_SERVICES."""
        return f"localhost:{self.port}"

    def browser(self) -> ReceivingBrowser:
        return ReceivingBrowser(f"https://{self.place}/send/{uuid4()}")

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.received.append(Received(first.split(" ")[1], headers, body))
            writer.write(f"HTTP/1.1 {self.answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # Whoever asked has hung up.
        finally:
            writer.close()


@asynccontextmanager
async def running_push_service(folder: Path) -> AsyncIterator[PushService]:
    """`certificate` is what those must trust who send."""
    service = PushService(self_signed(folder, x509.DNSName("localhost")))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(service.certificate)
    server = await asyncio.start_server(service.handle, "127.0.0.1", 0, ssl=tls)
    service.port = server.sockets[0].getsockname()[1]
    try:
        yield service
    finally:
        server.close()
        await server.wait_closed()
