"""Appointments over HTTP: from the list of services to a cancelled appointment, and what others cannot do."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio

from backend.core.settings import Settings
from tests.backend.appointments.booking.office import ZONE, Office, rows
from tests.backend.profile.people import Household, let_look_after, move_in
from tests.support.api import api, browser_of
from tests.support.sessions import sign_in

Browser = httpx.AsyncClient
DETAILS = {"contact": {"name": "Erika Muster", "email": "erika@example.org", "phone": "069 1"}}


@pytest_asyncio.fixture
async def browser(office: Office, settings: Settings) -> AsyncIterator[Browser]:
    async with browser_of(api(settings), settings, raises=True) as opened:
        yield opened


async def _sign_in(browser: Browser, who: Household, *, acts: bool = True) -> None:
    await sign_in(browser, account_id=who.account_id, customer_id=who.customer_id if acts else None)


async def _times(browser: Browser, office: Office, **wanted: Any) -> Any:
    answer = await browser.get(
        f"/appointments/services/{office.service_id}/times", params={"channel": "phone", **wanted}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def _hold(browser: Browser, office: Office, starts_at: str) -> httpx.Response:
    return await browser.post(
        "/appointments/holds",
        json={
            "service_id": str(office.service_id),
            "time": {"starts_at": starts_at, "channel": "phone"},
            "request_key": str(uuid4()),
        },
    )


async def _booked(browser: Browser, office: Office) -> Any:
    [first, *_] = (await _times(browser, office))["times"]
    held = (await _hold(browser, office, first["starts_at"])).json()
    answer = await browser.post(f"/appointments/holds/{held['booking_id']}/book", json=DETAILS)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_from_the_list_of_services_to_a_cancelled_appointment(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await move_in("erika"))
    [service] = (await browser.get("/appointments/services", params={"language": "en"})).json()
    assert (service["name"], service["channels"], service["duration"]) == ("Advice", ["phone"], 30)
    made = await _booked(browser, office)
    assert (made["state"], made["with_whom"], made["can_change"]) == ("booked", "Anna", True)
    [listed] = (await browser.get("/appointments")).json()["items"]
    detail = (await browser.get(f"/appointments/{made['id']}")).json()
    assert listed == made == detail["item"]
    assert detail["zone"] == "Europe/Berlin"

    other = (await _times(browser, office))["times"][3]
    moved = await browser.post(
        f"/appointments/{made['id']}/move", json={"starts_at": other["starts_at"], "channel": "phone"}
    )
    assert moved.json()["starts_at"] == other["starts_at"]
    assert (await browser.post(f"/appointments/{made['id']}/cancel")).status_code == 204
    assert (await browser.get("/appointments")).json()["items"] == []
    [past] = (await browser.get("/appointments", params={"past": True})).json()["items"]
    assert (past["state"], past["can_change"]) == ("cancelled", False)


async def test_past_ones_come_by_pages_the_latest_first(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await move_in("erika"))
    for _ in range(5):
        await _booked(browser, office)
    await rows(
        "update meeting m set starts_at = m.starts_at - interval '90 days', ends_at = m.ends_at - interval '90 days', "
        "blocked_from = m.blocked_from - interval '90 days', blocked_until = m.blocked_until - interval '90 days'"
    )
    found = [
        (await browser.get("/appointments", params={"past": True, "page": page, "size": 2})).json()
        for page in (1, 2, 3, 4)
    ]
    assert [(len(page["items"]), page["total"]) for page in found[:3]] == [(2, 5), (2, 5), (1, 5)]
    starts = [item["starts_at"] for page in found for item in page["items"]]
    assert starts == sorted(set(starts), reverse=True)
    assert found[3]["items"] == []


async def test_free_times_come_in_order_and_by_pages(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await move_in("erika"))
    first = await _times(browser, office, most=5)
    more = await _times(browser, office, most=5, start=first["more_from"])
    starts = [time["starts_at"] for time in first["times"] + more["times"]]
    assert starts == sorted(set(starts))
    assert len(starts) == 10
    assert first["zone"] == "Europe/Berlin"
    for start in starts:
        hour = datetime.fromisoformat(start).astimezone(ZONE).hour
        assert 9 <= hour < 17


async def test_a_time_that_has_gone_says_so(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await move_in("erika"))
    [first, *_] = (await _times(browser, office))["times"]
    assert (await _hold(browser, office, first["starts_at"])).status_code == 201
    gone = await _hold(browser, office, first["starts_at"])
    assert (gone.status_code, gone.json()["type"]) == (409, "/problems/time-gone")
    assert first not in (await _times(browser, office))["times"]


@pytest.mark.parametrize("start", ["9999-12-31T23:00:00Z", "0001-01-01T00:00:00Z", "2026-11-23T09:00:00"])
async def test_moments_out_of_this_world_are_refused(browser: Browser, office: Office, start: str) -> None:
    await _sign_in(browser, await move_in("erika"))
    assert (await _hold(browser, office, start)).status_code == 400
    answer = await browser.get(
        f"/appointments/services/{office.service_id}/times", params={"channel": "phone", "start": start}
    )
    assert answer.status_code == 400


async def test_nobody_touches_anothers(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await move_in("erika"))
    made = await _booked(browser, office)
    [first, *_] = (await _times(browser, office))["times"]
    held = (await _hold(browser, office, first["starts_at"])).json()
    await _sign_in(browser, await move_in("fritz"))
    time = {"starts_at": first["starts_at"], "channel": "phone"}
    assert (await browser.get(f"/appointments/{made['id']}")).status_code == 404
    assert (await browser.post(f"/appointments/{made['id']}/move", json=time)).status_code == 404
    assert (await browser.post(f"/appointments/{made['id']}/cancel")).status_code == 404
    assert (await browser.post(f"/appointments/holds/{held['booking_id']}/book", json=DETAILS)).status_code == 404
    assert (await browser.post(f"/appointments/holds/{held['booking_id']}/extend")).status_code == 404
    assert (await browser.delete(f"/appointments/holds/{held['booking_id']}")).status_code == 404
    assert {row["state"] for row in await rows("select state from booking")} == {"booked", "held"}


@pytest.mark.parametrize(
    ("scope", "sees", "books"), [("read", 200, 403), ("appointments", 200, 201), ("invoices", 404, 403)]
)
async def test_who_looks_after_another_does_what_the_grant_says(
    browser: Browser, office: Office, scope: str, sees: int, books: int
) -> None:
    erika, fritz = await move_in("erika"), await move_in("fritz")
    await _sign_in(browser, erika)
    made = await _booked(browser, office)
    await let_look_after(fritz, erika, scope=scope)
    await _sign_in(browser, fritz.acting_for(erika))
    assert (await browser.get(f"/appointments/{made['id']}")).status_code == sees
    [first, *_] = (await _times(browser, office))["times"]
    assert (await _hold(browser, office, first["starts_at"])).status_code == books
    cancelled = await browser.post(f"/appointments/{made['id']}/cancel")
    assert cancelled.status_code == (204 if scope == "appointments" else 404)


async def test_without_a_customer_number_it_is_the_persons_own(browser: Browser, office: Office) -> None:
    erika = await move_in("erika")
    await _sign_in(browser, erika, acts=False)
    made = await _booked(browser, office)
    [row] = await rows("select customer_id, account_id from booking where id = {}", UUID(made["id"]))
    assert (row["customer_id"], row["account_id"]) == (None, erika.account_id)
    await _sign_in(browser, erika)
    assert (await browser.get(f"/appointments/{made['id']}")).status_code == 200


async def test_it_is_kept_longer_and_given_back(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await move_in("erika"))
    [first, *_] = (await _times(browser, office))["times"]
    held = (await _hold(browser, office, first["starts_at"])).json()
    longer = (await browser.post(f"/appointments/holds/{held['booking_id']}/extend")).json()["held_until"]
    assert datetime.fromisoformat(longer) - datetime.now(UTC) > timedelta(minutes=9)
    assert (await browser.delete(f"/appointments/holds/{held['booking_id']}")).status_code == 204
    assert first in (await _times(browser, office))["times"]


async def test_times_are_found_by_weekday_and_part_of_the_day(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await move_in("erika"))
    found = await _times(browser, office, weekday=[2, 3], part_of_day=["afternoon"], most=100)
    starts = [datetime.fromisoformat(time["starts_at"]).astimezone(ZONE) for time in found["times"]]
    assert {(start.isoweekday(), start.hour) for start in starts} == {
        (day, hour) for day in (2, 3) for hour in range(12, 17)
    }
    for odd in ({"weekday": 8}, {"weekday": "x"}, {"part_of_day": "night"}):
        answer = await browser.get(f"/appointments/services/{office.service_id}/times", params=odd)
        assert answer.status_code == 400


async def test_the_days_of_a_month_lead_to_the_times_of_a_day(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await move_in("erika"))
    soon = (datetime.now(ZONE) + timedelta(days=10)).date()
    address = f"/appointments/services/{office.service_id}/days"
    wanted: dict[str, Any] = {"channel": "phone", "weekday": [2, 3], "part_of_day": ["afternoon"]}
    month = (await browser.get(address, params={**wanted, "month": soon.isoformat()})).json()
    [first, *_] = month["days"]
    assert first["day"] >= month["today"] == datetime.now(ZONE).date().isoformat()
    listed = await _times(browser, office, **wanted, day=first["day"], most=100)
    assert len(listed["times"]) == first["times"] == 10
    this_month = (await browser.get(address, params={"channel": "phone"})).json()["month"]
    assert this_month == datetime.now(ZONE).date().replace(day=1).isoformat()
    for odd in ({"month": "9999-12-31"}, {"month": "2026-13-01"}, {"weekday": 8}):
        assert (await browser.get(address, params=odd)).status_code == 400
    far = await browser.get(f"/appointments/services/{office.service_id}/times", params={"day": "0001-01-01"})
    assert far.status_code == 400
    unknown = await browser.get(f"/appointments/services/{uuid4()}/days")
    assert unknown.status_code == 404


async def test_near_times_are_offered_for_one_that_has_gone(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await move_in("erika"))
    wanted = (await _times(browser, office))["times"][5]["starts_at"]
    await _hold(browser, office, wanted)
    address = f"/appointments/services/{office.service_id}/nearest-times"
    near = (await browser.get(address, params={"channel": "phone", "wanted": wanted})).json()
    starts = [time["starts_at"] for time in near["times"]]
    assert starts == sorted(starts)
    assert starts
    assert wanted not in starts
    far = await browser.get(address, params={"channel": "phone", "wanted": "9999-12-31T23:00:00Z"})
    assert far.status_code == 400


async def test_the_form_is_booked_as_it_was_filled_in(browser: Browser, office: Office) -> None:
    """One tick is sent as a text, several as a list; answers come by question."""
    question = str(await office.ask(kind="choice", choices='[{"de": "Strom", "en": "Electricity"}]', required=True))
    await _sign_in(browser, await move_in("erika"))
    [first, *_] = (await _times(browser, office))["times"]
    held = (await _hold(browser, office, first["starts_at"])).json()
    address = f"/appointments/holds/{held['booking_id']}/book"
    odd = await browser.post(address, json={**DETAILS, "answers": {question: "Atomkraft"}})
    assert (odd.status_code, odd.json()["errors"]) == (
        400,
        [{"field": f"answer-{question}", "message_key": "not-offered"}],
    )
    form = {**DETAILS, "answers": {question: "Strom"}, "reminders": "2h", "language": "de"}
    made = (await browser.post(address, json=form)).json()
    assert made["answers"] == [{"question_id": question, "text": "Strom"}]
    detail = (await browser.get(f"/appointments/{made['id']}")).json()
    assert detail["answers"] == [{"question": "?", "text": "Strom"}]
    assert detail["reminders"] == ["2h"]
    [row] = await rows("select reminders, language from booking where state = 'booked'")
    assert (row["reminders"], row["language"]) == (["2h"], "de")
