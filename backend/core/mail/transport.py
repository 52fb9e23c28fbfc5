"""Hands mails over: to an SMTP server, or to a folder. The only module that knows aiosmtplib."""

import asyncio
import ipaddress
from asyncio import to_thread
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from uuid import UUID

import aiosmtplib

from backend.core.command_error import CommandError
from backend.core.settings import Settings

LONGEST_SECONDS: Final = 60
"""An attempt that takes longer counts as failed."""

DELIVERY_ERRORS: Final = (aiosmtplib.SMTPException, OSError, TimeoutError)
"""What `deliver` raises when the mail server or the way to it is at fault."""

_STEP_SECONDS: Final = 20


class BadSmtpUrl(CommandError):
    """SMTP_URL cannot be used."""

    def __init__(self) -> None:
        super().__init__("SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465.")


@dataclass(frozen=True)
class SmtpServer:
    """Where mail is handed in, read from SMTP_URL."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls_from_start: bool

    @property
    def start_tls(self) -> bool | None:
        """True: insist on STARTTLS, None: use it when offered.

        A password goes over no wire in the open: who can read the traffic can also remove the offer (RFC 8314, 4.1).
        """
        if self.tls_from_start:
            return False
        return True if self.user and not _is_this_machine(self.host) else None


def smtp_server(url: str) -> SmtpServer:
    """Raises `BadSmtpUrl`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadSmtpUrl from None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSmtpUrl
    return SmtpServer(
        host=parts.hostname,
        port=port or (465 if parts.scheme == "smtps" else 25),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls_from_start=parts.scheme == "smtps",
    )


async def deliver(message: EmailMessage, *, mail_id: UUID, settings: Settings) -> None:
    """Hand a mail over. Without SMTP_URL it goes into a folder; in demo mode there is a copy in any case.

    Raises `BadSmtpUrl`, or one of `DELIVERY_ERRORS`.
    """
    url = settings.smtp_url.get_secret_value()
    if url:
        async with asyncio.timeout(LONGEST_SECONDS):
            await _hand_in(message, smtp_server(url))
    if settings.demo or not url:
        await to_thread(_keep, message, folder=settings.var_dir / "mail", name=str(mail_id))


def is_hopeless(error: Exception) -> bool:
    """Whether the server refuses this recipient for good (RFC 5321, 4.2.1: 5yz), so that no other try can help."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return all(refused.code >= 500 for refused in error.recipients)
    return False


def described(error: Exception) -> str:
    """The kind of error and the server's code. Its text may repeat the address and is left out."""
    refused = error.recipients[0] if isinstance(error, aiosmtplib.SMTPRecipientsRefused) else error
    code = getattr(refused, "code", None)
    return f"{type(error).__name__} {code}" if isinstance(code, int) and code > 0 else type(error).__name__


async def _hand_in(message: EmailMessage, server: SmtpServer) -> None:
    await aiosmtplib.send(
        message,
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls_from_start,
        start_tls=server.start_tls,
        timeout=_STEP_SECONDS,
    )


def _keep(message: EmailMessage, *, folder: Path, name: str) -> None:
    """Readers see the whole file or none."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(message.as_bytes(policy=SMTP))
    unfinished.replace(folder / f"{name}.eml")


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
