"""What the company does to an account: sessions end, the account closes and opens, and it stays known who did it."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from backend.accounts.operations import AccountClosed
from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.closing import operations as closing
from backend.identity.closing.operations import AccountNotClosed, LastAdministrator, OwnAccount
from backend.identity.operations.passkeys import UnknownCredential
from backend.identity.operations.sessions import authenticate, open_session
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import MINUTE, NOW, mails, make_account, rows, waiting_for_a_lock
from tests.backend.identity.recovering import ERIKA, kinds, templates
from tests.support.catalog import as_owner
from tests.support.sessions import HOME

pytestmark = pytest.mark.usefixtures("database")

REASON = "Ist ausgezogen, Anruf vom 22.11."


async def signed_in(account_id: UUID, *, ago: timedelta = timedelta()) -> str:
    """The token of a session that was last used so long ago."""
    async with transaction(SYSTEM):
        return await open_session(
            account_id=account_id,
            method="passkey",
            client=HOME,
            strong=True,
            fresh=True,
            replaced_token=None,
            now=NOW - ago,
            lifetime=timedelta(hours=12),
        )


async def is_alive(token: str) -> bool:
    return await authenticate(token=token, now=NOW, idle=30 * MINUTE) is not None


async def sign_out(account_id: UUID, settings: Settings, *, by: UUID | None = None) -> int:
    return await closing.sign_out(account_id=account_id, done_by=by, settings=settings, now=NOW)


async def close(account_id: UUID, settings: Settings, *, by: UUID | None = None, reason: str = REASON) -> None:
    await closing.close(account_id=account_id, done_by=by, reason=reason, settings=settings, now=NOW)


async def reopen(account_id: UUID, settings: Settings, *, by: UUID | None = None, reason: str = "Irrtum") -> None:
    await closing.reopen(account_id=account_id, done_by=by, reason=reason, settings=settings, now=NOW + MINUTE)


async def second_step_waits(account_id: UUID) -> None:
    """Somebody knows the password, and is asked for the app's code just now."""
    await rows(
        "insert into pending_sign_in (id, account_id, method, created_at, expires_at) "
        "values ({}, {}, 'password', {}, {})",
        *(new_id(), account_id, NOW, NOW + 5 * MINUTE),
    )


async def events(account_id: UUID) -> list[tuple[str, UUID | None]]:
    found = await rows("select kind, done_by from security_event where account_id = {} order by id", account_id)
    return [(event["kind"], event["done_by"]) for event in found]


async def test_staff_sign_somebody_out_everywhere(settings: Settings) -> None:
    erika, max_ = await make_account(), await make_account("max@example.org")
    jonas = await make_account("jonas@example.org", role="agent")
    mine = [await signed_in(erika), await signed_in(erika)]
    other = await signed_in(max_)
    await signed_in(erika, ago=40 * MINUTE)
    await second_step_waits(erika)
    assert await sign_out(erika, settings, by=jonas) == 2, "the third had ended by itself"
    assert [await is_alive(token) for token in (*mine, other)] == [False, False, True]
    assert not await rows("select 1 from pending_sign_in"), "no sign-in goes on"
    assert await events(erika) == [("signed-out-by-staff", jonas)]
    [mail] = await mails()
    assert (mail.template, mail.parameters["at"]) == ("signed_out_by_staff", NOW.isoformat())
    assert mail.parameters["link"] == "http://localhost:8000/konto/sicherheit"
    assert await is_alive(await signed_in(erika)), "and they may sign in again"


async def test_nobody_hears_of_an_end_that_was_none(settings: Settings) -> None:
    erika = await make_account()
    await signed_in(erika, ago=40 * MINUTE)
    assert await sign_out(erika, settings) == 0
    assert await mails() == []
    assert await events(erika) == []


async def test_everybody_is_signed_out_at_once(settings: Settings) -> None:
    people = [await make_account(f"{name}@example.org") for name in ("anna", "berta", "carla")]
    tokens = [await signed_in(person) for person in (*people[:2], people[0])]
    await signed_in(people[2], ago=40 * MINUTE)
    await second_step_waits(people[2])
    assert await closing.sign_out_everybody(settings=settings, now=NOW) == 2
    assert [await is_alive(token) for token in tokens] == [False, False, False]
    assert not await rows("select 1 from portal_session union select 1 from pending_sign_in")
    assert [await events(person) for person in people] == [[("signed-out-by-staff", None)]] * 2 + [[]]
    assert not await rows("select 1 from mail_message"), "a mail to everybody would look like fraud"


async def test_a_closed_account_opens_nothing(settings: Settings, browser: Browser) -> None:
    erika, aylin = await make_account(), await make_account("aylin@example.org", role="administrator")
    await browser.register(erika)
    token = await signed_in(erika)
    await second_step_waits(erika)
    await close(erika, settings, by=aylin, reason="  Ist ausgezogen,\nAnruf vom 22.11. ")
    assert not await is_alive(token)
    assert not await rows("select 1 from portal_session union select 1 from pending_sign_in")
    with pytest.raises(UnknownCredential):
        await browser.sign_in()
    assert await rows("select closed_at, closed_by, close_reason, reopened_at from account_closing") == [
        {"closed_at": NOW, "closed_by": aylin, "close_reason": REASON, "reopened_at": None}
    ]
    assert await rows("select closed_at from account where id = {}", erika) == [{"closed_at": NOW}]
    assert (await events(erika))[-1] == ("account-closed", aylin)
    mail = (await mails())[-1]
    assert (mail.template, mail.parameters["days"]) == ("account_closed", 30)
    assert REASON not in str(mail.parameters), "the reason is for staff"


