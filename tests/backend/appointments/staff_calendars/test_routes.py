"""Staff connect their own calendar over HTTP, and nobody else's: on a real server."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import pytest

from backend.appointments.staff_calendars.operations import looking, owning
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from tests.backend.appointments.booking.office import Office, rows
from tests.backend.appointments.calendars.staff import Calendar
from tests.backend.appointments.staff_calendars.advisers import account_of
from tests.backend.identity.people import make_account
from tests.fixtures.radicale import PASSWORD, Person, running_radicale
from tests.support.devices import Device, NewDevice, devices
from tests.support.web_server import running_web_server

CALENDAR = "/service/calendar"


async def find(desk: Device, person: Person, *, address: str = "", password: str = PASSWORD) -> Any:
    typed = {"address": address or person.server.origin, "user_name": person.name, "password": password}
    return await desk.post(f"{CALENDAR}/find", json=typed)


async def connect(desk: Device, calendar: Calendar, *, password: str = PASSWORD) -> Any:
    typed = {"calendar": calendar.address, "user_name": calendar.person.name, "password": password}
    return await desk.post(CALENDAR, json=typed)


async def seen(desk: Device, language: str = "de") -> Any:
    """The calendar as its owner sees it."""
    answer = await desk.get(CALENDAR, params={"language": language})
    assert answer.status_code == 200, answer.text
    return answer.json()["calendar"]


async def book(office: Office, *, days: int = 7) -> datetime:
    """An appointment with the adviser, in so many weekdays."""
    day = (utc_now() + timedelta(days=days)).astimezone(office.settings.time_zone)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    start = day.replace(hour=10, minute=0, second=0, microsecond=0)
    await office.book(start, now=utc_now(), number=days)
    return start


def slug(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


async def test_find_connect_and_see(desk: Device, office: Office, calendar: Calendar) -> None:
    start = await book(office)
    await calendar.person.make_calendar("privat")
    found = await find(desk, calendar.person)
    assert {entry["name"] for entry in found.json()["calendars"]} == {"termine", "privat"}
    assert await seen(desk) is None

    assert (await connect(desk, calendar)).status_code == 204
    assert [event.start for event in calendar.events()] == [start]
    shown = await seen(desk)
    assert (shown["name"], shown["user_name"]) == ("termine", calendar.person.name)
    assert shown["server"] == calendar.person.server.origin.removeprefix("http://")
    assert (shown["health"], shown["written"], shown["problem"], shown["deleted"]) == ("well", 1, "", [])
    assert datetime.fromisoformat(shown["next_at"]) - datetime.fromisoformat(shown["seen_at"]) == looking.REGULARLY


async def test_the_password_is_sealed_and_never_told(desk: Device, office: Office, calendar: Calendar) -> None:
    answers = [await find(desk, calendar.person), await connect(desk, calendar), await desk.get(CALENDAR)]
    [row] = await rows("select password from calendar_link")
    assert PASSWORD.encode() not in row["password"]
    assert not any(PASSWORD in answer.text or "password" in answer.text for answer in answers)


async def test_what_is_missing_is_said_field_by_field(desk: Device, office: Office) -> None:
    nothing = await desk.post(f"{CALENDAR}/find", json={"address": "  "})
    assert {(error["field"], error["message_key"]) for error in nothing.json()["errors"]} == {
        ("address", "calendar-address-needed"),
        ("user_name", "calendar-user-needed"),
        ("password", "calendar-password-needed"),
    }
    odd = {"address": "x" * 501, "user_name": "a\x00b", "password": "x"}
    wrong = await desk.post(f"{CALENDAR}/find", json=odd)
    assert {error["message_key"] for error in wrong.json()["errors"]} == {"calendar-line"}
    assert {error["field"] for error in wrong.json()["errors"]} == {"address", "user_name"}


async def test_what_is_wrong_is_told_apart_and_nothing_is_kept(desk: Device, office: Office, person: Person) -> None:
    tasks = Calendar(person, await person.make_calendar("aufgaben", kind="VTODO"))
    gone = Calendar(person, f"{person.home}nothing/")
    elsewhere = Calendar(person, "ftp://calendar.example.org/")
    assert slug(await connect(desk, tasks)) == (409, "not-a-calendar")
    assert slug(await connect(desk, tasks, password="wrong")) == (409, "calendar-password-refused")
    assert slug(await connect(desk, gone)) == (409, "calendar-missing")
    assert slug(await connect(desk, elsewhere)) == (400, "calendar-address-not-allowed")
    assert slug(await find(desk, person)) == (409, "not-a-calendar"), "there is none for appointments"
    assert await seen(desk) is None


async def test_this_machine_is_forbidden_in_production(office: Office, calendar: Calendar) -> None:
    account_id = await account_of(office)
    async with devices(office.settings.model_copy(update={"calendars_may_be_local": False})) as new_device:
        desk = await new_device(account_id)
        for address in (calendar.address.replace("http:", "https:"), "localhost", "169.254.169.254"):
            assert slug(await find(desk, calendar.person, address=address)) == (400, "calendar-address-is-local")
        assert slug(await find(desk, calendar.person)) == (400, "calendar-address-not-allowed"), "it is not encrypted"


async def test_a_server_that_keeps_people_waiting_does_not_answer(
    desk: Device, office: Office, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owning, "_SECONDS_TO_ASK", 0.3)

    given_up = asyncio.Event()

    async def say_nothing(head: str) -> AsyncIterator[bytes]:
        await given_up.wait()
        yield b""

    async with running_web_server(say_nothing) as server:
        begin = perf_counter()
        assert slug(await find(desk, person, address=server.origin)) == (502, "calendar-unreachable")
        assert perf_counter() - begin < 5
        given_up.set()


async def test_a_slow_look_goes_on_in_the_background(
    desk: Device, office: Office, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    await book(office)
    monkeypatch.setattr(owning, "_SECONDS_TO_LOOK", 0.0)
    assert (await connect(desk, calendar)).status_code == 204
    shown = await seen(desk)
    assert (shown["health"], shown["is_looked_at"]) == ("waiting", False)
    assert datetime.fromisoformat(shown["next_at"]) <= utc_now()


async def test_a_server_that_is_down_is_told_and_tried_again(desk: Device, office: Office) -> None:
    async with running_radicale() as server:
        person = server.person("ingrid")
        calendar = Calendar(person, await person.make_calendar("termine"))
        assert (await connect(desk, calendar)).status_code == 204
        await server.stop()
        assert slug(await find(desk, person)) == (502, "calendar-unreachable")
        assert (await desk.post(f"{CALENDAR}/look")).status_code == 204
        shown = await seen(desk)
        assert (shown["health"], shown["problem"]) == ("failing", "calendar-unreachable")
        assert datetime.fromisoformat(shown["next_at"]) > datetime.fromisoformat(shown["failing_since"])
        await server.start()
        start = await book(office)
        assert (await desk.post(f"{CALENDAR}/look")).status_code == 204
        assert (await seen(desk))["health"] == "well"
        assert [event.start for event in calendar.events()] == [start]


async def test_another_password(desk: Device, office: Office, calendar: Calendar) -> None:
    await connect(desk, calendar)
    calendar.person.change_password("another one")
    await desk.post(f"{CALENDAR}/look")
    stopped = await seen(desk)
    assert (stopped["health"], stopped["next_at"]) == ("stopped", None)
    assert slug(await desk.post(f"{CALENDAR}/look")) == (409, "calendar-password-refused")
    wrong = await desk.put(f"{CALENDAR}/password", json={"password": PASSWORD})
    assert slug(wrong) == (409, "calendar-password-refused")
    start = await book(office)
    assert (await desk.put(f"{CALENDAR}/password", json={"password": "another one"})).status_code == 204
    assert (await seen(desk))["health"] == "well"
    assert [event.start for event in calendar.events()] == [start]


async def test_what_was_deleted_is_listed_and_written_again(desk: Device, office: Office, calendar: Calendar) -> None:
    start = await book(office)
    await connect(desk, calendar)
    await calendar.person.delete(calendar.only_address())
    await desk.post(f"{CALENDAR}/look")
    [deleted] = (await seen(desk, "en"))["deleted"]
    assert (deleted["service"], datetime.fromisoformat(deleted["starts_at"])) == ("Advice", start)
    [booking] = await rows("select id from booking")
    assert deleted["booking_id"] == str(booking["id"])
    assert (await seen(desk))["written"] == 0

    restore = f"{CALENDAR}/deleted/{deleted['id']}/restore"
    assert (await desk.post(restore)).status_code == 204
    assert [event.start for event in calendar.events()] == [start]
    shown = await seen(desk)
    assert (shown["written"], shown["deleted"]) == (1, [])
    assert slug(await desk.post(restore)) == (404, "not-found")


async def test_a_deleted_entry_of_a_group_is_listed_too(desk: Device, office: Office, calendar: Calendar) -> None:
    await rows("update service set capacity = 5")
    await book(office)
    await connect(desk, calendar)
    await calendar.person.delete(calendar.only_address())
    await desk.post(f"{CALENDAR}/look")
    assert [entry["service"] for entry in (await seen(desk))["deleted"]] == ["Beratung"]


async def test_disconnect_and_leave_the_entries(desk: Device, office: Office, calendar: Calendar) -> None:
    start = await book(office)
    await connect(desk, calendar)
    assert (await desk.post(f"{CALENDAR}/disconnect", json={"entries": "keep"})).status_code == 204
    assert await seen(desk) is None
    assert [event.start for event in calendar.events()] == [start]
    assert await rows("select id from calendar_link") == []
    assert slug(await desk.post(f"{CALENDAR}/disconnect", json={"entries": "keep"})) == (404, "not-found")


async def test_disconnect_and_take_the_entries_out(desk: Device, office: Office, calendar: Calendar) -> None:
    await book(office)
    await book(office, days=8)
    await calendar.person.put(f"{calendar.address}own.ics", _own_entry())
    await connect(desk, calendar)
    assert len(calendar.events()) == 3
    assert (await desk.post(f"{CALENDAR}/disconnect", json={"entries": "remove"})).status_code == 204
    assert [event["UID"] for event in calendar.events()] == ["own"]
    assert await seen(desk) is None
    assert await rows("select id from calendar_link") == []


async def test_what_cannot_be_taken_out_now_is_later(desk: Device, office: Office) -> None:
    async with running_radicale() as server:
        person = server.person("ingrid")
        calendar = Calendar(person, await person.make_calendar("termine"))
        await calendar.person.put(f"{calendar.address}own.ics", _own_entry())
        await book(office)
        await connect(desk, calendar)
        assert len(await rows("select id from calendar_busy")) == 1
        await server.stop()
        assert (await desk.post(f"{CALENDAR}/disconnect", json={"entries": "remove"})).status_code == 204
        shown = await seen(desk)
        assert (shown["is_parting"], shown["health"]) == (True, "failing")
        assert await rows("select id from calendar_busy") == [], "nobody is busy by a calendar that is to be forgotten"
        await server.start()
        await book(office, days=8)
        assert (await desk.post(f"{CALENDAR}/look")).status_code == 204
        assert [event["UID"] for event in calendar.events()] == ["own"]
        assert await seen(desk) is None


async def test_parting_from_a_calendar_that_is_gone(desk: Device, office: Office, calendar: Calendar) -> None:
    await book(office)
    await connect(desk, calendar)
    await calendar.person.delete(calendar.address)
    assert (await desk.post(f"{CALENDAR}/disconnect", json={"entries": "remove"})).status_code == 204
    assert await seen(desk) is None


async def test_without_a_password_nothing_can_be_taken_out(desk: Device, office: Office, calendar: Calendar) -> None:
    await connect(desk, calendar)
    await rows("update calendar_link set password = null")
    refused = await desk.post(f"{CALENDAR}/disconnect", json={"entries": "remove"})
    assert slug(refused) == (409, "calendar-password-refused")
    assert (await desk.post(f"{CALENDAR}/disconnect", json={"entries": "keep"})).status_code == 204


async def test_a_colleague_neither_sees_nor_changes_it(
    desk: Device, office: Office, calendar: Calendar, new_device: NewDevice
) -> None:
    start = await book(office)
    await connect(desk, calendar)
    await calendar.person.delete(calendar.only_address())
    await desk.post(f"{CALENDAR}/look")
    [deleted] = (await seen(desk))["deleted"]
    account_id = await make_account("bernd@example.org", role="agent")
    await office.employ(account_id=account_id)
    colleague = await new_device(account_id)
    assert await seen(colleague) is None
    for refused in (
        await colleague.post(f"{CALENDAR}/look"),
        await colleague.put(f"{CALENDAR}/password", json={"password": "x"}),
        await colleague.post(f"{CALENDAR}/deleted/{deleted['id']}/restore"),
        await colleague.post(f"{CALENDAR}/disconnect", json={"entries": "keep"}),
    ):
        assert slug(refused) == (404, "not-found")
    own = Calendar(calendar.person, await calendar.person.make_calendar("bernd"))
    assert (await connect(colleague, own)).status_code == 204
    assert (await seen(desk))["name"] == "termine"
    assert (await desk.post(f"{CALENDAR}/deleted/{deleted['id']}/restore")).status_code == 204
    assert [event.start for event in calendar.events()] == [start]


async def test_who_gives_no_appointments_has_none(new_device: NewDevice, office: Office, calendar: Calendar) -> None:
    agent = await new_device(await make_account("desk@example.org", role="agent"))
    assert (await agent.get(CALENDAR)).json()["gives_appointments"] is False
    assert slug(await connect(agent, calendar)) == (409, "gives-no-appointments")
    assert slug(await find(agent, calendar.person)) == (409, "gives-no-appointments")


async def test_customers_are_kept_out(new_device: NewDevice, office: Office, calendar: Calendar) -> None:
    customer = await new_device(await make_account())
    assert slug(await customer.get(CALENDAR)) == (403, "not-allowed")
    assert slug(await connect(customer, calendar)) == (403, "not-allowed")
    assert slug(await customer.get(f"/service/calendars/{office.person_id}")) == (403, "not-allowed")


async def test_only_who_has_just_proven_who_they_are_types_a_password(
    desk: Device, office: Office, calendar: Calendar
) -> None:
    async with transaction(SYSTEM):
        await fetch("update portal_session set fresh_at = null")
    for refused in (
        await find(desk, calendar.person),
        await connect(desk, calendar),
        await desk.put(f"{CALENDAR}/password", json={"password": "x"}),
    ):
        assert slug(refused) == (403, "step-up-needed")


async def test_passwords_cannot_be_guessed_through_us(desk: Device, office: Office, calendar: Calendar) -> None:
    await find(desk, calendar.person, password="wrong")
    await rows(
        "insert into attempt (id, kind, subject_hash, at) select gen_random_uuid(), kind, subject_hash, at "
        "from attempt, generate_series(1, 19)"
    )
    assert slug(await find(desk, calendar.person)) == (429, "too-many-attempts")
    assert slug(await connect(desk, calendar)) == (429, "too-many-attempts")


async def test_looking_has_an_end(desk: Device, office: Office, calendar: Calendar) -> None:
    await connect(desk, calendar)
    await desk.post(f"{CALENDAR}/look")
    await rows(
        "insert into attempt (id, kind, subject_hash, at) select gen_random_uuid(), kind, subject_hash, at "
        "from attempt, generate_series(1, 19) where kind = 'calendar-look'"
    )
    assert slug(await desk.post(f"{CALENDAR}/look")) == (429, "too-many-attempts")


async def test_administrators_see_how_it_stands_and_not_where_it_is(
    desk: Device, office: Office, calendar: Calendar, new_device: NewDevice
) -> None:
    administrator = await new_device(await make_account("admin@example.org", role="administrator"))
    health = f"/service/calendars/{office.person_id}"
    assert (await administrator.get(health)).json()["health"] == "none"
    await connect(desk, calendar)
    answer = await administrator.get(health)
    assert answer.json()["health"] == "well"
    assert answer.json()["since"] == (await seen(desk))["seen_at"]
    assert calendar.person.server.origin.removeprefix("http://") not in answer.text
    assert calendar.person.name not in answer.text
    calendar.person.change_password("another one")
    await desk.post(f"{CALENDAR}/look")
    stopped = (await administrator.get(health)).json()
    assert stopped["health"] == "stopped"
    assert stopped["since"] == (await seen(desk))["failing_since"]
    assert slug(await desk.get(health)) == (403, "not-allowed")
    nobody = await administrator.get(f"/service/calendars/{office.service_id}")
    assert slug(nobody) == (404, "not-found")


def _own_entry() -> bytes:
    day = utc_now() + timedelta(days=30)
    lines = (
        *(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//x//y//EN",
            "BEGIN:VEVENT",
            "UID:own",
            "DTSTAMP:20261101T000000Z",
        ),
        *(f"DTSTART:{day:%Y%m%d}T090000Z", f"DTEND:{day:%Y%m%d}T100000Z", "SUMMARY:Zahnarzt"),
        *("END:VEVENT", "END:VCALENDAR", ""),
    )
    return "\r\n".join(lines).encode()
