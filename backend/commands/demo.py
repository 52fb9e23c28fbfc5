"""Serve the portal with demo data: what `make run` ends with. Never for real data: anybody can read the demo's mail."""

import asyncio
import logging
from argparse import Namespace

from backend.commands.preparation import bring_up_to_date, database_server, read_settings
from backend.commands.serving import serve_portal
from backend.core.clock import utc_now
from backend.core.database import close_pool, open_pool
from backend.core.listening import listen
from backend.core.settings import Settings
from backend.demo.load import fresh_activation_code, load_demo
from backend.demo.people import ACCOUNTS, NOT_ACTIVATED


def run(_options: Namespace) -> None:
    settings = read_settings(demo=True)
    sockets = listen(settings.host, settings.port)
    with database_server(settings) as dsn:
        bring_up_to_date(dsn)
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
        f"The mail of the demo is read at {settings.origin}/demo/mail",
    ]
    if activation_code:
        lines += [
            "",
            f"Or activate an account at {settings.origin}/aktivieren with any e-mail address:",
            f"  customer number {NOT_ACTIVATED.number}, activation code {activation_code}",
        ]
    return "\n".join([*lines, "", "Ctrl-C ends everything."])
