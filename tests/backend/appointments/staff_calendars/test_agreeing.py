"""The portal and the calendar of an adviser agree, whatever happens to either: on a real server."""

from datetime import datetime, timedelta

import pytest

from backend.appointments.availability.model import Wish
from backend.appointments.booking import operations as bookings
from backend.appointments.booking import queries as free
from backend.appointments.calendars.refusals import CalendarPasswordRefused
from backend.appointments.staff_calendars import queries
from backend.appointments.staff_calendars.operations import looking, owning
from backend.appointments.staff_calendars.operations.owning import Owner
from backend.core.database import SYSTEM, transaction
from tests.backend.appointments.booking.office import NOBODY, NOW, Office, at, rows
from tests.backend.appointments.calendars.staff import Calendar
from tests.backend.appointments.staff_calendars.advisers import account_of
from tests.fixtures.radicale import PASSWORD, Radicale, running_radicale
from tests.support.cutting_proxy import CuttingProxy

MINUTE = timedelta(minutes=1)


async def connect(office: Office, calendar: Calendar, *, address: str = "", password: str = PASSWORD) -> None:
    await owning.connect(
        owner=Owner(await account_of(office), office.settings),
        address=address or calendar.address,
        user_name=calendar.person.name,
        password=password,
        now=NOW,
    )


async def look(office: Office, *, now: datetime = NOW) -> int:
    """What the worker does each minute; how many calendars it looked at."""
    due = await queries.due_links(now=now)
    for link_id in due:
        async with transaction(SYSTEM):
            assert await looking.claim(link_id=link_id, now=now)
        await looking.look(link_id=link_id, settings=office.settings, now=now)
    return len(due)


async def free_times(office: Office) -> list[datetime]:
    async with transaction(SYSTEM):
        found = await free.free_times(
            service_id=office.service_id,
            wish=Wish("phone"),
            start=at(0),
            most=40,
            now=NOW,
            zone=office.settings.time_zone,
        )
    return [time.starts_at for time in found.times]


def starts(calendar: Calendar) -> list[datetime]:
    return sorted(event.start for event in calendar.events())


async def link() -> dict[str, object]:
    [row] = await rows("select * from calendar_link")
    return row


async def test_appointments_are_written_moved_and_taken_out(office: Office, calendar: Calendar) -> None:
    await connect(office, calendar)
    booking_id = await office.book(at(9))
    other_id = await office.book(at(11), number=2)
    await look(office)
    assert starts(calendar) == [at(9), at(11)]
    uids = {event["UID"] for event in calendar.events()}

    await office.move(booking_id, at(10), now=NOW + MINUTE)
    await look(office, now=NOW + 2 * MINUTE)
    assert starts(calendar) == [at(10), at(11)]
    assert {event["UID"] for event in calendar.events()} == uids

    await bookings.cancel(booking_id=other_id, hand=NOBODY, now=NOW + 3 * MINUTE)
    await look(office, now=NOW + 4 * MINUTE)
    assert starts(calendar) == [at(10)]


async def test_nothing_about_the_customer_leaves_the_portal(office: Office, calendar: Calendar) -> None:
    await connect(office, calendar)
    booking_id = await office.book(at(9))
    await look(office)
    [document] = calendar.person.documents(calendar.address).values()
    text = document.decode()
    assert "Beratung" in text
    assert f"/service/agenda/{booking_id}" in text.replace("\r\n ", "")
    assert "Erika" not in text
    assert "erika@example.org" not in text
    assert "9120" not in text


async def test_what_stands_in_the_calendar_is_no_time_for_appointments(office: Office, calendar: Calendar) -> None:
    assert at(9) in await free_times(office)
    await calendar.person.put(f"{calendar.address}dentist.ics", _event("dentist", at(9, 10), at(10, 5)))
    await connect(office, calendar)
    await look(office)
    times = await free_times(office)
    assert at(9) not in times
    assert at(9, 30) not in times
    assert at(10) not in times
    assert at(10, 30) in times
    await calendar.person.delete(f"{calendar.address}dentist.ics")
    await look(office, now=NOW + looking.REGULARLY)
    assert at(9) in await free_times(office)


async def test_our_own_entries_do_not_block_what_they_stand_for(office: Office, calendar: Calendar) -> None:
    await connect(office, calendar)
    booking_id = await office.book(at(9))
    await look(office)
    await look(office, now=NOW + looking.REGULARLY)
    assert await rows("select from calendar_busy") == []
    await bookings.cancel(booking_id=booking_id, hand=NOBODY, now=NOW + MINUTE)
    assert at(9) in await free_times(office)


async def test_looking_again_writes_nothing(office: Office, calendar: Calendar, proxy: CuttingProxy) -> None:
    await connect(office, calendar, address=calendar.address.replace(calendar.person.server.origin, proxy.origin))
    await office.book(at(9))
    await look(office)
    assert proxy.seen.count("PUT") == 1
    for times in range(1, 4):
        assert await look(office, now=NOW + times * looking.REGULARLY) == 1
    assert proxy.seen.count("PUT") == 1


