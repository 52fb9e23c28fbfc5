"""Appointments in people's own calendars: a file of each, and an address to subscribe to that can be given up."""

import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from icalendar import Calendar, Event
from pydantic import SecretStr

from backend.appointments.booking import operations
from backend.appointments.booking.operations import Hand, Owner
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.settings import Settings
from backend.identity.operations.sessions import hash_token
from tests.backend.appointments.booking.office import ERIKA, NOBODY, ZONE, Office, open_office, rows
from tests.backend.profile.people import Household, let_look_after, move_in
from tests.support.api import api, browser_of
from tests.support.sessions import new_session

Browser = httpx.AsyncClient


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


async def sign_in(browser: Browser, who: Household, *, minutes_ago: int = 0) -> None:
    """`minutes_ago`: when they last proved who they are."""
    async with transaction(SYSTEM):
        token = await new_session(who.account_id)
        await fetch(
            "update portal_session set customer_id = {}, fresh_at = {} where token_hash = {}",
            who.customer_id,
            utc_now() - timedelta(minutes=minutes_ago),
            hash_token(token),
        )
    browser.cookies.set("session", token)


def workday(weeks: int, hour: int) -> datetime:
    """A Wednesday to come, so many weeks away."""
    now = utc_now().astimezone(ZONE)
    day = now + timedelta(days=(2 - now.weekday()) % 7 + 7 * weeks)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


async def booked(office: Office, who: Household, starts_at: datetime) -> UUID:
    now = utc_now()
    held = await office.hold(starts_at, now=now, owner=Owner(customer_id=who.customer_id))
    await operations.book(booking_id=held.booking_id, details=ERIKA, hand=Hand(who.account_id), now=now)
    return held.booking_id


def events(answer: httpx.Response) -> list[Event]:
    """What a program finds that has nothing to do with the portal."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return [event for event in Calendar.from_ical(answer.content).walk("VEVENT") if isinstance(event, Event)]


async def subscribe(browser: Browser) -> str:
    answer = await browser.post("/appointments/feed")
    assert answer.status_code == 201, answer.text
    address: str = answer.json()["address"]
    return address


async def test_one_appointment_comes_as_a_file(browser: Browser, office: Office) -> None:
    erika = await move_in("erika")
    booking_id = await booked(office, erika, workday(1, 10))
    await sign_in(browser, erika)
    answer = await browser.get(f"/appointments/{booking_id}/calendar.ics")
    [event] = events(answer)
    assert answer.headers["content-disposition"] == 'attachment; filename="termin.ics"'
    assert event.start == workday(1, 10)
    assert event["URL"] == f"http://localhost:8000/termine/{booking_id}"
    assert "ATTENDEE" not in event
    await sign_in(browser, await move_in("fritz"))
    assert (await browser.get(f"/appointments/{booking_id}/calendar.ics")).status_code == 404


async def test_a_program_without_session_gets_all_appointments(browser: Browser, office: Office) -> None:
    erika = await move_in("erika")
    kept, cancelled = [await booked(office, erika, workday(1, hour)) for hour in (10, 12)]
    await booked(office, await move_in("fritz"), workday(1, 14))
    await operations.cancel(booking_id=cancelled, hand=NOBODY, now=utc_now())
    await sign_in(browser, erika)
    address = await subscribe(browser)
    browser.cookies.clear()
    found = {str(event["URL"]).rpartition("/")[2]: str(event["STATUS"]) for event in events(await browser.get(address))}
    assert found == {str(kept): "CONFIRMED", str(cancelled): "CANCELLED"}


async def test_appointments_long_past_leave_the_calendar(browser: Browser, office: Office) -> None:
    erika = await move_in("erika")
    booking_id = await booked(office, erika, workday(1, 10))
    await sign_in(browser, erika)
    address = await subscribe(browser)
    for days, expected in [(60, 1), (100, 0)]:
        end = utc_now() - timedelta(days=days)
        start = end - timedelta(hours=1)
        await rows(
            "update meeting set starts_at = {}, ends_at = {}, blocked_from = {}, blocked_until = {} "
            "where id = (select meeting_id from booking where id = {})",
            *(start, end, start, end, booking_id),
        )
        assert len(events(await browser.get(address))) == expected


async def test_a_new_address_ends_the_old_one_and_giving_it_up_ends_it(browser: Browser, office: Office) -> None:
    await sign_in(browser, await move_in("erika"))
    assert (await browser.get("/appointments/feed")).json()["created_at"] is None
    first, second = await subscribe(browser), await subscribe(browser)
    assert first != second
    assert (await browser.get(first)).status_code == 404
    assert (await browser.get(second)).status_code == 200
    assert (await browser.get("/appointments/feed")).json()["created_at"] is not None
    assert (await browser.delete("/appointments/feed")).status_code == 204
    assert (await browser.get(second)).status_code == 404


async def test_the_address_stands_nowhere_in_the_database(browser: Browser, office: Office) -> None:
    await sign_in(browser, await move_in("erika"))
    secret = (await subscribe(browser)).rpartition("/")[2].removesuffix(".ics")
    [kept] = await rows("select * from calendar_feed")
    assert secret not in str(kept)
    assert kept["secret_hash"] == hash_token(secret)


async def test_a_found_phone_makes_no_address(browser: Browser, office: Office) -> None:
    await sign_in(browser, await move_in("erika"), minutes_ago=10)
    answer = await browser.post("/appointments/feed")
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/step-up-needed")


@pytest.mark.parametrize("ended", ["grant", "account"])
async def test_who_may_see_them_no_longer_gets_none(browser: Browser, office: Office, ended: str) -> None:
    erika, fritz = await move_in("erika"), await move_in("fritz")
    await booked(office, erika, workday(1, 10))
    await let_look_after(fritz, erika, scope="appointments")
    await sign_in(browser, fritz.acting_for(erika))
    address = await subscribe(browser)
    assert len(events(await browser.get(address))) == 1
    if ended == "grant":
        await rows("update access_grant set revoked_at = now() where account_id = {}", fritz.account_id)
        assert events(await browser.get(address)) == []
    else:
        await rows("update account set closed_at = now() where id = {}", fritz.account_id)
        assert (await browser.get(address)).status_code == 404


@pytest.mark.parametrize("name", ["x.ics", "x", ".ics", "x.ics.ics", "%00.ics"])
async def test_other_addresses_open_nothing(browser: Browser, office: Office, name: str) -> None:
    await sign_in(browser, await move_in("erika"))
    await subscribe(browser)
    assert (await browser.get(f"/appointments/feed/{name}")).status_code in {400, 404}


def test_a_server_starts_without_the_libraries_of_calendars() -> None:
    """They take longer to import than all the rest, and are wanted once in a while."""
    slow = ("icalendar", "recurring_ical_events")
    start = "import sys, backend.web.app; from backend.core.job_registry import load_jobs; load_jobs(); "
    loaded = f"print([name for name in {slow} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", start + loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
