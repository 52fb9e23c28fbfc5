"""A real SMTP server (aiosmtpd) on a port of its own, which can be down, refuse, or break off at the worst moment."""

import asyncio
import ssl
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.network import free_port


class MailServer:
    """Speaks SMTP in the event loop of the test. What it was given is in `mails`."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.port = free_port()
        self.mails: list[bytes] = []
        self.encrypted: list[bool] = []
        self.arrived = asyncio.Event()
        """Set by each mail; whoever waits for mail clears it."""
        self.refusal = ""
        """What it says to every recipient, such as "550 No such user"; empty: it takes them all."""
        self.breaks_off_after = 0
        """So many mails it takes without a word before it hangs up."""
        self.takes_its_time = asyncio.Event()
        """Until this is set, mails are taken but not confirmed."""
        self.takes_its_time.set()
        self.busy = 0
        """Mails taken and not confirmed yet."""
        self._tls = tls
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True, tls_context=self._tls, loop=loop), "127.0.0.1", self.port
        )

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def parsed(self) -> list[EmailMessage]:
        return [BytesParser(EmailMessage, policy=policy.default).parsebytes(mail) for mail in self.mails]

    def recipients(self) -> list[str]:
        return [str(mail["To"]) for mail in self.parsed()]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        self.arrived.set()
        self.encrypted.append(session.ssl is not None)
        self.busy += 1
        await self.takes_its_time.wait()
        self.busy -= 1
        if len(self.mails) <= self.breaks_off_after:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"
