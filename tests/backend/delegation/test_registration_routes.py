"""Registering, connecting and inviting over HTTP: the whole path, who may, and bodies that nobody sends by accident."""

import json
from typing import Any
from uuid import uuid4

import pytest

from backend.core.clock import utc_now
from backend.core.settings import Settings
from backend.identity.operations.activation import issue_activation_code
from tests.backend.delegation.conftest import Browsers
from tests.backend.delegation.people import Person, mails_to, make_customer, make_person, rows

ERIKA = "erika@example.org"
NAMES = {"given_name": "Erika", "family_name": "Muster"}


async def _register(new_browser: Browsers) -> Person:
    erika = Person(uuid4(), ERIKA, new_browser())
    asked = await erika.do("POST", "/registration/request", {"email": ERIKA, "language": "de"})
    code = (await mails_to(ERIKA))[-1].parameters["code"]
    signed_in = await erika.do("POST", "/registration/confirm", {**asked, "code": code, **NAMES})
    assert signed_in["role"] == "customer"
    return erika


async def test_from_the_address_to_the_first_invoice(new_browser: Browsers, settings: Settings) -> None:
    erika = await _register(new_browser)
    session = await erika.get("/session")
    assert (session["email"], session["given_name"], session["acting_for"]) == (ERIKA, "Erika", None)
    assert await erika.invoices() == []
    assert not (await erika.get("/grants"))["may_invite"]

    customer_id = await make_customer("40-12345", "Erika Muster")
    code = await issue_activation_code(customer_id=customer_id, settings=settings, now=utc_now())
    letter = {"customer_number": "4012345", "activation_code": code}
    connected = await erika.do("POST", "/registration/customers", letter)
    assert (connected["number"], connected["name"]) == ("40-12345", "Erika Muster")
    assert (await erika.get("/session"))["acting_for"]["kind"] == "own"
    assert (await erika.get("/grants"))["may_invite"]
    assert await erika.refused("POST", "/registration/customers", letter) == "activation-code-used"


async def test_who_held_the_number_before_hears_of_a_connected_account(
    new_browser: Browsers, settings: Settings
) -> None:
    customer_id = await make_customer("40-12345", "Erika Muster")
    max_ = await make_person(new_browser(), "max@example.org", customer_id=customer_id)
    erika = await make_person(new_browser(), ERIKA)
    code = await issue_activation_code(customer_id=customer_id, settings=settings, now=utc_now())
    await erika.do("POST", "/registration/customers", {"customer_number": "4012345", "activation_code": code})
    [told] = await mails_to(max_.email)
    assert (told.template, told.parameters["email"]) == ("customer_connected", ERIKA)
    assert [mail.template for mail in await mails_to(ERIKA)] == ["account_activated"]


async def test_an_answer_does_not_tell_who_has_an_account(new_browser: Browsers) -> None:
    await make_person(new_browser(), ERIKA)
    stranger = Person(uuid4(), "", new_browser())
    answers = []
    for email in (ERIKA, "nobody@example.org"):
        asked = await stranger.browser.post("/registration/request", json={"email": email, "language": "de"})
        tried = await stranger.browser.post(
            "/registration/confirm", json={"request_id": asked.json()["request_id"], "code": "000000", **NAMES}
        )
        answers.append((asked.status_code, sorted(asked.json()), tried.status_code, tried.json() | {"request_id": ""}))
    assert answers[0] == answers[1]
    assert answers[0][0] == 202


async def test_staff_see_whom_they_invite_and_who_has_access(new_browser: Browsers) -> None:
    customer_id = await make_customer("40-12345", "Erika Muster")
    erika = await make_person(new_browser(), ERIKA, customer_id=customer_id)
    agent = await make_person(new_browser(), "agent@example.org", role="agent")
    await erika.invite("max@example.org", relation="guardian", scope="read")
    max_ = await make_person(new_browser(), "max@example.org")
    await max_.accept()
    shown = await agent.get("/service/invitations/customer?number=40%2012345")
    assert (shown["name"], shown["number"], shown["city"]) == ("Erika Muster", "40-12345", "Lindental")
    assert [(access["kind"], access["relation"], access["scope"]) for access in shown["access"]] == [
        ("own", "", "everything"),
        ("delegated", "guardian", "read"),
    ]
    assert await agent.refused("GET", "/service/invitations/customer?number=99") == "unknown-customer-number"
    invited = await agent.do("POST", "/service/invitations", {"customer_number": "4012345", "email": ERIKA})
    assert invited["customer_name"] == "Erika Muster"
    assert "code" not in json.dumps(invited), "staff do not get to see it"


@pytest.mark.parametrize("role", ["customer", "dpo", ""])
async def test_only_staff_invite_customers(new_browser: Browsers, role: str) -> None:
    await make_customer("40-12345", "Erika Muster")
    browser = new_browser()
    person = await make_person(browser, ERIKA, role=role) if role else Person(uuid4(), "", browser)
    expected = "not-allowed" if role else "not-signed-in"
    assert await person.refused("GET", "/service/invitations/customer?number=4012345") == expected
    body = {"customer_number": "4012345", "email": ERIKA}
    assert await person.refused("POST", "/service/invitations", body) == expected
    assert await rows("select 1 from activation_code") == []


@pytest.mark.parametrize("role", ["agent", "dpo", "administrator", ""])
async def test_only_customers_connect_customer_numbers(new_browser: Browsers, role: str) -> None:
    browser = new_browser()
    person = await make_person(browser, ERIKA, role=role) if role else Person(uuid4(), "", browser)
    body = {"customer_number": "4012345", "activation_code": "0000-0000-0000"}
    expected = "not-allowed" if role else "not-signed-in"
    assert await person.refused("POST", "/registration/customers", body) == expected


_BODIES: dict[str, dict[str, Any]] = {
    "/registration/request": {"email": ERIKA, "language": "de"},
    "/registration/confirm": {"request_id": str(uuid4()), "code": "123456", **NAMES},
    "/registration/customers": {"customer_number": "4012345", "activation_code": "0000-0000-0000"},
    "/service/invitations": {"customer_number": "4012345", "email": ERIKA, "language": "de"},
}

_LONG, _INVISIBLE, _HEADER = "x" * 10_000, "\u202e", "a@b.de\r\nBcc: c@d.de"
_HOSTILE: list[Any] = [None, True, 10**400, "", "\0", _LONG, _INVISIBLE, _HEADER, [], {}, [[]] * 1000]


@pytest.mark.parametrize("path", _BODIES)
async def test_no_value_of_any_field_breaks_the_server(new_browser: Browsers, path: str) -> None:
    role = "agent" if path.startswith("/service") else "customer"
    person = await make_person(new_browser(), "somebody@example.org", role=role)
    for field in _BODIES[path]:
        for value in _HOSTILE:
            answer = await person.browser.post(path, content=json.dumps(_BODIES[path] | {field: value}).encode())
            assert 400 <= answer.status_code < 500, (field, value, answer.text)
    assert await rows("select 1 from mail_message") == []
