"""What happened to an account stands in its history, and each change goes out with a way to object."""

from datetime import timedelta

import pytest

from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from backend.identity.history.operations import KEPT, announce_change, forget_old, hash_token, note_event
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import NOW, mails, make_account, rows
from tests.support.sessions import HOME

pytestmark = pytest.mark.usefixtures("database")


async def test_a_sign_in_is_noted_with_its_device(browser: Browser) -> None:
    account_id = await make_account()
    await browser.register(account_id)
    await browser.sign_in()
    [event] = await rows("select * from security_event where kind = 'signed-in'")
    assert (event["account_id"], event["method"], event["at"]) == (account_id, "passkey", NOW)
    assert (event["browser"], event["system"]) == (HOME.browser, HOME.system)


async def test_a_change_is_noted_and_its_mail_holds_the_only_copy_of_the_token(settings: Settings) -> None:
    account_id = await make_account()
    async with transaction(SYSTEM):
        await announce_change(account_id=account_id, kind="totp-added", client=HOME, settings=settings, now=NOW)
    [mail] = await mails()
    assert mail.template == "security_change"
    page, _, token = mail.parameters["link"].partition("#token=")
    assert page == f"{settings.origin}/nicht-ich"
    [change] = await rows("select * from security_change")
    assert change["token_hash"] == hash_token(token)
    assert change["expires_at"] == NOW + timedelta(days=7)
    assert [row["kind"] for row in await rows("select kind from security_event")] == ["totp-added"]


async def test_the_history_reaches_back_ninety_days() -> None:
    account_id = await make_account()
    async with transaction(SYSTEM):
        for age in (KEPT, KEPT - timedelta(minutes=1)):
            await note_event(account_id=account_id, kind="signed-in", client=HOME, now=NOW - age)
        await forget_old(now=NOW)
    assert len(await rows("select 1 from security_event")) == 1
