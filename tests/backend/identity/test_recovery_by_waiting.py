"""Everything lost: a mailbox and a wait that is announced everywhere open the account again, and nothing less does."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.core.database import SYSTEM, transaction
from backend.core.errors import NotFound, TooManyAttempts
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.kept_passkeys.operations import PasskeyRemoved
from backend.identity.operations.challenges import ChallengeExpired
from backend.identity.operations.email_codes import CodeExpired, InvalidCode
from backend.identity.operations.sessions import authenticate
from backend.identity.recovery import queries
from backend.identity.recovery.operations import cancelling, clean_up, completing, passes, waiting
from backend.identity.recovery.operations.cancelling import RecoveryOver
from backend.identity.recovery.operations.passes import LIFETIME, RecoveryPassExpired
from backend.identity.recovery.operations.waiting import RecoveryNotForStaff
from backend.identity.webauthn import RelyingParty
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import MINUTE, NOW, mails, make_account, make_customer, rows, waiting_for_a_lock
from tests.backend.identity.recovering import (
    ERIKA,
    READY,
    WAIT,
    Lost,
    cancel_token,
    kinds,
    let_own,
    templates,
)
from tests.fixtures.soft_authenticator import SoftAuthenticator
from tests.support.catalog import as_owner
from tests.support.push_devices import devices_with_messages, forgotten_device
from tests.support.queue import waiting_jobs
from tests.support.sessions import HOME, new_session

pytestmark = pytest.mark.usefixtures("database")

IDLE = timedelta(minutes=30)


@pytest.fixture
def lost(settings: Settings, party: RelyingParty) -> Lost:
    return Lost(settings, party, SoftAuthenticator(settings.origin))


async def test_the_whole_way(lost: Lost, browser: Browser) -> None:
    account_id = await make_account()
    await _every_factor(account_id, browser)
    async with transaction(SYSTEM):
        stolen = await new_session(account_id)
    await forgotten_device(account_id)

    started = await lost.by_mail()
    assert (started.ready_at, started.token) == (READY, None)
    assert await waiting_jobs("push.recovery-started") == [account_id]
    opened = await lost.make_passkey((await lost.by_mail(now=READY)).token, now=READY)

    session = await authenticate(token=opened.token, now=READY, idle=IDLE)
    assert session is not None
    assert (session.account_id, session.method, session.is_strong) == (account_id, "recovery", True)
    assert await authenticate(token=stolen, now=NOW, idle=IDLE) is None, "all sessions end"
    assert await devices_with_messages(account_id) == 0
    assert await _factors(account_id) == {"passkey": 1, "password_credential": 0, "totp": 0, "recovery_code": 0} | {
        "oidc_identity": 0
    }
    with pytest.raises(PasskeyRemoved):
        await browser.sign_in(now=READY)
    assert (await templates())[-2:] == ["security_change", "recovery_completed"]
    assert await kinds(account_id) == [
        "passkey-added",
        "recovery-started",
        "passkey-added",
        "recovery-completed",
        "signed-in",
    ]


async def test_nothing_opens_before_the_wait_is_over(lost: Lost) -> None:
    await make_account()
    await lost.by_mail()
    early = await lost.by_mail(now=READY - MINUTE)
    assert (early.ready_at, early.token) == (READY, None), "asking again neither shortens nor restarts the wait"
    assert (await lost.by_mail(now=READY)).token is not None


async def test_the_wait_is_announced_on_every_channel(lost: Lost) -> None:
    account_id = await make_account("new@example.org")
    customer_id = await make_customer()
    await rows("update customer set email = 'contract@example.org'")
    await let_own(account_id, customer_id)
    for address, confirmed_at in (("old@example.org", NOW - timedelta(days=6)), ("older@x.org", NOW - timedelta(8))):
        await rows(
            "insert into email_change (id, account_id, old_email, new_email, requested_at, confirmed_at, expires_at) "
            "values (gen_random_uuid(), {}, {}, 'new@example.org', {}, {}, {})",
            *(account_id, address, confirmed_at, confirmed_at, confirmed_at + timedelta(days=7)),
        )
    await lost.by_mail("new@example.org")
    for address in ("new@example.org", "old@example.org", "contract@example.org"):
        announced = (await mails(address))[-1]
        assert announced.template == "recovery_started"
        assert announced.parameters["ready_at"] == READY.isoformat()
        assert announced.parameters["account"] == "n…@example.org", "others need not learn the whole address"
        assert announced.parameters["link"].startswith("http://localhost:8000/zugang-wiederherstellen#cancel=")
    assert await mails("older@x.org") == []
    async with transaction(SYSTEM):
        shown = await queries.pending(account_id=account_id, zone="Europe/Berlin", now=NOW)
    assert shown is not None
    assert (shown.kind, shown.state, shown.ready_at) == ("wait", "open", READY)


async def test_whoever_holds_the_link_can_look_and_call_it_off(lost: Lost) -> None:
    account_id = await make_account()
    await lost.by_mail()
    token = await cancel_token()
    seen = await cancelling.look(token=token, client=HOME, settings=lost.settings, now=NOW)
    assert (seen.state, seen.account) == ("open", "e…@example.org")
    assert await rows("select 1 from recovery where state <> 'open'") == [], "looking changes nothing"

    await cancelling.cancel_by_link(token=token, client=HOME, settings=lost.settings, now=NOW)
    assert (await templates())[-1] == "recovery_cancelled"
    assert (await kinds(account_id))[-1] == "recovery-cancelled"
    with pytest.raises(RecoveryOver):
        await cancelling.cancel_by_link(token=token, client=HOME, settings=lost.settings, now=NOW)
    assert (await cancelling.look(token=token, client=HOME, settings=lost.settings, now=NOW)).state == "cancelled"


async def test_what_was_called_off_cannot_be_completed(lost: Lost) -> None:
    account_id = await make_account()
    await lost.by_mail()
    pass_ = (await lost.by_mail(now=READY)).token
    await cancelling.cancel_own(account_id=account_id, client=HOME, now=READY)
    with pytest.raises(RecoveryPassExpired):
        await lost.make_passkey(pass_, now=READY)
    assert (await lost.by_mail(now=READY)).ready_at == READY + WAIT, "the next one waits from the beginning"


async def test_nothing_to_call_off(lost: Lost) -> None:
    account_id = await make_account()
    with pytest.raises(RecoveryOver):
        await cancelling.cancel_own(account_id=account_id, client=HOME, now=NOW)
    for act in (cancelling.look, cancelling.cancel_by_link):
        with pytest.raises(NotFound):
            await act(token="x" * 43, client=HOME, settings=lost.settings, now=NOW)


async def test_nobody_calls_off_anothers(lost: Lost) -> None:
    await make_account()
    await lost.by_mail()
    with pytest.raises(RecoveryOver):
        await cancelling.cancel_own(account_id=await make_account("max@example.org"), client=HOME, now=NOW)
    assert await rows("select 1 from recovery where state = 'open'")


async def test_an_unknown_address_is_answered_like_a_known_one(lost: Lost) -> None:
    await make_account()
    answers, failures = [], []
    for email in (ERIKA, "nobody@example.org"):
        requested = await lost.request(email)
        answers.append(requested.expires_at)
        with pytest.raises(InvalidCode) as failure:
            await lost.prove(requested.request_id, await _wrong_code(email))
        failures.append(failure.value.parameters)
    assert answers[0] == answers[1]
    assert failures[0] == failures[1]
    [mail] = await mails("nobody@example.org")
    assert mail.template == "recovery_unknown"
    assert mail.parameters == {"link": "http://localhost:8000/zugang-wiederherstellen"}
    assert await rows("select 1 from recovery") == []


async def test_a_closed_account_is_not_recovered(lost: Lost) -> None:
    await make_account()
    requested = await lost.request()
    code = (await mails())[-1].parameters["code"]
    await rows("update account set closed_at = {}", NOW)
    with pytest.raises(CodeExpired):
        await lost.prove(requested.request_id, code)


@pytest.mark.parametrize("role", ["agent", "dpo", "administrator"])
async def test_a_mailbox_and_a_wait_do_not_make_up_for_the_factors_of_staff(lost: Lost, role: str) -> None:
    await make_account(role=role)
    with pytest.raises(RecoveryNotForStaff):
        await lost.by_mail()
    assert await rows("select 1 from recovery") == []


async def test_a_code_for_signing_in_starts_nothing(lost: Lost) -> None:
    await make_account()
    requested = await lost.request()
    await rows("update email_code set purpose = 'sign-in'")
    with pytest.raises(CodeExpired):
        await lost.prove(requested.request_id, (await mails())[-1].parameters["code"])


async def test_a_pass_is_short_lived_and_replaced_by_the_next(lost: Lost) -> None:
    await make_account()
    await lost.by_mail()
    first = (await lost.by_mail(now=READY)).token
    second = (await lost.by_mail(now=READY)).token
    with pytest.raises(RecoveryPassExpired):
        await lost.make_passkey(first, now=READY)
    with pytest.raises(RecoveryPassExpired):
        await lost.make_passkey(second, now=READY + LIFETIME)
    await lost.make_passkey(second, now=READY + LIFETIME - MINUTE)
    with pytest.raises(RecoveryPassExpired):
        await lost.make_passkey(second, now=READY)


async def test_of_two_at_once_only_one_completes(
    lost: Lost, settings: Settings, party: RelyingParty, database: str
) -> None:
    account_id = await make_account()
    await lost.by_mail()
    token = (await lost.by_mail(now=READY)).token
    other = Lost(settings, party, SoftAuthenticator(settings.origin))
    async with as_owner(database) as owner:
        async with owner.transaction():
            await owner.fetch("select from recovery for update")
            both = [asyncio.create_task(person.make_passkey(token, now=READY)) for person in (lost, other)]
            await waiting_for_a_lock(owner, sessions=2)
        done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in done) == ["OpenedSession", "RecoveryPassExpired"]
    assert (await _factors(account_id))["passkey"] == 1, "the other one leaves no passkey behind"


async def test_a_pass_that_came_too_early_opens_nothing(lost: Lost) -> None:
    await make_account()
    await lost.by_mail()
    async with transaction(SYSTEM):
        [recovery] = await rows("select id from recovery")
        token = await passes.issue(recovery_id=recovery["id"], proven_email=None, now=READY - 2 * MINUTE)
    with pytest.raises(RecoveryPassExpired):
        await lost.make_passkey(token, now=READY - MINUTE)
    await lost.make_passkey(token, now=READY)


async def test_two_requests_at_once_start_one_wait(lost: Lost) -> None:
    await make_account()
    first, second = await lost.request(), await lost.request()
    codes = [mail.parameters["code"] for mail in await mails()]
    started = await asyncio.gather(lost.prove(first.request_id, codes[0]), lost.prove(second.request_id, codes[1]))
    assert started[0].ready_at == started[1].ready_at
    assert len(await rows("select 1 from recovery")) == 1


async def test_a_challenge_of_another_account_is_refused(lost: Lost) -> None:
    await make_account("max@example.org")
    await make_account()
    tokens = []
    for email in (ERIKA, "max@example.org"):
        await lost.by_mail(email)
        tokens.append((await lost.by_mail(email, now=READY)).token or "")
    arguments: dict[str, Any] = {"party": lost.party, "client": HOME, "settings": lost.settings, "now": READY}
    begun = await completing.begin(token=tokens[1], **arguments)
    with pytest.raises(ChallengeExpired):
        await completing.complete(
            token=tokens[0],
            challenge_id=begun.challenge_id,
            credential=lost.authenticator.create(begun.options),
            name="",
            held_token=None,
            **arguments,
        )


async def test_who_starts_late_starts_anew(lost: Lost) -> None:
    await make_account()
    started = await lost.by_mail()
    again = await lost.by_mail(now=started.expires_at)
    assert again.ready_at == started.expires_at + WAIT
    assert again.token is None


async def test_the_mail_after_the_wait(lost: Lost, database: str) -> None:
    await make_account()
    await lost.by_mail()
    [recovery] = await rows("select id from recovery")
    async with as_owner(database) as owner:
        job = await owner.fetchrow(
            "select payload, execute_after - created as delay from pgqueuer where entrypoint = $1", "recovery.ready"
        )
    assert job is not None
    assert job["payload"] == recovery["id"].bytes
    assert abs(job["delay"] - WAIT) < MINUTE
    await _tell_ready(recovery["id"], lost.settings)
    told = (await mails())[-1]
    assert (told.template, told.parameters["link"]) == (
        "recovery_ready",
        "http://localhost:8000/zugang-wiederherstellen",
    )
    await cancelling.cancel_by_link(token=await cancel_token(), client=HOME, settings=lost.settings, now=READY)
    before = await templates()
    await _tell_ready(recovery["id"], lost.settings)
    assert await templates() == before, "nobody is told that a recovery is ready that was called off"


async def test_links_are_limited_for_one_client_only(lost: Lost) -> None:
    await make_account()
    await lost.by_mail()
    token = await cancel_token()
    for _ in range(60):
        await cancelling.look(token=token, client=HOME, settings=lost.settings, now=NOW)
    with pytest.raises(TooManyAttempts):
        await cancelling.look(token=token, client=HOME, settings=lost.settings, now=NOW)
    await cancelling.cancel_by_link(token=token, client=Client("198.51.100.7"), settings=lost.settings, now=NOW)


async def test_what_a_pass_remembers_is_forgotten(lost: Lost) -> None:
    await make_account()
    await lost.by_mail()
    await lost.by_mail(now=READY)
    async with transaction(SYSTEM):
        await clean_up.clean_up(now=READY + LIFETIME)
    assert await rows("select pass_hash, pass_expires_at, proven_email from recovery") == [
        {"pass_hash": None, "pass_expires_at": None, "proven_email": None}
    ]


async def _tell_ready(recovery_id: UUID, settings: Settings) -> None:
    async with transaction(SYSTEM):
        await waiting.tell_ready(recovery_id=recovery_id, settings=settings, now=READY)


async def _wrong_code(email: str) -> str:
    sent = [mail.parameters.get("code") for mail in await mails(email)]
    return "000000" if "000000" not in sent else "000001"


async def _every_factor(account_id: UUID, browser: Browser) -> None:
    await browser.register(account_id)
    await rows(
        "insert into password_credential (id, account_id, hash, created_at) "
        "values (gen_random_uuid(), {}, '$argon2id$x', {})",
        *(account_id, NOW),
    )
    await rows(
        "insert into totp (id, account_id, secret, created_at, confirmed_at) "
        "values (gen_random_uuid(), {}, 'x', {}, {})",
        *(account_id, NOW, NOW),
    )
    await rows(
        "insert into recovery_code (id, account_id, code_hash, created_at) values (gen_random_uuid(), {}, 'x', {})",
        *(account_id, NOW),
    )
    await rows(
        "insert into oidc_identity (id, account_id, issuer, subject, label, offers_sign_out, linked_at) "
        "values (gen_random_uuid(), {}, 'https://id.example.org', 's', 'l', false, {})",
        *(account_id, NOW),
    )


async def _factors(account_id: UUID) -> dict[str, int]:
    """How many of each the account can sign in with."""
    counts = {}
    for table in ("passkey", "password_credential", "totp", "recovery_code", "oidc_identity"):
        in_use = "" if table == "passkey" else " and removed_at is null"
        [row] = await rows(f"select count(*) from {table} where account_id = {{}}{in_use}", account_id)
        counts[table] = row["count"]
    return counts
