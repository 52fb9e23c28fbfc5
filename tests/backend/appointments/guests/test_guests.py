"""Guests book with a name and a code from their mailbox, and with nothing less."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
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
    form = {"contact": FORM["contact"] | {"email": email}}
    answer = await browser.post("/appointments/guests/codes", json={"token": token, **form})
    assert answer.status_code == 202, answer.text
    [mail] = await rows("select parameters, recipient from mail_message order by created_at desc, id desc limit 1")
    assert mail["recipient"] == email
    return answer.json()["request_id"], json.loads(mail["parameters"])["code"]


async def book(browser: Browser, token: str, request_id: str, code: str, **more: Any) -> httpx.Response:
    body = {"token": token, "request_id": request_id, "code": code, **FORM, **more}
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
    refused = await book(browser, held["token"], request_id, code, answers={question: "ä" * 10_000})
    assert (refused.status_code, refused.json()["errors"]) == (
        400,
        [{"field": f"answer-{question}", "message_key": "too-long"}],
    )
    made = await book(browser, held["token"], request_id, code, answers={question: markup})
    assert made.status_code == 200, made.text
    kept = await booking(UUID(held["booking_id"]))
    assert kept["answers"] == [{"question_id": question, "text": markup}]


async def test_a_service_that_is_switched_off_meanwhile_is_said_to_be_gone(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    request_id, code = await ask_for_code(browser, held["token"])
    await retire(kind="service", thing_id=office.service_id, by=By(new_id(), utc_now(), ZONE))
    late = await book(browser, held["token"], request_id, code)
    assert (late.status_code, late.json()["type"]) == (410, "/problems/hold-expired")
    path = f"/appointments/guests/services/{office.service_id}/times"
    assert (await browser.get(path, params={"channel": "phone"})).status_code == 404
    assert await rows("select from booking") == []


async def test_booking_twice_is_booking_once(browser: Browser, office: Office) -> None:
    """The answer to the first may have been lost. Others who have the link learn nothing of it."""
    held = (await hold(browser, office)).json()
    request_id, code = await ask_for_code(browser, held["token"])
    first = await book(browser, held["token"], request_id, code)
    again = await book(browser, held["token"], request_id, code)
    assert (again.status_code, again.json()) == (200, first.json())
    guessed = FORM["contact"] | {"email": "max@example.org"}
    assert (await book(browser, held["token"], request_id, code, contact=guessed)).status_code == 410
    [count] = await rows("select count(*) as made from booking_event where kind = 'booked'")
    assert count["made"] == 1


async def test_a_mistake_in_the_form_is_told_before_a_mail_goes_out(browser: Browser, office: Office) -> None:
    """A phone call needs a number; without an account, the address is needed too."""
    question = str(await office.ask(required=True))
    held = (await hold(browser, office)).json()
    wrong = {"token": held["token"], "contact": {"name": " ", "email": "", "phone": ""}}
    answer = await browser.post("/appointments/guests/codes", json=wrong)
    assert (answer.status_code, {error["field"]: error["message_key"] for error in answer.json()["errors"]}) == (
        400,
        {"name": "missing", "email": "missing", "phone": "missing", f"answer-{question}": "missing"},
    )
    assert await rows("select id from mail_message") == []


async def test_what_the_form_says_is_booked(browser: Browser, office: Office) -> None:
    """Also that the mails are to be in English, and that one tick is sent as a text."""
    question = str(await office.ask(required=True))
    held = (await hold(browser, office)).json()
    said = {"answers": {question: "Strom"}, "language": "en"}
    answer = await browser.post("/appointments/guests/codes", json={"token": held["token"], **FORM, **said})
    [mail] = await rows("select parameters, language from mail_message")
    code = json.loads(mail["parameters"])["code"]
    made = await book(browser, held["token"], answer.json()["request_id"], code, reminders="24h", **said)
    assert (mail["language"], made.status_code, made.json()["service"]) == ("en", 200, "Advice")
    [kept] = await rows("select answers, reminders, language from booking")
    assert json.loads(kept["answers"]) == [{"question_id": question, "text": "Strom"}]
    assert (kept["reminders"], kept["language"]) == (["24h"], "en")


async def test_when_a_time_has_gone_the_nearest_are_found(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office, which=2)).json()
    address = f"/appointments/guests/services/{office.service_id}/nearest-times"
    near = await browser.get(address, params={"channel": "phone", "wanted": held["starts_at"]})
    starts = [time["starts_at"] for time in near.json()["times"]]
    assert len(starts) == 8
    assert held["starts_at"] not in starts
    await rows("update service set for_guests = false")
    assert (await browser.get(address, params={"channel": "phone"})).status_code == 404


async def test_no_mail_goes_out_without_a_time_that_is_kept(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    await browser.post("/appointments/guests/holds/release", json={"token": held["token"]})
    for token, status in ((held["token"], 410), ("x", 404)):
        answer = await browser.post("/appointments/guests/codes", json={"token": token, **FORM})
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


async def test_the_days_of_a_month_lead_to_the_times_of_a_day(browser: Browser, office: Office) -> None:
    address = f"/appointments/guests/services/{office.service_id}"
    soon = (utc_now() + timedelta(days=10)).date()
    wanted: dict[str, Any] = {"channel": "phone", "weekday": [2, 3], "part_of_day": ["afternoon"]}
    month = (await browser.get(f"{address}/days", params={**wanted, "month": soon.isoformat()})).json()
    [first, *_] = month["days"]
    listed = await browser.get(f"{address}/times", params={**wanted, "day": first["day"], "most": 100})
    assert len(listed.json()["times"]) == first["times"] == 10
    assert (await browser.get(f"{address}/days", params={"month": "9999-12-31"})).status_code == 400
    await rows("update service set for_guests = false")
    assert (await browser.get(f"{address}/days", params=wanted)).status_code == 404


async def test_what_others_keep_is_no_guests(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    erika = await move_in("erika")
    await rows("update booking set customer_id = {}", erika.customer_id)
    answer = await browser.post("/appointments/guests/codes", json={"token": held["token"], **FORM})
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
        answers.append(await book(browser, held["token"], request_id, code))
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1].json()["type"] == "/problems/too-many-guest-bookings"


async def test_a_time_is_kept_longer_and_given_back(browser: Browser, office: Office) -> None:
    held = (await hold(browser, office)).json()
    longer = await browser.post("/appointments/guests/holds/extend", json={"token": held["token"]})
    assert longer.json()["held_until"] >= held["held_until"]
    released = await browser.post("/appointments/guests/holds/release", json={"token": held["token"]})
    assert released.status_code == 204
    assert await rows("select id from booking") == []
