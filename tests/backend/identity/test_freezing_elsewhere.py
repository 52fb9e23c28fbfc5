"""A change can be taken back by every process, also by one that has nothing to do with the feature that made it."""

import json
import sys
from typing import get_args

from backend.core.database import SYSTEM, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.history.operations import ChangeKind, announce_change
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import NOW, mails, make_account, rows
from tests.support.commands import run
from tests.support.sessions import HOME

# It imports the one operation that is about freezing, and nothing that registers how to undo anything.
_FREEZE = """
import asyncio, json, sys
from datetime import datetime
from backend.core.database import close_pool, open_pool
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.freezing.operations import freeze

async def main(dsn, settings, now, tokens):
    await open_pool(dsn, size=1)
    try:
        for token in tokens:
            await freeze(token=token, client=Client("203.0.113.5"), settings=settings, now=now)
    finally:
        await close_pool()

dsn, settings, now, *tokens = json.loads(sys.argv[1])
asyncio.run(main(dsn, Settings(**settings), datetime.fromisoformat(now), tokens))
"""

_MADE: tuple[ChangeKind, ...] = get_args(ChangeKind)


async def _freeze_elsewhere(dsn: str, settings: Settings) -> None:
    """Press the button behind every link that was mailed to the owner, in a process of its own."""
    links = [mail.parameters["link"] for mail in await mails() if mail.template == "security_change"]
    given = {"var_dir": str(settings.var_dir), "secret_key": settings.key().decode()}
    wanted = [dsn, given, NOW.isoformat(), *(link.partition("#token=")[2] for link in links)]
    done = run(sys.executable, "-c", _FREEZE, json.dumps(wanted))
    assert done.returncode == 0, done.stderr


async def test_a_new_process_takes_every_change_back(database: str, settings: Settings, browser: Browser) -> None:
    account_id = await make_account()
    await browser.register(account_id, name="Fremdes Telefon")
    async with transaction(SYSTEM):
        # What these were about is gone by now: nothing is left to undo, but how is known.
        for kind in _MADE:
            await announce_change(
                account_id=account_id, kind=kind, reference=new_id(), client=HOME, settings=settings, now=NOW
            )
    await _freeze_elsewhere(database, settings)
    assert await rows("select name from passkey") == []
    frozen = await rows("select kind from security_change where frozen_at = {}", NOW)
    assert {row["kind"] for row in frozen} == set(_MADE)
