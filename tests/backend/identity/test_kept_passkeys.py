"""Passkeys that an account has: naming, removing, giving back; and what a stranger or a thief cannot do with them."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.core.ids import new_id
from backend.identity.history.operations import Change, undo
from backend.identity.kept_passkeys import operations as kept_passkeys
from backend.identity.kept_passkeys.operations import PasskeyRemoved, forget_removed
from backend.identity.operations.passkeys import PasskeyExists, UnknownCredential
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.schemas import PasskeyItem
from backend.identity.ways_in import LastWayIn
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import NOW, mails, make_account, rows, waiting_for_a_lock
from tests.fixtures.soft_authenticator import Lie
from tests.support.sessions import HOME

pytestmark = pytest.mark.usefixtures("database")

DAY = timedelta(days=1)


async def _remove(browser: Browser, account_id: UUID, passkey_id: UUID, *, now: datetime = NOW) -> None:
    await kept_passkeys.remove(
        account_id=account_id, passkey_id=passkey_id, client=HOME, settings=browser.settings, now=now
    )


async def _undo(kind: str, account_id: UUID, passkey: PasskeyItem, *, now: datetime = NOW) -> None:
    async with transaction(SYSTEM):
        change = Change(new_id(), account_id, kind, passkey.id, passkey.name)
        await undo(change=change, now=now)


async def _forget(now: datetime) -> None:
    async with transaction(SYSTEM):
        await forget_removed(now=now)


async def _kept() -> list[dict[str, Any]]:
    return await rows("select * from passkey order by created_at, id")


async def test_a_passkey_gets_another_name(browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id, name="Telefon")
    renamed = await kept_passkeys.rename(account_id=account_id, passkey_id=passkey.id, name="  Altes Telefon ")
    assert (renamed.id, renamed.name) == (passkey.id, "Altes Telefon")
    assert [row["name"] for row in await _kept()] == ["Altes Telefon"]


@pytest.mark.parametrize("name", ["", "   ", "a\0b", "a\nb", "evil\u202egnp.exe", "x" * 81])
async def test_a_name_that_cannot_be_shown_is_refused(browser: Browser, name: str) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id, name="Telefon")
    with pytest.raises(InvalidInput):
        await kept_passkeys.rename(account_id=account_id, passkey_id=passkey.id, name=name)
    assert [row["name"] for row in await _kept()] == ["Telefon"]


async def test_nobody_renames_or_removes_a_passkey_of_somebody_else(browser: Browser) -> None:
    """The answer is the same as for one that does not exist."""
    erika, mallory = await make_account(), await make_account("mallory@example.org")
    passkey = await browser.register(erika, name="Telefon")
    for passkey_id in (passkey.id, new_id()):
        with pytest.raises(NotFound):
            await kept_passkeys.rename(account_id=mallory, passkey_id=passkey_id, name="meins")
        with pytest.raises(NotFound):
            await _remove(browser, mallory, passkey_id)
    assert [row["name"] for row in await _kept()] == ["Telefon"]
    assert await browser.sign_in()


async def test_a_removed_passkey_opens_nothing_and_says_why(browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id)
    await _remove(browser, account_id, passkey.id)
    with pytest.raises(PasskeyRemoved) as caught:
        await browser.sign_in()
    assert caught.value.parameters == {"may_return": 1}, "The device must keep it while it can be given back."
    assert await rows("select 1 from portal_session") == []


async def test_the_owner_is_told_of_a_removal_and_it_stands_in_the_history(browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id, name="Telefon")
    await _remove(browser, account_id, passkey.id)
    [_, mail] = await mails()
    assert (mail.template, mail.parameters["changed"]) == ("security_change", "Telefon")
    assert "/nicht-ich#token=" in mail.parameters["link"]
    events = await rows("select kind, subject, browser from security_event order by id")
    assert events[-1] == {"kind": "passkey-removed", "subject": "Telefon", "browser": HOME.browser}


async def test_a_removal_is_undone_within_seven_days(browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id, name="Telefon")
    before = await _kept()
    await _remove(browser, account_id, passkey.id)
    await _forget(NOW + 7 * DAY - timedelta(seconds=1))
    await _undo("passkey-removed", account_id, passkey)
    assert await _kept() == before, "nothing of it may be lost, its counter least of all"
    assert await browser.sign_in()


async def test_after_seven_days_the_key_is_gone_and_the_message_stays(browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id)
    await _remove(browser, account_id, passkey.id)
    await _forget(NOW + 7 * DAY)
    [left] = await rows("select * from removed_passkey")
    assert left["passkey"] is None
    await _undo("passkey-removed", account_id, passkey)
    with pytest.raises(PasskeyRemoved) as caught:
        await browser.sign_in()
    assert caught.value.parameters == {"may_return": 0}


async def test_after_ninety_days_nothing_is_left(browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id)
    await _remove(browser, account_id, passkey.id)
    await _forget(NOW + 90 * DAY - timedelta(seconds=1))
    with pytest.raises(PasskeyRemoved):
        await browser.sign_in()
    await _forget(NOW + 90 * DAY)
    with pytest.raises(UnknownCredential):
        await browser.sign_in()
    assert await rows("select 1 from removed_passkey") == []


async def test_a_passkey_that_somebody_else_added_is_taken_away_again(browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id)
    await _undo("passkey-added", account_id, passkey)
    await _undo("passkey-added", account_id, passkey)
    with pytest.raises(PasskeyRemoved):
        await browser.sign_in()


async def test_a_stranger_who_registers_the_same_credential_destroys_nothing(browser: Browser) -> None:
    """Whoever has seen the id of a removed credential can make one with the same id, but only for themselves."""
    erika, mallory = await make_account(), await make_account("mallory@example.org")
    passkey = await browser.register(erika, lie=Lie(credential_id=b"the same credential id"))
    await _remove(browser, erika, passkey.id)
    copy = await browser.register(mallory, lie=Lie(credential_id=b"the same credential id"))
    await _undo("passkey-removed", erika, passkey)
    assert [row["account_id"] for row in await _kept()] == [mallory], "two accounts must not share a credential"
    await _remove(browser, mallory, copy.id)
    with pytest.raises(PasskeyRemoved):
        await browser.sign_in(lie=Lie(credential_id=b"the same credential id"))


async def test_a_removed_passkey_can_be_registered_again(browser: Browser) -> None:
    account_id = await make_account()
    again = Lie(credential_id=b"the same credential id")
    passkey = await browser.register(account_id, lie=again)
    with pytest.raises(PasskeyExists):
        await browser.register(account_id, lie=again)
    await _remove(browser, account_id, passkey.id)
    await browser.register(account_id, lie=again)
    assert await browser.sign_in(lie=again)


async def test_every_passkey_of_an_account_can_be_taken_out_at_once(browser: Browser) -> None:
    erika, max_ = await make_account(), await make_account("max@example.org")
    for _ in range(2):
        await browser.register(erika)
    await browser.register(max_)
    async with transaction(SYSTEM):
        assert await kept_passkeys.remove_all(account_id=erika, now=NOW) == 2
    assert [row["account_id"] for row in await _kept()] == [max_]


@pytest.mark.parametrize("role", ["agent", "dpo", "administrator"])
async def test_who_works_for_others_keeps_a_passkey(browser: Browser, role: str) -> None:
    account_id = await make_account(role=role)
    passkey = await browser.register(account_id)
    with pytest.raises(LastWayIn):
        await _remove(browser, account_id, passkey.id)
    assert isinstance(await browser.sign_in(), OpenedSession)
    assert len(await mails()) == 1, "nobody is told of a removal that did not happen"


async def test_a_customer_may_remove_the_last_one(browser: Browser) -> None:
    """A code by mail still lets them in."""
    account_id = await make_account()
    passkey = await browser.register(account_id)
    await _remove(browser, account_id, passkey.id)
    assert await _kept() == []


async def test_of_two_removals_at_the_same_time_one_is_refused(browser: Browser, database: str) -> None:
    """Both have removed their passkey before either looks at what is left: somebody holds the account until then."""
    account_id = await make_account(role="agent")
    both = [await browser.register(account_id) for _ in range(2)]
    holder = await asyncpg.connect(database)
    async with holder.transaction():
        await holder.execute("select from account for update")
        removals = asyncio.gather(
            *(_remove(browser, account_id, passkey.id) for passkey in both), return_exceptions=True
        )
        await waiting_for_a_lock(holder, sessions=2)
    await holder.close()
    assert sorted(type(outcome).__name__ for outcome in await removals) == ["LastWayIn", "NoneType"]
    assert len(await _kept()) == 1
