"""Password, authenticator app and second step over HTTP."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pyotp
import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from tests.backend.identity.factors import PASSWORD
from tests.backend.identity.people import last_code, make_account, rows
from tests.support.api import api, browser_of
from tests.support.sessions import new_session

ORIGIN = "http://localhost:8000"
ERIKA = "erika@example.org"

Browser = httpx.AsyncClient


@pytest_asyncio.fixture
async def browser(database: str, settings: Settings) -> AsyncIterator[Browser]:
    async with browser_of(api(settings), settings) as client:
        yield client


async def _done(browser: Browser, method: str, path: str, body: Any = None) -> Any:
    answer = await browser.request(method, path, json=body)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


async def _sign_in_by_mail(browser: Browser) -> Any:
    requested = await _done(browser, "POST", "/sign-in/code/request", {"email": ERIKA, "language": "de"})
    return await _done(
        browser, "POST", "/sign-in/code", {"request_id": requested["request_id"], "code": await last_code()}
    )


async def _set_up(browser: Browser) -> tuple[pyotp.TOTP, list[str]]:
    """Password, app and recovery codes in the session that the browser has."""
    await _done(browser, "PUT", "/password", {"password": PASSWORD})
    setup = await _done(browser, "POST", "/totp", {})
    phone = pyotp.TOTP(setup["secret"])
    shown = await _done(browser, "POST", "/totp/code", {"code": phone.at(utc_now() - timedelta(seconds=30))})
    await _done(browser, "POST", "/totp/finish", {})
    return phone, shown["codes"]


@pytest_asyncio.fixture
async def phone(browser: Browser) -> pyotp.TOTP:
    """The phone of somebody who has set everything up and is signed out again."""
    await make_account()
    await _sign_in_by_mail(browser)
    phone, _ = await _set_up(browser)
    await _done(browser, "POST", "/sign-out", {})
    return phone


async def test_from_nothing_to_signing_in_with_password_and_app(browser: Browser) -> None:
    await make_account()
    assert await _sign_in_by_mail(browser) == {"role": "customer", "passkeys": 0, "second_step": None}
    phone, codes = await _set_up(browser)
    factors = await _done(browser, "GET", "/two-factor")
    assert (factors["recovery_codes_left"], len(codes)) == (10, 10)
    assert factors["password_set_at"] < factors["app_added_at"]
    assert (await _done(browser, "GET", "/session"))["strong"]
    await _done(browser, "POST", "/sign-out", {})

    answer = await browser.post("/sign-in/password", json={"email": ERIKA, "password": PASSWORD})
    assert "set-cookie" not in answer.headers, "A password alone opens nothing."
    pending = answer.json()
    assert (pending["role"], pending["passkeys"]) == (None, 0)
    step_id = pending["second_step"]["step_id"]
    signed_in = await browser.post("/sign-in/second-step", json={"step_id": step_id, "code": phone.now()})
    assert signed_in.json() == {"role": "customer", "passkeys": 0, "second_step": None}
    assert "httponly" in signed_in.headers["set-cookie"].lower()
    session = await _done(browser, "GET", "/session")
    assert (session["email"], session["method"], session["strong"]) == (ERIKA, "password", True)


async def test_the_mailbox_is_asked_for_the_second_step_too(browser: Browser, phone: pyotp.TOTP) -> None:
    pending = await _sign_in_by_mail(browser)
    assert pending["role"] is None
    assert (await browser.get("/session")).status_code == 401
    step_id = pending["second_step"]["step_id"]
    wrong = await browser.post("/sign-in/second-step", json={"step_id": step_id, "code": "00000a"})
    assert (wrong.status_code, wrong.json()["type"]) == (400, "/problems/invalid-input")
    await _done(browser, "POST", "/sign-in/second-step", {"step_id": step_id, "code": phone.now()})
    assert (await _done(browser, "GET", "/session"))["method"] == "email-code"


async def test_an_answer_does_not_tell_what_was_wrong(browser: Browser, phone: pyotp.TOTP) -> None:
    """No account, a wrong password, and a right password with a wrong code: the same answers, word for word."""
    answers = []
    for email, password in (("nobody@example.org", PASSWORD), (ERIKA, "falsch und falsch"), (ERIKA, PASSWORD)):
        pending = await browser.post("/sign-in/password", json={"email": email, "password": password})
        body = pending.json()
        wrong = str((int(phone.now()) + 1) % 1_000_000).zfill(6)
        tried = await browser.post(
            "/sign-in/second-step", json={"step_id": body["second_step"]["step_id"], "code": wrong}
        )
        answers.append(
            (
                pending.status_code,
                sorted(body),
                sorted(body["second_step"]),
                tried.status_code,
                tried.json() | {"request_id": ""},
                sorted(pending.headers),
                len(pending.content),
            )
        )
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][3] == 400
    assert answers[0][4]["type"] == "/problems/sign-in-failed"


_SENSITIVE = [
    ("PUT", "/password"),
    ("DELETE", "/password"),
    ("POST", "/totp"),
    ("POST", "/totp/code"),
    ("POST", "/totp/finish"),
    ("DELETE", "/totp"),
    ("POST", "/recovery-codes"),
]


@pytest.mark.parametrize(("method", "path"), _SENSITIVE)
async def test_factors_change_only_for_who_has_just_proven_it(browser: Browser, method: str, path: str) -> None:
    body = {"password": PASSWORD, "code": "123456"}
    nobody = await browser.request(method, path, json=body)
    assert (nobody.status_code, nobody.json()["type"]) == (401, "/problems/not-signed-in")
    account_id = await make_account()
    async with transaction(SYSTEM):
        token = await new_session(account_id, strong=False, fresh=False)
    browser.cookies.set("session", token)
    stale = await browser.request(method, path, json=body)
    assert (stale.status_code, stale.json()["type"]) == (403, "/problems/step-up-needed")
    assert await rows("select 1 from password_credential union all select 1 from totp") == []


async def test_stepping_up_with_the_app_opens_sensitive_actions(browser: Browser, phone: pyotp.TOTP) -> None:
    [account] = await rows("select id from account where email = {}", ERIKA)
    async with transaction(SYSTEM):
        token = await new_session(account["id"], strong=False, fresh=False)
    browser.cookies.set("session", token)
    assert await _done(browser, "GET", "/step-up") == {"passkey": False, "app": True, "email_code": False}
    by_mail = await browser.post("/step-up/code/request", json={"language": "de"})
    assert by_mail.json()["type"] == "/problems/way-not-open", "The mailbox does not suffice where there is an app."
    wrong = await browser.post("/step-up/second-factor", json={"code": "0" * 6})
    assert (wrong.status_code, wrong.json()["type"]) == (400, "/problems/wrong-second-code")
    assert (await browser.post("/step-up/prove", json={})).json()["type"] == "/problems/step-up-needed"
    await _done(browser, "POST", "/step-up/second-factor", {"code": phone.now()})
    await _done(browser, "POST", "/step-up/prove", {})
    assert len((await _done(browser, "POST", "/recovery-codes", {}))["codes"]) == 10


@pytest.mark.parametrize("role", ["agent", "administrator"])
async def test_staff_with_one_factor_are_sent_for_the_second(browser: Browser, role: str) -> None:
    await make_account(role=role)
    await _sign_in_by_mail(browser)
    refused = await browser.get("/service/invoices/unmatched")
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/second-factor-needed")
    await _set_up(browser)
    assert (await browser.get("/service/invoices/unmatched")).status_code == 200


async def test_the_strength_of_a_password_is_told_while_it_is_typed(browser: Browser) -> None:
    await make_account()
    await _sign_in_by_mail(browser)
    weak = await _done(browser, "POST", "/password/strength", {"password": "Muster1980!!"})
    assert (weak["accepted"], weak["advice"]) == (False, "own-data")
    company = await _done(browser, "POST", "/password/strength", {"password": "StadtwerkeLindental"})
    assert (company["accepted"], company["advice"]) == (False, "own-data")
    good = await _done(browser, "POST", "/password/strength", {"password": PASSWORD})
    assert (good["accepted"], good["advice"]) == (True, "")
    refused = await browser.put("/password", json={"password": "Muster1980!!"})
    assert refused.json()["errors"] == [{"field": "password", "message_key": "password-own-data"}]


async def test_another_site_can_do_nothing_here(browser: Browser, phone: pyotp.TOTP) -> None:
    pending = await _done(browser, "POST", "/sign-in/password", {"email": ERIKA, "password": PASSWORD})
    answer = await browser.post(
        "/sign-in/second-step",
        json={"step_id": pending["second_step"]["step_id"], "code": phone.now()},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


BODIES: dict[str, dict[str, Any]] = {
    "/sign-in/password": {"email": ERIKA, "password": PASSWORD},
    "/sign-in/second-step": {"step_id": str(uuid4()), "code": "123456"},
    "/step-up/second-factor": {"code": "123456"},
    "/password/strength": {"password": PASSWORD},
    "/totp/code": {"code": "123456"},
}

HOSTILE_VALUES: list[Any] = [
    *(
        None,
        True,
        10**400,
        1e308,
        "",
        "\0",
        "a\0b@example.org",
        "x" * 100_000,
        "\u202e\u200b",
        [],
        {},
        "½" * 6,
        "²" * 6,
    ),
    *("a" * 1024, "ﷺ" * 300, "(" * 200, "\\" * 100, "4@8({[<369!1|0$5+7%2" * 20),
]


@pytest.mark.parametrize("path", BODIES)
async def test_no_value_of_any_field_breaks_the_server(browser: Browser, path: str) -> None:
    await make_account()
    await _sign_in_by_mail(browser)
    await _done(browser, "POST", "/totp", {})
    for field in BODIES[path]:
        for value in HOSTILE_VALUES:
            body = json.dumps(BODIES[path] | {field: value}).encode()
            answer = await browser.post(path, content=body, headers={"Content-Type": "application/json"})
            assert answer.status_code < 500, (body[:200], answer.text)
            if not answer.is_success:
                assert answer.headers["content-type"] == "application/problem+json"
