"""Staff say who gives appointments, in which rooms, and when."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.appointments.setup.values import Form
from backend.core.clock import utc_now
from tests.backend.appointments.booking.office import Office
from tests.backend.appointments.setup.forms import LOCATION, count, week, wrong
from tests.backend.profile.people import make_agent, move_in

_ROOT = "/service/setup"


async def _rota(agent: httpx.AsyncClient, resource_id: object) -> Any:
    return (await agent.get(f"{_ROOT}/resources/{resource_id}")).json()


async def _put_hours(agent: httpx.AsyncClient, office: Office, **days: str) -> httpx.Response:
    version = (await _rota(agent, office.person_id))["week_version"]
    return await agent.put(f"{_ROOT}/resources/{office.person_id}/hours", json={**week(**days), "version": version})


def _day(days: int) -> str:
    return f"{utc_now() + timedelta(days=days):%d.%m.%Y}"


async def test_a_person_has_skills_an_account_and_holidays(agent: httpx.AsyncClient) -> None:
    account = (await make_agent("alex")).account_id
    form = {
        "name": "Alex Abend",
        "account_id": str(account),
        "skills": "Solar",
        "needs": "sign-language",
        "federal_state": "BY",
        "video_url": "https://video.example.org/alex",
    }
    made = (await agent.post(f"{_ROOT}/resources", json=form)).json()["id"]

    rota = await _rota(agent, made)

    assert rota["resource"]["account_id"] == str(account)
    assert rota["resource"]["skills"] == ["solar", "sign-language"]
    assert len(rota["holidays"]) == 5
    assert {"name_de", "name_en", "day"} == rota["holidays"][0].keys()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, {"name": "name-needed"}),
        ({"federal_state": "XX"}, {"federal_state": "federal-state-unknown"}),
        ({"video_url": "javascript:alert(1)"}, {"video_url": "https-needed"}),
        ({"video_url": "https://user:secret@example.org"}, {"video_url": "https-needed"}),
        ({"account_id": "nobody"}, {"account_id": "account-unknown"}),
        ({"needs": ["gold"]}, {"needs": "needs-unknown"}),
        ({"location_ids": [str(uuid4())]}, {"location_ids": "location-ids-unknown"}),
        ({"kind": "room"}, {"location_ids": "room-location-needed"}),
    ],
)
async def test_each_field_of_a_person_says_what_it_needs(
    agent: httpx.AsyncClient, typed: dict[str, object], told: dict[str, str]
) -> None:
    assert wrong(await agent.post(f"{_ROOT}/resources", json={"name": "Alex", **typed})) == told
    assert await count("resource") == 0


async def test_customers_are_no_staff_and_an_account_is_one_person(agent: httpx.AsyncClient) -> None:
    customer, account = await move_in("ingrid"), await make_agent("alex")
    taken = {"name": "Alex", "account_id": str(account.account_id)}
    await agent.post(f"{_ROOT}/resources", json=taken)

    told = wrong(await agent.post(f"{_ROOT}/resources", json={**taken, "account_id": str(customer.account_id)}))
    assert told == {"account_id": "account-unknown"}
    assert wrong(await agent.post(f"{_ROOT}/resources", json=taken)) == {"account_id": "account-taken"}


async def test_weekly_hours_are_read_as_they_were_typed(agent: httpx.AsyncClient, office: Office) -> None:
    saved = await _put_hours(
        agent, office, mon="13:00 - 17.30, 8:00–12:00", break_mon="10:00 bis 10:15", sun="18:00-24:00"
    )
    assert saved.json()["state"] == "saved"

    days = (await _rota(agent, office.person_id))["week"]

    assert (days[0]["work"], days[0]["breaks"]) == ("08:00–12:00, 13:00–17:30", "10:00–10:15")
    assert (days[1]["work"], days[6]["work"]) == ("", "18:00–24:00")


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"mon": "09:00-12:00, 11:00-13:00"}, {"work-1": "times-overlap"}),
        ({"tue": "17:00-09:00"}, {"work-2": "closes-before-opens"}),
        ({"wed": "09:00-09:00"}, {"work-3": "closes-before-opens"}),
        ({"thu": "9 bis 5"}, {"work-4": "times-shape"}),
        ({"fri": "09:00-25:00"}, {"work-5": "times-shape"}),
        ({"sat": "09:60-10:00"}, {"work-6": "times-shape"}),
        ({"sun": "24:00-24:00"}, {"work-7": "times-shape"}),
        ({"mon": "x" * 10_000}, {"work-1": "times-shape"}),
        ({"mon": "<b>09:00</b>-10:00"}, {"work-1": "times-shape"}),
        ({"mon": "09:00-12:00", "break_mon": "11:30-12:30"}, {"breaks-1": "break-outside"}),
        ({"break_tue": "11:30-12:30"}, {"breaks-2": "break-outside"}),
    ],
)
async def test_each_day_says_what_is_wrong_with_its_times(
    agent: httpx.AsyncClient, office: Office, days: dict[str, str], told: dict[str, str]
) -> None:
    before = (await _rota(agent, office.person_id))["week"]
    assert wrong(await _put_hours(agent, office, **days)) == told
    assert (await _rota(agent, office.person_id))["week"] == before


async def test_hours_that_were_changed_meanwhile_are_not_lost(agent: httpx.AsyncClient, office: Office) -> None:
    stale = await agent.put(f"{_ROOT}/resources/{office.person_id}/hours", json={**week(), "version": "old"})
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/setup-changed-meanwhile")


async def test_leave_and_extra_hours_are_entered_and_taken_back(agent: httpx.AsyncClient, office: Office) -> None:
    address = f"{_ROOT}/resources/{office.person_id}/exceptions"
    leave = {"kind": "off", "first_day": _day(3), "last_day": _day(9)}
    extra = {"kind": "extra", "first_day": _day(20), "times": "18:00-20:00"}
    made = [(await agent.post(address, json=form)).json()["id"] for form in (leave, extra)]

    entered = (await _rota(agent, office.person_id))["exceptions"]
    await agent.post(f"{address}/{made[0]}/remove", json={})
    left = (await _rota(agent, office.person_id))["exceptions"]

    assert [(each["kind"], each["times"]) for each in entered] == [("off", ""), ("extra", "18:00–20:00")]
    assert [each["id"] for each in left] == [made[1]]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"first_day": "29.02.2027"}, {"first_day": "no-such-day"}),
        ({"first_day": "morgen"}, {"first_day": "day-shape"}),
        ({"first_day": ""}, {"first_day": "day-needed"}),
        ({"first_day": _day(5), "last_day": _day(4)}, {"last_day": "last-before-first"}),
        ({"first_day": _day(-9)}, {"last_day": "day-past"}),
        ({"last_day": _day(1000)}, {"last_day": "day-too-far"}),
        ({"kind": "extra"}, {"times": "extra-times-needed"}),
        ({"times": "09:00-10:00, 11:00-12:00"}, {"times": "one-time"}),
        ({"kind": "holiday"}, {"kind": "kind-unknown"}),
    ],
)
async def test_each_field_of_an_absence_says_what_it_needs(
    agent: httpx.AsyncClient, office: Office, typed: dict[str, str], told: dict[str, str]
) -> None:
    form = {"kind": "off", "first_day": _day(3), **typed}
    assert wrong(await agent.post(f"{_ROOT}/resources/{office.person_id}/exceptions", json=form)) == told
    assert await count("hours_exception") == 0


def test_the_29th_of_february_is_a_day_in_leap_years() -> None:
    leap, common = Form(), Form()
    assert leap.day("first_day", "29.2.2028") == date(2028, 2, 29)
    assert (leap.errors, common.day("first_day", "29.2.2027")) == ({}, None)
    assert common.errors == {"first_day": "no-such-day"}


async def test_a_room_stands_at_a_location(agent: httpx.AsyncClient) -> None:
    location = (await agent.post(f"{_ROOT}/locations", json=LOCATION)).json()["id"]
    made = await agent.post(
        f"{_ROOT}/resources", json={"kind": "room", "name": "Zimmer 2", "location_ids": location, "needs": "step-free"}
    )
    resource = (await _rota(agent, made.json()["id"]))["resource"]
    assert (resource["kind"], resource["location_ids"], resource["skills"]) == ("room", [location], ["step-free"])