async def test_a_recovery_does_not_go_on_behind_a_closed_account(settings: Settings) -> None:
    erika = await make_account()
    await rows(
        "insert into recovery (id, account_id, kind, state, created_at, ready_at, expires_at, cancel_hash) "
        "values ({}, {}, 'wait', 'open', {}, {}, {}, {})",
        *(new_id(), erika, NOW, NOW, NOW + timedelta(days=7), b"hash"),
    )
    await close(erika, settings)
    await reopen(erika, settings)
    assert await rows("select state, ended_at from recovery") == [{"state": "cancelled", "ended_at": NOW}]


async def test_opened_again_it_is_as_before(settings: Settings, browser: Browser) -> None:
    erika, aylin = await make_account(), await make_account("aylin@example.org", role="administrator")
    await browser.register(erika)
    await close(erika, settings, by=aylin)
    await reopen(erika, settings, by=aylin)
    await browser.sign_in()
    assert await rows("select closed_by, reopened_at, reopened_by, reopen_reason from account_closing") == [
        {"closed_by": aylin, "reopened_at": NOW + MINUTE, "reopened_by": aylin, "reopen_reason": "Irrtum"}
    ]
    assert ("account-reopened", aylin) in await events(erika)
    assert (await templates())[-2:] == ["account_closed", "account_reopened"]
    await close(erika, settings, by=aylin)
    assert len(await rows("select 1 from account_closing")) == 2, "each closing has a line of its own"


async def test_a_session_from_beside_the_closing_does_not_come_to_life(settings: Settings) -> None:
    """A sign-in may have looked at the account before it was closed, and have opened its session after."""
    erika = await make_account()
    await close(erika, settings)
    late = await signed_in(erika)
    assert not await is_alive(late)
    await reopen(erika, settings)
    assert not await is_alive(late)


async def test_an_account_that_was_closed_by_hand_can_be_opened(settings: Settings) -> None:
    erika = await make_account()
    await rows("update account set closed_at = {} where id = {}", NOW, erika)
    await reopen(erika, settings)
    assert await rows("select closed_at from account") == [{"closed_at": None}]


async def test_what_is_done_already_is_not_done_twice(settings: Settings) -> None:
    erika = await make_account()
    with pytest.raises(AccountNotClosed):
        await reopen(erika, settings)
    await close(erika, settings)
    with pytest.raises(AccountClosed):
        await close(erika, settings)
    assert await kinds(erika) == ["account-closed"]
    assert await templates() == ["account_closed"]


async def test_an_account_that_is_not_there(settings: Settings) -> None:
    for do in (sign_out, close, reopen):
        with pytest.raises(NotFound):
            await do(new_id(), settings)


async def test_nobody_closes_their_own_account(settings: Settings) -> None:
    aylin = await make_account("aylin@example.org", role="administrator")
    await make_account("berta@example.org", role="administrator")
    with pytest.raises(OwnAccount):
        await close(aylin, settings, by=aylin)
    assert await rows("select 1 from account where closed_at is not null") == []


async def test_one_administrator_stays(settings: Settings) -> None:
    aylin = await make_account("aylin@example.org", role="administrator")
    berta = await make_account("berta@example.org", role="administrator")
    await make_account("jonas@example.org", role="agent")
    await close(berta, settings)
    with pytest.raises(LastAdministrator):
        await close(aylin, settings)
    await reopen(berta, settings)
    await close(aylin, settings)


async def test_two_administrators_who_close_each_other_do_not_both_succeed(database: str, settings: Settings) -> None:
    aylin = await make_account("aylin@example.org", role="administrator")
    berta = await make_account("berta@example.org", role="administrator")
    async with as_owner(database) as holder:
        async with holder.transaction():
            await holder.execute("select 1 from account order by id for update")
            both = asyncio.gather(
                close(berta, settings, by=aylin), close(aylin, settings, by=berta), return_exceptions=True
            )
            await waiting_for_a_lock(holder, sessions=2)
        done = await both
    assert sorted(type(outcome).__name__ for outcome in done) == ["LastAdministrator", "NoneType"]
    assert len(await rows("select 1 from account where closed_at is null")) == 1


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        ("", "closing-reason-needed"),
        (" \n\t", "closing-reason-needed"),
        ("x" * 501, "closing-reason-shape"),
        ("weg\x00", "closing-reason-shape"),
        ("\u202egew", "closing-reason-shape"),
    ],
)
async def test_a_reason_that_nobody_could_read(settings: Settings, reason: str, key: str) -> None:
    erika = await make_account()
    for do in (close, reopen):
        with pytest.raises(InvalidInput) as refused:
            await do(erika, settings, reason=reason)
        assert refused.value.errors == {"reason": key}
    assert await rows("select closed_at from account where email = {}", ERIKA) == [{"closed_at": None}]
