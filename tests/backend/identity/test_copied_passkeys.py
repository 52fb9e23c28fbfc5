"""A copy of a passkey gives itself away by its counter, and its owner hears of it (WebAuthn Level 3, 6.1.1)."""

import asyncio
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
from structlog.testing import capture_logs

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.identity import queries
from backend.identity.operations import sessions
from backend.identity.operations.passkeys import CounterWentBack
from backend.identity.schemas import PasskeyItem
from backend.identity.webauthn import VerificationFailed
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import MINUTE, NOW, mails, make_account, rows, waiting_for_a_lock
from tests.fixtures.soft_authenticator import Lie
from tests.support.sessions import new_session

pytestmark = pytest.mark.usefixtures("database")


async def test_a_copied_authenticator_is_refused_and_reported(browser: Browser) -> None:
    await browser.register(await make_account())
    thief = Browser(browser.party, browser.settings, browser.authenticator.clone())
    await browser.sign_in()
    await browser.sign_in()
    with capture_logs() as logs, pytest.raises(CounterWentBack):
        await thief.sign_in()
    [passkey] = await rows("select id, sign_count from passkey")
    assert {"event": "passkey counter went back", "passkey_id": str(passkey["id"]), "log_level": "warning"} in logs
    assert passkey["sign_count"] == 3, "The refused answer must not set the counter."


async def test_the_owner_of_a_copied_passkey_reads_of_it(browser: Browser) -> None:
    """In the history each time, in the list of passkeys from then on, and by mail once a day."""
    account_id = await make_account()
    await browser.register(account_id, name="Telefon")
    moments = (NOW + MINUTE, NOW + 2 * MINUTE, NOW + timedelta(days=1, minutes=1))
    thieves = [Browser(browser.party, browser.settings, browser.authenticator.clone()) for _ in moments]
    await browser.sign_in()
    before = await mails()
    for thief, moment in zip(thieves, moments, strict=True):
        with pytest.raises(CounterWentBack):
            await thief.sign_in(now=moment)
    events = await rows("select subject, method from security_event where kind = 'passkey-copied'")
    assert events == 3 * [{"subject": "Telefon", "method": "passkey"}]
    told = (await mails())[len(before) :]
    assert [(mail.template, mail.parameters["changed"]) for mail in told] == 2 * [("passkey_copied", "Telefon")]
    [item] = await _listed(account_id)
    assert item.perhaps_copied
    assert await browser.sign_in(), "whose counter has not gone back is let in"


async def _listed(account_id: UUID) -> list[PasskeyItem]:
    async with transaction(SYSTEM):
        return await queries.passkeys(account_id=account_id)


async def test_a_new_passkey_makes_no_session_stronger(browser: Browser) -> None:
    """It counts once it was used: until then nobody has shown that they have it."""
    account_id = await make_account(role="agent")
    async with transaction(SYSTEM):
        token = await new_session(account_id, strong=False)
    await browser.register(account_id)
    session = await sessions.authenticate(token=token, now=utc_now(), idle=timedelta(minutes=30))
    assert session is not None
    assert not session.is_strong
    opened = await browser.sign_in()
    session = await sessions.authenticate(token=opened.token, now=NOW, idle=timedelta(minutes=30))
    assert session is not None
    assert session.is_strong


async def test_a_counter_that_falls_to_zero_went_back(browser: Browser) -> None:
    await browser.register(await make_account())
    browser.authenticator.counts = False
    with pytest.raises(CounterWentBack):
        await browser.sign_in()


async def test_only_the_right_key_can_report_a_counter(browser: Browser) -> None:
    """The counter is looked at after the signature: a stranger cannot make an owner's passkey look copied."""
    await browser.register(await make_account())
    browser.authenticator.counts = False
    with pytest.raises(VerificationFailed):
        await browser.sign_in(lie=Lie(flip_signature=True))


async def test_two_copies_at_the_same_time_do_not_both_get_in(browser: Browser, database: str) -> None:
    """Both answers are at the passkey's row before either has counted: somebody else holds the row until then."""
    await browser.register(await make_account())
    thief = Browser(browser.party, browser.settings, browser.authenticator.clone())
    holder = await asyncpg.connect(database)
    async with holder.transaction():
        await holder.execute("select from passkey for update")
        both = asyncio.gather(browser.sign_in(), thief.sign_in(), return_exceptions=True)
        await waiting_for_a_lock(holder, sessions=2)
    await holder.close()
    assert sorted(type(outcome).__name__ for outcome in await both) == ["CounterWentBack", "OpenedSession"]
