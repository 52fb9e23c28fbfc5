"""Loads the demo once, serves it, and says how to get in."""

import asyncio
import logging
import socket

from backend.commands.serving import serve_portal
from backend.core.clock import utc_now
from backend.core.database import close_pool, open_pool
from backend.core.settings import Settings
from backend.demo.load import fresh_activation_code, load_demo
from backend.demo.people import ACCOUNTS, NOT_ACTIVATED


def serve_demo(settings: Settings, *, dsn: str, sockets: list[socket.socket]) -> None:
    """Until a signal ends it."""
    code = asyncio.run(_prepare(settings, dsn))
    serve_portal(
        settings,
        dsn=dsn,
        sockets=sockets,
        on_ready=lambda: print(welcome(settings, code), flush=True),
        log_level=logging.WARNING,  # What is printed is for a person; it would drown in requests.
    )


async def _prepare(settings: Settings, dsn: str) -> str | None:
    await open_pool(dsn, size=2)
    try:
        await load_demo(settings=settings, now=utc_now(), say=lambda text: print(text, flush=True))
        return await fresh_activation_code(settings=settings, now=utc_now())
    finally:
        await close_pool()


def welcome(settings: Settings, activation_code: str | None) -> str:
    """Where the demo is and how to get in."""
    width = max(len(account.title) for account in ACCOUNTS)
    people = [f"  {account.title:<{width}}  {account.email}" for account in ACCOUNTS]
    lines = [
        "",
        f"The portal is ready: {settings.origin}",
        "",
        "Sign in with one of these addresses and the code from the mail, then add a passkey if you like:",
        *people,
        f"The mail of the demo is read at {settings.origin}/demo/mail.",
        "Staff are asked for a second code, from an app on their phone: it stands on the same page.",
    ]
    if activation_code:
        lines += [
            "",
            f"Or activate an account at {settings.origin}/aktivieren with any e-mail address:",
            f"  customer number {NOT_ACTIVATED.number}, activation code {activation_code}",
        ]
    return "\n".join([*lines, "", "Ctrl-C ends everything."])
