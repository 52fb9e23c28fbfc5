"""Guests book with a name and a code from their mailbox, and with nothing less."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.appointments.setup.operations.changing import By, retire
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations.attempts import note
from tests.backend.appointments.booking.office import ZONE, Office, booking, open_office, rows
from tests.backend.profile.people import move_in
from tests.support.api import api, browser_of

Browser = httpx.AsyncClient
ADDRESS = "erika@example.org"
FORM: dict[str, Any] = {"contact": {"name": "Erika Muster", "email": ADDRESS, "phone": "069 1"}}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url="http://localhost:8000", var_dir=tmp_path, secret_key=SecretStr("k" * 32))


@pytest_asyncio.fixture
async def office(database: str, settings: Settings) -> Office:
    return await open_office(settings)


@pytest_asyncio.fixture
async def browser(office: Office, settings: Settings) -> AsyncIterator[Browser]:
    async with browser_of(api(settings), settings, raises=True) as opened:
        yield opened


async def hold(browser: Browser, office: Office, *, which: int = 0) -> httpx.Response:
    path = f"/appointments/guests/services/{office.service_id}/times"
    times = (await browser.get(path, params={"channel": "phone"})).json()["times"]
    return await browser.post(
        "/appointments/guests/holds",
        json={
            "service_id": str(office.service_id),
            "time": {"starts_at": times[which]["starts_at"], "channel": "phone"},
            "request_key": str(uuid4()),
        },
    )


async def ask_for_code(browser: Browser, token: str, email: str = ADDRESS) -> tuple[str, str]:
    """The request, and the code as it stands in the mail."""
    answer = await browser.post("/appointments/guests/codes", json={"token": token, "email": email})
    assert answer.status_code == 202, answer.text
    [mail] = await rows("select parameters, recipient from mail_message order by created_at desc, id desc limit 1")
    assert mail["recipient"] == email
    return answer.json()["request_id"], json.loads(mail["parameters"])["code"]


async def book(browser: Browser, token: str, request_id: str, code: str, **more: Any) -> httpx.Response:
    body = {"token": token, "request_id": request_id, "code": code, "details": FORM | more}
    return await browser.post("/appointments/guests/book", json=body)


async def test_a_guest_books_and_gets_the_key_to_it(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    request_id, code = await ask_for_code(browser, held["token"])
    answer = await book(browser, held["token"], request_id, code)
    assert answer.status_code == 200, answer.text
    made = answer.json()
    assert (made["service"], made["email"], made["starts_at"]) == ("Beratung", ADDRESS, held["starts_at"])
    kept = await booking(UUID(held["booking_id"]))
    assert (kept["state"], kept["contact_email"]) == ("booked", ADDRESS)
    assert (kept["customer_id"], kept["account_id"], kept["booked_by"]) == (None, None, None)
    opened = await browser.post("/appointments/links/look", json={"token": made["token"]})
    assert opened.json()["state"] == "booked"


async def test_the_address_is_the_one_that_was_proven(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    request_id, code = await ask_for_code(browser, held["token"])
    others = {"contact": FORM["contact"] | {"email": "victim@example.org"}}
    assert (await book(browser, held["token"], request_id, code, **others)).json()["email"] == ADDRESS


async def test_without_the_right_code_nothing_is_booked(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    request_id, code = await ask_for_code(browser, held["token"])
    wrong = f"{(int(code) + 1) % 10**6:06}"
    refused = await book(browser, held["token"], request_id, wrong)
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/invalid-code")
    for _ in range(4):
        await book(browser, held["token"], request_id, wrong)
    assert (await book(browser, held["token"], request_id, code)).status_code == 410
    assert (await booking(UUID(held["booking_id"])))["state"] == "held"


async def test_a_code_for_something_else_books_nothing(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    answer = await browser.post("/registration/request", json={"email": ADDRESS})
    [mail] = await rows("select parameters from mail_message")
    code = json.loads(mail["parameters"])["code"]
    refused = await book(browser, held["token"], answer.json()["request_id"], code)
    assert refused.json()["type"] == "/problems/code-expired"


async def test_a_mistake_in_the_form_costs_no_code(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    request_id, code = await ask_for_code(browser, held["token"])
    for missing in ("name", "email"):
        wrong = await book(browser, held["token"], request_id, code, contact=FORM["contact"] | {missing: ""})
        assert (wrong.status_code, [error["field"] for error in wrong.json()["errors"]]) == (400, [missing])
    assert (await book(browser, held["token"], request_id, code)).status_code == 200


async def test_a_long_answer_costs_neither_code_nor_seat_and_html_is_text(browser: Browser, office: Office) -> None:
    question = str(await office.ask(kind="text"))
    held = (await hold(browser, office)).json()
    request_id, code = await ask_for_code(browser, held["token"])
    markup = "<img src=x onerror=alert(1)> & <b>fett</b>"
    long, short = ([{"question_id": question, "text": text}] for text in ("ä" * 10_000, markup))
    refused = await book(browser, held["token"], request_id, code, answers=long)
    assert (refused.status_code, refused.json()["errors"]) == (
        400,
        [{"field": f"answer-{question}", "message_key": "too-long"}],
    )
    made = await book(browser, held["token"], request_id, code, answers=short)
    assert made.status_code == 200, made.text
    assert (await booking(UUID(held["booking_id"])))["answers"] == short


async def test_a_service_that_is_switched_off_meanwhile_is_said_to_be_gone(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    request_id, code = await ask_for_code(browser, held["token"])
    await retire(kind="service", thing_id=office.service_id, by=By(new_id(), utc_now(), ZONE))
    late = await book(browser, held["token"], request_id, code)
    assert (late.status_code, late.json()["type"]) == (410, "/problems/hold-expired")
    path = f"/appointments/guests/services/{office.service_id}/times"
    assert (await browser.get(path, params={"channel": "phone"})).status_code == 404
    assert await rows("select from booking") == []


async def test_no_mail_goes_out_without_a_time_that_is_kept(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    await browser.post("/appointments/guests/holds/release", json={"token": held["token"]})
    for token, status in ((held["token"], 410), ("x", 404)):
        answer = await browser.post("/appointments/guests/codes", json={"token": token, "email": ADDRESS})
        assert answer.status_code == status
    assert await rows("select id from mail_message") == []


async def test_who_has_an_account_needs_to_use_it(browser: Browser, office: Office) -> None:
    await rows("update service set for_guests = false")
    assert (await browser.get("/appointments/guests/services")).json() == []
    path = f"/appointments/guests/services/{office.service_id}/times"
    assert (await browser.get(path, params={"channel": "phone"})).status_code == 404
    ask = {"service_id": str(office.service_id), "time": {"starts_at": "2026-12-01T09:00:00Z", "channel": "phone"}}
    refused = await browser.post("/appointments/guests/holds", json=ask | {"request_key": str(uuid4())})
    assert refused.status_code == 404


async def test_what_others_keep_is_no_guests(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    erika = await move_in("erika")
    await rows("update booking set customer_id = {}", erika.customer_id)
    answer = await browser.post("/appointments/guests/codes", json={"token": held["token"], "email": ADDRESS})
    assert answer.json()["type"] == "/problems/hold-expired"


async def test_one_mailbox_does_not_fill_all_calendars(browser: Browser, office: Office) -> None:
    key = office.settings.key()
    async with transaction(SYSTEM):
        for _ in range(4):
            await note(kind="guest-booking", subject=keyed_hash(key, "address", ADDRESS), now=utc_now())
    answers = []
    for _ in range(2):
        held = (await hold(browser, office)).json()
        request_id, code = await ask_for_code(browser, held["token"])
        answers.append((await book(browser, held["token"], request_id, code)).status_code)
    assert answers == [200, 429]


async def test_a_time_is_kept_longer_and_given_back(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    longer = await browser.post("/appointments/guests/holds/extend", json={"token": held["token"]})
    assert longer.json()["held_until"] >= held["held_until"]
    released = await browser.post("/appointments/guests/holds/release", json={"token": held["token"]})
    assert released.status_code == 204
    assert await rows("select id from booking") == []
