"""The waiting list over HTTP: joining, seeing, taking, declining, leaving, and what others cannot do."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio

from backend.appointments.booking import operations as bookings
from backend.core.clock import utc_now
from backend.core.database import Actor
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import NOBODY, ZONE, Office, at, rows
from tests.backend.appointments.waiting.line import settle_in, work
from tests.backend.profile.people import Household, let_look_after, make_agent
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


def _wish(office: Office, **others: Any) -> dict[str, Any]:
    last = (utc_now() + timedelta(days=30)).date().isoformat()
    return {"service_id": str(office.service_id), "channel": "phone", "last_day": last, **others}


async def _join(browser: Browser, office: Office, **others: Any) -> Any:
    answer = await browser.post("/appointments/waiting", json=_wish(office, **others))
    assert answer.status_code == 201, answer.text
    return answer.json()["items"]


async def _own(browser: Browser) -> Any:
    return (await browser.get("/appointments/waiting")).json()["items"]


def _next_workday() -> date:
    """A day on which the adviser works, and far enough away for every offer to last as long as it should."""
    day = utc_now().astimezone(ZONE).date() + timedelta(days=3)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


async def _offered(browser: Browser, office: Office, settings: Settings, **wish: Any) -> Any:
    """What an entry looks like to which a time is offered that somebody has just cancelled."""
    now = utc_now()
    made = await office.book(at(9, day=_next_workday()), now=now)
    await _join(browser, office, **wish)
    await bookings.cancel(booking_id=made, hand=NOBODY, now=now)
    await work(settings, now)
    [entry] = await _own(browser)
    return entry


async def test_from_joining_to_the_appointment(browser: Browser, office: Office, settings: Settings) -> None:
    await _sign_in(browser, await settle_in("erika"))
    entry = await _offered(browser, office, settings, parts=["morning"], weekdays=[1, 2, 3, 4, 5])
    offer, seat = entry["offer"], entry["offer"]["seat"]
    assert (entry["service"], entry["parts"], entry["place"]) == ("Beratung", ["morning"], "")
    assert datetime.fromisoformat(seat["starts_at"]) == at(9, day=_next_workday())
    assert datetime.fromisoformat(offer["until"]) > utc_now() + timedelta(minutes=100)
    assert (await browser.get("/appointments")).json()["items"] == [], "an offer is no appointment yet"
    for _ in range(2):
        answer = await browser.post(f"/appointments/holds/{seat['id']}/book", json=DETAILS)
        assert answer.status_code == 200, answer.text
    assert await _own(browser) == []
    [item] = (await browser.get("/appointments")).json()["items"]
    assert item["id"] == seat["id"]


async def test_a_second_wish_for_a_service_is_told_of_the_first(browser: Browser, office: Office) -> None:
    await _sign_in(browser, await settle_in("erika"))
    [entry] = await _join(browser, office)
    again = await browser.post("/appointments/waiting", json=_wish(office))
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-waiting")
    assert (await browser.delete(f"/appointments/waiting/{entry['id']}")).status_code == 204
    assert await _own(browser) == []
    await _join(browser, office)


async def test_declining_keeps_the_entry(browser: Browser, office: Office, settings: Settings) -> None:
    await _sign_in(browser, await settle_in("erika"))
    entry = await _offered(browser, office, settings)
    assert (await browser.post(f"/appointments/waiting/{entry['id']}/decline")).status_code == 204
    [left] = await _own(browser)
    assert (left["id"], left["offer"]) == (entry["id"], None)
    assert await rows("select from booking where state = 'held'") == []


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"last_day": "2020-01-01"}, 400),
        ({"last_day": "2999-01-01"}, 400),
        ({"weekdays": [8]}, 400),
        ({"parts": ["night"]}, 400),
        ({"channel": "video"}, 404),
        ({"service_id": str(uuid4())}, 404),
    ],
    ids=str,
)
async def test_what_nobody_can_wait_for_is_refused(
    browser: Browser, office: Office, wish: dict[str, Any], status: int
) -> None:
    await _sign_in(browser, await settle_in("erika"))
    assert (await browser.post("/appointments/waiting", json=_wish(office, **wish))).status_code == status
    assert await _own(browser) == []


async def test_a_location_that_is_not_offered_is_refused(browser: Browser, office: Office) -> None:
    await rows("update service set channels = array['on_site']")
    await _sign_in(browser, await settle_in("erika"))
    wish = _wish(office, channel="on_site", location_id=str(uuid4()))
    assert (await browser.post("/appointments/waiting", json=wish)).status_code == 404


async def test_who_has_no_customer_number_waits_too(browser: Browser, office: Office, settings: Settings) -> None:
    await _sign_in(browser, await settle_in("erika"), acts=False)
    entry = await _offered(browser, office, settings)
    assert entry["offer"]
    await browser.delete(f"/appointments/waiting/{entry['id']}")
    assert await _own(browser) == []


async def test_others_neither_see_nor_touch_it(browser: Browser, office: Office, settings: Settings) -> None:
    await _sign_in(browser, await settle_in("erika"))
    entry = await _offered(browser, office, settings)
    await _sign_in(browser, await settle_in("mallory"))
    assert await _own(browser) == []
    for method, address in (("DELETE", ""), ("POST", "/decline")):
        answer = await browser.request(method, f"/appointments/waiting/{entry['id']}{address}")
        assert answer.status_code == 404
    taken = await browser.post(f"/appointments/holds/{entry['offer']['seat']['id']}/book", json=DETAILS)
    assert taken.status_code == 404


async def test_who_may_only_read_sees_the_list_and_changes_nothing(
    browser: Browser, office: Office, settings: Settings
) -> None:
    erika, helper = await settle_in("erika"), await settle_in("helper")
    await _sign_in(browser, erika)
    entry = await _offered(browser, office, settings)
    await let_look_after(helper, erika, scope="read")
    await _sign_in(browser, helper.acting_for(erika))
    assert [each["id"] for each in await _own(browser)] == [entry["id"]]
    assert (await browser.post("/appointments/waiting", json=_wish(office))).status_code == 403
    assert (await browser.delete(f"/appointments/waiting/{entry['id']}")).status_code == 404


async def test_staff_see_how_many_wait(browser: Browser, office: Office, settings: Settings) -> None:
    await _sign_in(browser, await settle_in("erika"))
    await _offered(browser, office, settings)
    await _sign_in(browser, await settle_in("mia"))
    await _join(browser, office)
    await _sign_in_staff(browser, await make_agent())
    [counted] = (await browser.get("/service/waiting", params={"language": "en"})).json()
    assert (counted["service"], counted["waiting"], counted["offered"]) == ("Advice", 2, 1)
    assert UUID(counted["service_id"]) == office.service_id


async def _sign_in_staff(browser: Browser, agent: Actor) -> None:
    assert agent.account_id
    await sign_in(browser, account_id=agent.account_id)
