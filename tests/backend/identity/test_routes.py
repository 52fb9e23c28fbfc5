"""Ways in over HTTP: the whole path of a new customer, and bodies that nobody sends by accident."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.settings import Settings
from backend.identity.operations.activation import issue_activation_code
from tests.backend.identity.people import last_code, mails, make_account, make_customer, rows
from tests.fixtures.soft_authenticator import Lie, SoftAuthenticator
from tests.support.api import api, browser_of

ORIGIN = "http://localhost:8000"
ERIKA = "erika@example.org"

Browser = httpx.AsyncClient


@pytest_asyncio.fixture
async def browser(database: str, settings: Settings) -> AsyncIterator[Browser]:
    async with browser_of(api(settings), settings) as client:
        yield client


@pytest.fixture
def authenticator() -> SoftAuthenticator:
    return SoftAuthenticator(ORIGIN)


async def _post(browser: Browser, path: str, body: Any) -> Any:
    answer = await browser.post(path, json=body)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


async def _activate(browser: Browser, settings: Settings) -> Any:
    code = await issue_activation_code(customer_id=await make_customer(), settings=settings, now=utc_now())
    letter = {"customer_number": "4012345", "activation_code": code.lower(), "email": ERIKA, "language": "de"}
    started = await _post(browser, "/activation/start", letter)
    return await _post(browser, "/activation/confirm", {"request_id": started["request_id"], "code": await last_code()})


async def _sign_in_by_code(browser: Browser) -> httpx.Response:
    requested = await _post(browser, "/sign-in/code/request", {"email": ERIKA, "language": "de"})
    return await browser.post("/sign-in/code", json={"request_id": requested["request_id"], "code": await last_code()})


async def _register(browser: Browser, authenticator: SoftAuthenticator) -> Any:
    begun = await _post(browser, "/passkeys/options", {})
    credential = authenticator.create(begun["options"])
    return await _post(browser, "/passkeys", {"challenge_id": begun["challenge_id"], "credential": credential})


async def test_from_the_letter_to_signing_in_with_a_passkey(
    browser: Browser, settings: Settings, authenticator: SoftAuthenticator
) -> None:
    assert await _activate(browser, settings) == {"role": "customer", "passkeys": 0, "second_step": None}
    session = (await browser.get("/session")).json()
    assert (session["email"], session["method"], session["acting_for"]["number"]) == (ERIKA, "activation", "40-12345")

    passkey = await _register(browser, authenticator)
    assert (passkey["name"], passkey["synced"], passkey["last_used_at"]) == ("Passkey", False, None)

    await _post(browser, "/sign-out", {})
    assert (await browser.get("/session")).status_code == 401

    begun = await _post(browser, "/sign-in/passkey/options", {})
    answer = {"challenge_id": begun["challenge_id"], "credential": authenticator.get(begun["options"])}
    assert await _post(browser, "/sign-in/passkey", answer) == {"role": "customer", "passkeys": 1, "second_step": None}
    assert (await browser.get("/session")).json()["method"] == "passkey"
    [listed] = (await browser.get("/passkeys")).json()
    assert (listed["id"], listed["last_used_at"] is not None) == (passkey["id"], True)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("role", ["customer", "agent", "dpo", "administrator"])
async def test_everybody_can_have_a_passkey_and_sees_only_their_own(
    browser: Browser, authenticator: SoftAuthenticator, role: str
) -> None:
    stranger = await make_account("max@example.org")
    await make_account(role=role)
    signed_in = await _sign_in_by_code(browser)
    assert signed_in.json() == {"role": role, "passkeys": 0, "second_step": None}
    await _register(browser, authenticator)
    await rows("update passkey set account_id = {}", stranger)
    own = await _register(browser, authenticator)
    assert [item["id"] for item in (await browser.get("/passkeys")).json()] == [own["id"]]


async def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(browser: Browser) -> None:
    await make_account()
    cookie = (await _sign_in_by_code(browser)).headers["set-cookie"]
    assert cookie.startswith("session=")
    assert {part.strip().lower() for part in cookie.split(";")[1:]} >= {
        "httponly",
        "samesite=lax",
        "path=/",
        "max-age=43200",
    }


async def test_a_failed_sign_in_says_which_way_it_failed(browser: Browser, authenticator: SoftAuthenticator) -> None:
    await make_account()
    await _sign_in_by_code(browser)
    await _register(browser, authenticator)

    async def attempt(lie: Lie) -> tuple[int, str]:
        begun = await _post(browser, "/sign-in/passkey/options", {})
        credential = authenticator.get(begun["options"], lie=lie)
        answer = await browser.post(
            "/sign-in/passkey", json={"challenge_id": begun["challenge_id"], "credential": credential}
        )
        assert answer.headers["content-type"] == "application/problem+json"
        return answer.status_code, answer.json()["type"]

    assert await attempt(Lie(verified=False)) == (400, "/problems/verification-failed")
    assert await attempt(Lie(credential_id=b"nobody knows me")) == (404, "/problems/unknown-credential")
    authenticator.counts = False
    assert await attempt(Lie()) == (403, "/problems/counter-went-back")


async def test_an_answer_does_not_tell_who_has_an_account(browser: Browser) -> None:
    await make_account()
    answers = []
    for email in (ERIKA, "nobody@example.org"):
        requested = await browser.post("/sign-in/code/request", json={"email": email, "language": "de"})
        tried = await browser.post(
            "/sign-in/code", json={"request_id": requested.json()["request_id"], "code": "000000"}
        )
        answers.append(
            (requested.status_code, sorted(requested.json()), tried.status_code, tried.json() | {"request_id": ""})
        )
    assert answers[0] == answers[1]
    assert answers[0][0] == 202


async def test_the_limit_says_when_to_come_back(browser: Browser) -> None:
    for _ in range(5):
        await _post(browser, "/sign-in/code/request", {"email": ERIKA, "language": "de"})
    answer = await browser.post("/sign-in/code/request", json={"email": ERIKA, "language": "de"})
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/too-many-attempts")
    assert 0 < int(answer.headers["retry-after"]) <= 900


async def test_field_errors_name_their_field(browser: Browser) -> None:
    answer = await browser.post("/sign-in/code/request", json={"email": "erika\0@example.org", "language": "de"})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": "email", "message_key": "email"}]


@pytest.mark.parametrize("path", ["/passkeys", "/passkeys/options"])
async def test_passkeys_are_for_people_who_are_signed_in(browser: Browser, path: str) -> None:
    answer = await browser.post(path, json={"challenge_id": str(uuid4()), "credential": {}})
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")


async def test_another_site_cannot_sign_anybody_in(browser: Browser) -> None:
    await make_account()
    requested = await _post(browser, "/sign-in/code/request", {"email": ERIKA, "language": "de"})
    answer = await browser.post(
        "/sign-in/code",
        json={"request_id": requested["request_id"], "code": await last_code()},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


BODIES: dict[str, dict[str, Any]] = {
    "/sign-in/passkey/options": {},
    "/sign-in/passkey": {"challenge_id": str(uuid4()), "credential": {"id": "AA"}},
    "/sign-in/code/request": {"email": ERIKA, "language": "de"},
    "/sign-in/code": {"request_id": str(uuid4()), "code": "123456"},
    "/activation/start": {
        "customer_number": "40-12345",
        "activation_code": "0000-0000-0000",
        "email": ERIKA,
        "language": "de",
    },
    "/activation/confirm": {"request_id": str(uuid4()), "code": "123456"},
    "/passkeys/options": {},
    "/passkeys": {"challenge_id": str(uuid4()), "credential": {"id": "AA"}, "name": "Telefon"},
}

HOSTILE_VALUES: list[Any] = [
    None,
    True,
    10**400,
    -(10**400),
    1e308,
    "",
    "\0",
    "a\0b@example.org",
    "x" * 100_000,
    "\u202e\u200b",
    "../../etc/passwd",
    [],
    [[]] * 1000,
    {},
    {"id": "\0", "rawId": "\0", "type": "public-key", "response": {"clientDataJSON": "\0"}},
    {"id": 10**400, "rawId": [1], "type": {}, "response": None},
]

HOSTILE_BODIES = [
    b"",
    b"null",
    b"[]",
    b"7",
    b"{",
    b"\xff\xfe\x00",
    b'{"email": "\\ud800@example.org", "request_id": "\\ud800", "customer_number": "\\ud800"}',
    b'{"credential": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}",
    b"[" * 400_000,
    b'{"challenge_id": ' + b"9" * 100_000 + b"}",
]


@pytest.mark.parametrize("path", BODIES)
async def test_no_value_of_any_field_breaks_the_server(browser: Browser, settings: Settings, path: str) -> None:
    await _activate(browser, settings)
    bodies = [json.dumps(BODIES[path] | {field: value}).encode() for field in BODIES[path] for value in HOSTILE_VALUES]
    for body in [*bodies, *HOSTILE_BODIES]:
        answer = await browser.post(path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code < 500, (body[:200], answer.text)
        if not answer.is_success:
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["type"].startswith("/problems/")


async def test_text_that_nobody_can_read_reaches_no_mail(browser: Browser) -> None:
    for email in ("a@example.org\r\nBcc: max@example.org", "a\u202e@example.org"):
        answer = await browser.post("/sign-in/code/request", json={"email": email, "language": "de"})
        assert answer.status_code == 400
    assert await mails("max@example.org") == []
    assert await rows("select 1 from mail_message") == []