async def test_an_answer_that_never_comes_makes_no_second_entry(
    office: Office, calendar: Calendar, proxy: CuttingProxy
) -> None:
    await connect(office, calendar, address=calendar.address.replace(calendar.person.server.origin, proxy.origin))
    await office.book(at(9))
    proxy.swallows = "PUT"
    await look(office)
    assert (await link())["problem"] == "calendar-unreachable"
    proxy.swallows = ""
    await look(office, now=NOW + looking.LONGEST_PAUSE)
    assert starts(calendar) == [at(9)]
    assert (await link())["problem"] == ""


async def test_a_server_that_is_down_is_asked_less_and_less_and_then_gets_all(office: Office) -> None:
    async with running_radicale() as server:
        calendar = await _calendar_on(server)
        await connect(office, calendar)
        await server.stop()
        await office.book(at(9))
        now, pauses = NOW, []
        for _ in range(8):
            assert await look(office, now=now) == 1
            state = await link()
            pauses.append(state["next_at"] - now)  # type: ignore[operator]  # the columns are moments
            assert await look(office, now=now + MINUTE / 2) == 0
            now = state["next_at"]  # type: ignore[assignment]  # as above
        assert pauses == sorted(pauses)
        assert pauses[-1] == looking.LONGEST_PAUSE
        assert (await link())["failing_since"] == NOW
        await server.start()
        await look(office, now=now)
        assert starts(calendar) == [at(9)]
        assert (await link())["failing_since"] is None


async def test_a_changed_password_is_tried_once(office: Office, calendar: Calendar, proxy: CuttingProxy) -> None:
    await connect(office, calendar, address=calendar.address.replace(calendar.person.server.origin, proxy.origin))
    await look(office)
    calendar.person.change_password("another one")
    await office.book(at(9), now=NOW + MINUTE)
    await look(office, now=NOW + 2 * MINUTE)
    state = await link()
    assert (state["problem"], state["password"]) == ("calendar-password-refused", None)
    asked = len(proxy.seen)
    assert await look(office, now=NOW + timedelta(days=1)) == 0
    assert len(proxy.seen) == asked
    await connect(office, calendar, password="another one")
    await look(office, now=NOW + timedelta(minutes=5))
    assert starts(calendar) == [at(9)]


async def test_what_somebody_deletes_in_the_calendar_is_told_and_not_written_again(
    office: Office, calendar: Calendar
) -> None:
    await connect(office, calendar)
    booking_id = await office.book(at(9))
    await look(office)
    await calendar.person.delete(calendar.only_address())
    for times in (1, 2):
        await look(office, now=NOW + times * looking.REGULARLY)
        assert starts(calendar) == []
    [copy] = await rows("select missing_since from calendar_copy")
    assert copy["missing_since"] == NOW + looking.REGULARLY
    later = NOW + 3 * looking.REGULARLY
    await office.move(booking_id, at(10), now=later)
    await look(office, now=later + MINUTE)
    assert starts(calendar) == [at(10)]
    await look(office, now=later + looking.REGULARLY + MINUTE)
    [copy] = await rows("select missing_since from calendar_copy")
    assert copy["missing_since"] is None


async def test_what_somebody_moves_in_the_calendar_is_put_back(office: Office, calendar: Calendar) -> None:
    """The customer has been told of the time in the portal."""
    await connect(office, calendar)
    await office.book(at(9))
    await look(office)
    address = calendar.only_address()
    moved = (await calendar.person.get(address)).replace("T090000", "T150000").replace("T093000", "T153000")
    await calendar.person.put(address, moved.encode())
    assert starts(calendar) == [at(15)]
    await look(office, now=NOW + looking.REGULARLY)
    assert starts(calendar) == [at(9)]


async def test_a_group_is_one_entry(office: Office, calendar: Calendar) -> None:
    await rows("update service set capacity = 5")
    await connect(office, calendar)
    first = await office.book(at(9))
    await office.book(at(9), number=2)
    await look(office)
    assert starts(calendar) == [at(9)]
    await bookings.cancel(booking_id=first, hand=NOBODY, now=NOW + MINUTE)
    await look(office, now=NOW + 2 * MINUTE)
    assert starts(calendar) == [at(9)]


async def test_a_calendar_that_cannot_be_used_is_not_connected(office: Office, calendar: Calendar) -> None:
    with pytest.raises(CalendarPasswordRefused):
        await connect(office, calendar, password="wrong")
    assert await rows("select from calendar_link") == []


async def test_two_workers_do_not_look_at_once(office: Office, calendar: Calendar) -> None:
    await connect(office, calendar)
    now = NOW + looking.REGULARLY
    [link_id] = await queries.due_links(now=now)
    async with transaction(SYSTEM):
        claimed = [await looking.claim(link_id=link_id, now=now) for _ in range(2)]
    assert claimed == [True, False]


async def _calendar_on(server: Radicale) -> Calendar:
    person = server.person("ingrid")
    return Calendar(person, await person.make_calendar("termine"))


def _event(uid: str, start: datetime, end: datetime) -> bytes:
    stamp = "%Y%m%dT%H%M%S"
    return "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//x//y//EN",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20261101T000000Z",
            f"DTSTART;TZID=Europe/Berlin:{start:{stamp}}",
            f"DTEND;TZID=Europe/Berlin:{end:{stamp}}",
            "SUMMARY:Zahnarzt",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    ).encode()
