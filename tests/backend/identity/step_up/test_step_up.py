"""A session alone opens nothing sensitive: the person proves again who they are, by the strongest way they have."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from backend.identity.operations.challenges import ChallengeExpired
from backend.identity.operations.email_codes import CodeExpired
from backend.identity.operations.sessions import authenticate
from backend.identity.session_queries import FRESHNESS, Session
from backend.identity.step_up import operations, queries
from backend.identity.step_up.operations import WayNotOpen
from backend.identity.webauthn import VerificationFailed
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import NOW, last_code, make_account, rows
from tests.fixtures.soft_authenticator import SoftAuthenticator
from tests.support.api import api, browser_of
from tests.support.sessions import HOME, new_session

pytestmark = pytest.mark.usefixtures("database")

ORIGIN = "http://localhost:8000"


async def _stale_session(account_id: UUID) -> Session:
    async with transaction(SYSTEM):
        token = await new_session(account_id, strong=False, fresh=False)
    session = await authenticate(token=token, now=utc_now(), idle=timedelta(hours=1))
    assert session is not None
    return session


async def _kept(session: Session) -> dict[str, object]:
    return (await rows("select fresh_at, strong_at from portal_session where id = {}", session.id))[0]


async def _with_passkey(browser: Browser, session: Session, *, challenge_of: Session | None = None) -> None:
    begun = await operations.begin_with_passkey(session=challenge_of or session, party=browser.party, now=NOW)
    await operations.with_passkey(
        session=session,
        challenge_id=begun.challenge_id,
        credential=browser.authenticator.get(begun.options),
        party=browser.party,
        client=HOME,
        settings=browser.settings,
        now=NOW,
    )


async def test_a_passkey_makes_the_session_fresh_and_strong(browser: Browser) -> None:
    account_id = await make_account()
    await browser.register(account_id)
    session = await _stale_session(account_id)
    await _with_passkey(browser, session)
    assert await _kept(session) == {"fresh_at": NOW, "strong_at": NOW}


async def test_freshness_ends_after_five_minutes() -> None:
    session = await _stale_session(await make_account())
    async with transaction(SYSTEM):
        done = await operations.make_fresh(session=session, strong=False, now=NOW)
    assert done.fresh_until == NOW + FRESHNESS == NOW + timedelta(minutes=5)
    fresh = Session(**{**vars(session), "fresh_at": NOW})
    assert fresh.is_fresh(NOW + FRESHNESS - timedelta(seconds=1))
    assert not fresh.is_fresh(NOW + FRESHNESS)


async def test_the_passkey_of_somebody_else_proves_nothing(browser: Browser) -> None:
    session = await _stale_session(await make_account())
    await browser.register(await make_account("mallory@example.org"))
    with pytest.raises(VerificationFailed):
        await _with_passkey(browser, session)
    assert await _kept(session) == {"fresh_at": None, "strong_at": None}


async def test_the_challenge_of_somebody_else_cannot_be_answered(browser: Browser) -> None:
    account_id = await make_account()
    await browser.register(account_id)
    mine, theirs = await _stale_session(account_id), await _stale_session(await make_account("mallory@example.org"))
    with pytest.raises(ChallengeExpired):
        await _with_passkey(browser, mine, challenge_of=theirs)


async def test_an_answer_works_once_and_for_its_own_purpose_only(browser: Browser) -> None:
    account_id = await make_account()
    await browser.register(account_id)
    session = await _stale_session(account_id)
    begun = await operations.begin_with_passkey(session=session, party=browser.party, now=NOW)
    answer = browser.authenticator.get(begun.options)
    with pytest.raises(ChallengeExpired):
        await browser.answer(begun.challenge_id, answer)
    for_sign_in = await browser.sign_in()
    assert for_sign_in.token
    with pytest.raises(VerificationFailed):
        # The sign-in above has counted further: the older answer is that of a copy, or a replay of another challenge.
        await operations.with_passkey(
            session=session,
            challenge_id=(
                await operations.begin_with_passkey(session=session, party=browser.party, now=NOW)
            ).challenge_id,
            credential=answer,
            party=browser.party,
            client=HOME,
            settings=browser.settings,
            now=NOW,
        )


async def test_a_code_suffices_only_where_there_is_nothing_stronger(browser: Browser, settings: Settings) -> None:
    account_id = await make_account()
    session = await _stale_session(account_id)
    requested = await operations.request_code(session=session, language="de", client=HOME, settings=settings, now=NOW)
    code = await last_code()
    await operations.with_code(
        session=session, request_id=requested.request_id, code=code, client=HOME, settings=settings, now=NOW
    )
    assert await _kept(session) == {"fresh_at": NOW, "strong_at": None}

    waiting = await operations.request_code(session=session, language="de", client=HOME, settings=settings, now=NOW)
    later = await last_code()
    await browser.register(account_id)
    async with transaction(SYSTEM):
        assert (await queries.ways(account_id=account_id)).email_code is False
    with pytest.raises(WayNotOpen):
        await operations.request_code(session=session, language="de", client=HOME, settings=settings, now=NOW)
    with pytest.raises(WayNotOpen):
        await operations.with_code(
            session=session, request_id=waiting.request_id, code=later, client=HOME, settings=settings, now=NOW
        )


async def test_the_code_of_somebody_else_proves_nothing(settings: Settings) -> None:
    mine = await _stale_session(await make_account())
    theirs = await _stale_session(await make_account("mallory@example.org"))
    requested = await operations.request_code(session=theirs, language="de", client=HOME, settings=settings, now=NOW)
    code = await last_code("mallory@example.org")
    with pytest.raises(CodeExpired):
        await operations.with_code(
            session=mine, request_id=requested.request_id, code=code, client=HOME, settings=settings, now=NOW
        )
    assert await _kept(mine) == {"fresh_at": None, "strong_at": None}


@pytest_asyncio.fixture
async def http(database: str, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_of(api(settings), settings, raises=True) as client:
        yield client


async def _hold(http: httpx.AsyncClient, role: str, *, strong: bool, fresh: bool) -> None:
    account_id = await make_account(f"{role}@example.org", role=role)
    async with transaction(SYSTEM):
        http.cookies.set("session", await new_session(account_id, strong=strong, fresh=fresh))


async def test_a_sensitive_action_waits_for_a_proof(http: httpx.AsyncClient) -> None:
    await _hold(http, "customer", strong=False, fresh=False)
    refused = await http.post("/passkeys/options", json={})
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/step-up-needed")
    assert (await http.get("/step-up")).json()["email_code"] is True

    requested = (await http.post("/step-up/code/request", json={"language": "de"})).json()
    code = await last_code("customer@example.org")
    proven = await http.post("/step-up/code", json={"request_id": requested["request_id"], "code": code})
    assert proven.status_code == 200, proven.text
    assert (await http.post("/passkeys/options", json={})).status_code == 200


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("agent", "/service/invoices/unmatched"),
        ("dpo", "/dpo/inventory"),
        ("administrator", "/dpo/inventory"),
        ("administrator", "/service/invoices/unmatched"),
    ],
)
async def test_who_works_for_others_needs_two_factors(http: httpx.AsyncClient, role: str, path: str) -> None:
    await _hold(http, role, strong=False, fresh=True)
    refused = await http.get(path)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/second-factor-needed")
    assert (await http.get("/session")).json()["strong"] is False

    await rows("update portal_session set strong_at = now()")
    assert (await http.get(path)).status_code == 200


async def test_the_first_passkey_of_staff_can_be_made_with_a_code(http: httpx.AsyncClient, settings: Settings) -> None:
    await make_account("agent@example.org", role="agent")
    requested = (await http.post("/sign-in/code/request", json={"email": "agent@example.org"})).json()
    code = await last_code("agent@example.org")
    entered = await http.post("/sign-in/code", json={"request_id": requested["request_id"], "code": code})
    http.cookies.set("session", entered.cookies["session"])
    assert (await http.get("/service/invoices/unmatched")).status_code == 403

    authenticator = SoftAuthenticator(settings.origin)
    begun = (await http.post("/passkeys/options", json={})).json()
    made = await http.post(
        "/passkeys",
        json={"challenge_id": begun["challenge_id"], "credential": authenticator.create(begun["options"])},
    )
    assert made.status_code == 201, made.text

    challenge = (await http.post("/step-up/passkey/options", json={})).json()
    answer = {"challenge_id": challenge["challenge_id"], "credential": authenticator.get(challenge["options"])}
    assert (await http.post("/step-up/passkey", json=answer)).status_code == 200
    assert (await http.get("/service/invoices/unmatched")).status_code == 200
