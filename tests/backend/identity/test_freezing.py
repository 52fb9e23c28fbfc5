"""“That wasn't me”: the link in the mail takes the change back, once, and throws everybody out."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from backend.core.database import SYSTEM, Actor, Role, transaction
from backend.core.errors import NotFound, TooManyAttempts
from backend.core.paging import PageRequest
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.freezing import operations, queries
from backend.identity.freezing.operations import ChangeFrozen, ChangeSettled
from backend.identity.history.operations import OBJECTION
from backend.identity.kept_passkeys.operations import PasskeyRemoved
from backend.identity.operations.passkeys import UnknownCredential
from backend.identity.operations.sessions import authenticate
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import MINUTE, NOW, mails, make_account, rows
from tests.backend.identity.recovering import ERIKA, kinds, templates
from tests.support.sessions import HOME, new_session

pytestmark = pytest.mark.usefixtures("database")

IDLE = timedelta(minutes=30)


async def added_passkey(browser: Browser, account_id: UUID) -> str:
    """Somebody adds a passkey; returns the token in the mail about it."""
    await browser.register(account_id, name="Fremdes Telefon")
    return str((await mails())[-1].parameters["link"]).partition("#token=")[2]


async def freeze(settings: Settings, token: str, *, client: Client = HOME, now: datetime = NOW) -> None:
    await operations.freeze(token=token, client=client, settings=settings, now=now)


async def test_looking_tells_which_change_it_was_and_changes_nothing(settings: Settings, browser: Browser) -> None:
    account_id = await make_account()
    token = await added_passkey(browser, account_id)
    async with transaction(SYSTEM):
        session = await new_session(account_id)
    seen = await operations.look(token=token, client=HOME, settings=settings, now=NOW)
    assert (seen.kind, seen.subject, seen.changed_at) == ("passkey-added", "Fremdes Telefon", NOW)
    assert (seen.expires_at, seen.frozen_at) == (NOW + OBJECTION, None)
    assert await authenticate(token=session, now=NOW, idle=IDLE) is not None
    await browser.sign_in()


async def test_freezing_undoes_the_change_and_ends_all_sessions(settings: Settings, browser: Browser) -> None:
    account_id = await make_account()
    token = await added_passkey(browser, account_id)
    async with transaction(SYSTEM):
        mine, other = await new_session(account_id), await new_session(await make_account("max@example.org"))
    await freeze(settings, token)
    with pytest.raises((UnknownCredential, PasskeyRemoved)):
        await browser.sign_in()
    assert await authenticate(token=mine, now=NOW, idle=IDLE) is None
    assert await authenticate(token=other, now=NOW, idle=IDLE) is not None, "nobody else's"
    assert (await templates())[-1] == "change_frozen"
    assert (await kinds(account_id))[-1] == "change-frozen"


async def test_a_link_works_once(settings: Settings, browser: Browser) -> None:
    account_id = await make_account()
    token = await added_passkey(browser, account_id)
    done = await asyncio.gather(freeze(settings, token), freeze(settings, token), return_exceptions=True)
    assert sorted(type(result).__name__ for result in done) == ["ChangeFrozen", "NoneType"]
    async with transaction(SYSTEM):
        session = await new_session(account_id)
    with pytest.raises(ChangeFrozen):
        await freeze(settings, token)
    assert await authenticate(token=session, now=NOW, idle=IDLE) is not None, "who signs in anew stays signed in"


async def test_after_seven_days_the_link_does_nothing(settings: Settings, browser: Browser) -> None:
    token = await added_passkey(browser, await make_account())
    with pytest.raises(ChangeSettled):
        await freeze(settings, token, now=NOW + OBJECTION)
    with pytest.raises(ChangeSettled):
        await operations.look(token=token, client=HOME, settings=settings, now=NOW + OBJECTION)
    await browser.sign_in()
    await freeze(settings, token, now=NOW + OBJECTION - MINUTE)


async def test_a_made_up_link(settings: Settings, browser: Browser) -> None:
    token = await added_passkey(browser, await make_account())
    for made_up in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x" * 43):
        with pytest.raises(NotFound):
            await freeze(settings, made_up)


async def test_one_client_may_try_only_so_often(settings: Settings, browser: Browser) -> None:
    token = await added_passkey(browser, await make_account())
    for _ in range(60):
        with pytest.raises(NotFound):
            await freeze(settings, "x" * 43)
    with pytest.raises(TooManyAttempts):
        await freeze(settings, token)
    await freeze(settings, token, client=Client("198.51.100.7"))


async def test_staff_see_what_was_frozen_and_nothing_else(settings: Settings, browser: Browser) -> None:
    account_id = await make_account()
    token = await added_passkey(browser, account_id)
    await rows(
        "insert into security_change (id, account_id, kind, token_hash, created_at, expires_at) "
        "values (gen_random_uuid(), {}, 'password-set', 'x', {}, {})",
        *(account_id, NOW, NOW + OBJECTION),
    )
    await freeze(settings, token)
    agent = await make_account("jonas@example.org", role="agent")
    async with transaction(Actor(Role.STAFF, agent)):
        found = await queries.frozen_changes(page=PageRequest(), zone="Europe/Berlin")
    [change] = found.items
    assert (change.kind, change.subject, change.email, found.total) == ("passkey-added", "Fremdes Telefon", ERIKA, 1)
