"""The link in the mail: shows when and where, moves and cancels on request, and opens nothing else."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.appointments.booking.links import token_for
from backend.core.clock import utc_now
from backend.core.ids import new_id
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import ERIKA, ZONE, Office, booking, open_office, rows
from tests.support.api import api, browser_of

Browser = httpx.AsyncClient
CALLS = ("look", "times", "move", "cancel")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url="http://localhost:8000", var_dir=tmp_path, secret_key=SecretStr("k" * 32))


@pytest_asyncio.fixture
async def office(database: str, settings: Settings) -> Office:
    return await open_office(settings, cancel_until=60)


@pytest_asyncio.fixture
async def browser(office: Office, settings: Settings) -> AsyncIterator[Browser]:
    async with browser_of(api(settings), settings, raises=True) as opened:
        yield opened


def workday(hour: int) -> datetime:
    """The Wednesday of next week."""
    now = utc_now().astimezone(ZONE)
    return (now + timedelta(days=9 - now.weekday())).replace(hour=hour, minute=0, second=0, microsecond=0)


@pytest_asyncio.fixture
async def booking_id(office: Office) -> UUID:
    return await office.book(workday(10), now=utc_now())


@pytest.fixture
def token(booking_id: UUID, settings: Settings) -> str:
    return token_for(booking_id, key=settings.key())


async def call(browser: Browser, name: str, token: str, **more: Any) -> httpx.Response:
    return await browser.post(f"/appointments/links/{name}", json={"token": token, **more})


async def put_at(booking_id: UUID, starts_at: datetime) -> None:
    """Let the appointment be at another time, past ones included."""
    end = starts_at + timedelta(minutes=30)
    await rows(
        "update meeting set starts_at = {}, ends_at = {}, blocked_from = {}, blocked_until = {} "
        "where id = (select meeting_id from booking where id = {})",
        *(starts_at, end, starts_at, end, booking_id),
    )


async def test_it_shows_when_and_where_and_not_who(browser: Browser, token: str) -> None:
    answer = await call(browser, "look", token)
    shown = answer.json()
    assert (shown["service"], shown["with_whom"], shown["channel"]) == ("Beratung", "Anna", "phone")
    assert datetime.fromisoformat(shown["starts_at"]) == workday(10)
    assert (shown["can_change"], shown["is_over"]) == (True, False)
    for typed in (ERIKA.contact.name, ERIKA.contact.email, ERIKA.contact.phone):
        assert typed not in answer.text


async def test_looking_changes_nothing(browser: Browser, token: str, booking_id: UUID) -> None:
    before = await booking(booking_id)
    for name in ("look", "times"):
        assert (await call(browser, name, token)).status_code == 200
    for name in CALLS:
        assert (await browser.get(f"/appointments/links/{name}", params={"token": token})).status_code == 405
    assert await booking(booking_id) == before


async def test_move_and_cancel(browser: Browser, token: str, booking_id: UUID) -> None:
    times = (await call(browser, "times", token)).json()["times"]
    moved = await call(browser, "move", token, starts_at=times[5]["starts_at"])
    assert moved.json()["starts_at"] == times[5]["starts_at"]
    assert (await booking(booking_id))["calendar_sequence"] == 1
    cancelled = await call(browser, "cancel", token)
    assert (cancelled.json()["state"], cancelled.json()["can_change"]) == ("cancelled", False)
    again = await call(browser, "move", token, starts_at=times[6]["starts_at"])
    assert (again.status_code, again.json()["type"]) == (409, "/problems/booking-settled")
    kept = await rows("select by_staff, account_id, kind from booking_event order by at, id")
    assert [(row["kind"], row["by_staff"], row["account_id"]) for row in kept] == [
        ("booked", False, None),
        ("moved", False, None),
        ("cancelled", False, None),
    ]


async def test_a_time_that_others_have_taken_leaves_the_old_one(
    browser: Browser, token: str, booking_id: UUID, office: Office
) -> None:
    await office.book(workday(11), now=utc_now())
    gone = await call(browser, "move", token, starts_at=workday(11).isoformat())
    assert (gone.status_code, gone.json()["type"]) == (409, "/problems/time-gone")
    assert (await booking(booking_id))["starts_at"] == workday(10)


@pytest.mark.parametrize("name", ["move", "cancel"])
async def test_near_its_time_only_the_company_changes_it(
    browser: Browser, token: str, booking_id: UUID, name: str
) -> None:
    await put_at(booking_id, utc_now() + timedelta(minutes=30))
    answer = await call(browser, name, token, starts_at=workday(12).isoformat())
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/too-late-to-change")
    assert (await call(browser, "look", token)).json()["can_change"] is False


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 410)])
async def test_an_old_link_opens_nothing(
    browser: Browser, token: str, booking_id: UUID, days: int, status: int
) -> None:
    await put_at(booking_id, utc_now() - timedelta(days=days))
    answer = await call(browser, "look", token)
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["is_over"] is True
    else:
        assert answer.json()["type"] == "/problems/appointment-link-expired"


@pytest.mark.parametrize("name", CALLS)
async def test_an_expired_link_changes_nothing(browser: Browser, token: str, booking_id: UUID, name: str) -> None:
    await put_at(booking_id, utc_now() - timedelta(days=31))
    before = await booking(booking_id)
    answer = await call(browser, name, token, starts_at=workday(12).isoformat())
    assert (answer.status_code, answer.json()["type"]) == (410, "/problems/appointment-link-expired")
    assert await booking(booking_id) == before


@pytest.mark.parametrize("name", CALLS)
async def test_links_that_we_did_not_make_open_nothing(browser: Browser, office: Office, token: str, name: str) -> None:
    other_portal = token_for(new_id(), key=b"x" * 32)
    erased = token_for(new_id(), key=office.settings.key())
    for wrong in ("", "x", "ä" * 43, token[:-1], token[:-2] + "AA", token * 2, other_portal, erased):
        answer = await call(browser, name, wrong, starts_at=workday(12).isoformat())
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found"), wrong


async def test_a_time_that_is_only_kept_has_no_page(browser: Browser, office: Office) -> None:
    held = await office.hold(workday(14), now=utc_now())
    assert (await call(browser, "look", held.token)).status_code == 404


async def test_a_service_that_is_no_longer_offered_offers_no_times(
    browser: Browser, office: Office, token: str
) -> None:
    await rows("update service set retired_at = now() where id = {}", office.service_id)
    assert (await call(browser, "look", token)).status_code == 200
    assert (await call(browser, "times", token)).status_code == 404


@pytest.mark.parametrize("start", ["9999-12-31T23:00:00Z", "2026-11-23T09:00:00", "gestern"])
async def test_moments_out_of_this_world_are_refused(browser: Browser, token: str, start: str) -> None:
    assert (await call(browser, "move", token, starts_at=start)).status_code == 400
    assert (await call(browser, "times", token, start=start)).status_code == 400
