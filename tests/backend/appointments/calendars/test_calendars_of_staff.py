"""The portal's appointments in people's calendars, and their own appointments in the portal, on a real server."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.appointments.calendars.caldav_client import check, delete, find_calendars, put
from backend.appointments.calendars.ics import file, invitation
from backend.appointments.calendars.model import BusyTime, FoundCalendar, KeptEntry
from backend.appointments.calendars.plain_text import lines
from backend.appointments.calendars.refusals import (
    CalendarMissing,
    CalendarPasswordRefused,
    CalendarRefusesEntry,
    NotACalendar,
)
from backend.core.errors import Problem
from tests.backend.appointments.calendars.entries import BERLIN, START, UID, at, entry, of
from tests.backend.appointments.calendars.staff import Calendar, access
from tests.backend.appointments.calendars.test_texts import ESCAPES, INJECTION
from tests.fixtures.radicale import Person

HALF_AN_HOUR = timedelta(minutes=30)
LATER = START + timedelta(days=1)


@pytest.mark.parametrize("where", ["", "/", "/{name}/", "/{name}/termine/", "/{name}/termine", "/nothing/here/"])
async def test_calendars_are_found_from_anywhere_on_the_server(calendar: Calendar, where: str) -> None:
    person = calendar.person
    await person.make_calendar("aufgaben", kind="VTODO")
    await person.make_calendar("privat & mehr")
    found = await find_calendars(access(person, person.server.origin + where.format(name=person.name)))
    assert {entry.name for entry in found} == {"termine", "privat & mehr"}
    for one in found:
        assert await check(access(person, one.address)) == one


async def test_a_calendar_is_ready(calendar: Calendar) -> None:
    assert await check(calendar.access) == FoundCalendar(calendar.address, "termine")
    assert await check(access(calendar.person, calendar.address.rstrip("/"))) == FoundCalendar(
        calendar.address, "termine"
    )


async def test_what_is_wrong_with_an_address_is_told_apart(calendar: Calendar) -> None:
    person = calendar.person
    tasks = await person.make_calendar("aufgaben", kind="VTODO")
    wrong: dict[str, type[Problem]] = {
        f"{person.home}no-such/": CalendarMissing,
        person.home: NotACalendar,
        tasks: NotACalendar,
    }
    for address, problem in wrong.items():
        with pytest.raises(problem):
            await check(access(person, address))
    with pytest.raises(CalendarPasswordRefused):
        await check(access(person, calendar.address, password="guessed"))
    with pytest.raises(CalendarPasswordRefused):
        await find_calendars(access(person, calendar.address, password=""))


async def test_a_calendar_only_for_reading(calendar: Calendar) -> None:
    colleague = calendar.person.server.person(f"{calendar.person.name}-colleague")
    with pytest.raises(CalendarRefusesEntry):
        await check(access(colleague, calendar.address))
    with pytest.raises(CalendarRefusesEntry):
        await put(access(colleague, calendar.address), entry(), BERLIN)
    await put(calendar.access, entry(), BERLIN)
    with pytest.raises(CalendarRefusesEntry):
        await delete(access(colleague, calendar.address), UID)
    assert len(calendar.events()) == 1


async def test_a_booked_appointment_stands_in_the_calendar(calendar: Calendar) -> None:
    await put(calendar.access, entry(), BERLIN)
    [event] = calendar.events()
    assert (event["UID"], event.start, event["SUMMARY"]) == (UID, START, "Beratung zu Ihrem Tarif")
    assert len(event.walk("VALARM")) == 2


async def test_a_moved_appointment_stands_there_once_at_its_new_time(calendar: Calendar) -> None:
    await put(calendar.access, entry(), BERLIN)
    await put(calendar.access, at(LATER, sequence=1), BERLIN)
    [event] = calendar.events()
    assert (event["UID"], event["SEQUENCE"], event.start) == (UID, 1, LATER)


async def test_a_cancelled_appointment_is_shown_as_such(calendar: Calendar) -> None:
    await put(calendar.access, entry(), BERLIN)
    await put(calendar.access, entry(sequence=1, cancelled=True), BERLIN)
    [event] = calendar.events()
    assert (event["UID"], event["STATUS"], event["TRANSP"]) == (UID, "CANCELLED", "TRANSPARENT")


async def test_an_appointment_can_be_taken_out_and_that_again(calendar: Calendar) -> None:
    await put(calendar.access, entry(), BERLIN)
    await put(calendar.access, entry(uid="another@termine.example.org"), BERLIN)
    await delete(calendar.access, UID)
    await delete(calendar.access, UID)
    assert [event["UID"] for event in calendar.events()] == ["another@termine.example.org"]


async def test_writing_it_again_changes_nothing(calendar: Calendar) -> None:
    for _ in range(3):
        await put(calendar.access, entry(), BERLIN)
    assert len(calendar.events()) == 1


async def test_a_later_state_stays(calendar: Calendar) -> None:
    """Two workers may have loaded the appointment before and after it was moved."""
    await put(calendar.access, at(LATER, sequence=1), BERLIN)
    await put(calendar.access, entry(sequence=0), BERLIN)
    [event] = calendar.events()
    assert event.start == LATER


async def test_what_somebody_deletes_in_their_calendar_is_seen_and_can_be_put_back(calendar: Calendar) -> None:
    await put(calendar.access, entry(), BERLIN)
    assert (await calendar.view()).ours == (KeptEntry(UID, 0, START, START + HALF_AN_HOUR),)
    await calendar.person.delete(calendar.only_address())
    assert (await calendar.view()).ours == ()
    await put(calendar.access, entry(), BERLIN)
    assert [kept.uid for kept in (await calendar.view()).ours] == [UID]


async def test_what_somebody_moves_in_their_calendar_is_seen_and_the_portal_goes_on_from_there(
    calendar: Calendar,
) -> None:
    await put(calendar.access, entry(), BERLIN)
    address = calendar.only_address()
    theirs = (
        (await calendar.person.get(address))
        .replace("20260511T10", "20260511T14")
        .replace("\nSEQUENCE:0", "\nSEQUENCE:5")
    )
    await calendar.person.put(address, theirs.encode())
    [kept] = (await calendar.view()).ours
    assert (kept.starts_at, kept.sequence) == (START + timedelta(hours=4), 0)
    await put(calendar.access, at(LATER, sequence=1), BERLIN)
    [event] = calendar.events()
    assert event.start == LATER


async def test_an_entry_is_found_wherever_it_lies_in_the_calendar(calendar: Calendar) -> None:
    """Some servers and programs give entries names of their own."""
    await calendar.person.put(
        f"{calendar.address}renamed%20by%20them.ics", file(entry(), BERLIN).replace(b"METHOD:PUBLISH\r\n", b"")
    )
    await put(calendar.access, at(LATER, sequence=1), BERLIN)
    [event] = calendar.events()
    assert (event["UID"], event.start) == (UID, LATER)
    await delete(calendar.access, UID)
    assert calendar.events() == []


async def test_somebody_else_is_busy_and_we_are_not(calendar: Calendar) -> None:
    theirs = {
        "dentist": of("DTSTART:20260511T100000Z", "DTEND:20260511T110000Z", "SUMMARY:Zahnarzt"),
        "jour-fixe": of(
            "DTSTART;TZID=Europe/Berlin:20260101T140000",
            "DTEND;TZID=Europe/Berlin:20260101T150000",
            "RRULE:FREQ=WEEKLY",
            uid="weekly",
        ),
        "day-off": of("DTSTART;VALUE=DATE:20260513", "DTEND;VALUE=DATE:20260514", uid="day"),
        "birthday": of("DTSTART;VALUE=DATE:20260512", "TRANSP:TRANSPARENT", uid="birthday"),
        "called-off": of("DTSTART:20260512T100000Z", "DTEND:20260512T110000Z", "STATUS:CANCELLED", uid="off"),
    }
    for name, document in theirs.items():
        await calendar.person.put(f"{calendar.address}{name}.ics", document)
    await put(calendar.access, entry(), BERLIN)
    seen = await calendar.view()
    assert seen.busy == tuple(
        BusyTime(datetime(2026, 5, *start, tzinfo=UTC), datetime(2026, 5, *end, tzinfo=UTC))
        for start, end in [((11, 10), (11, 11)), ((12, 22), (13, 22)), ((14, 12), (14, 13))]
    )
    assert [kept.uid for kept in seen.ours] == [UID]
    assert seen.unreadable == 0


@pytest.mark.parametrize(
    "text",
    [INJECTION, ESCAPES, "<script>alert(1)</script> & ]]>", "ä😀" * 5_000, "\x00\ud800\ufffe\u202e", "Zeile\n" * 2_000],
)
async def test_whatever_was_typed_gets_there(calendar: Calendar, text: str) -> None:
    await put(calendar.access, entry(summary=f"x{text}", description=text, place=text), BERLIN)
    [event] = calendar.events()
    assert str(event.get("DESCRIPTION", "")) == lines(text)
    assert [kept.uid for kept in (await calendar.view()).ours] == [UID]


async def test_people_can_put_what_they_get_by_mail_into_their_calendars(calendar: Calendar) -> None:
    await calendar.person.put(f"{calendar.address}mail.ics", invitation(entry(), BERLIN))
    await calendar.person.put(f"{calendar.address}file.ics", file(entry(uid="file@termine.example.org"), BERLIN))
    assert sorted(event["UID"] for event in calendar.events()) == [UID, "file@termine.example.org"]


async def test_a_changed_password_is_told_until_we_know_it(calendar: Calendar) -> None:
    await put(calendar.access, entry(), BERLIN)
    calendar.person.change_password("another")
    for attempt in (put(calendar.access, at(LATER, sequence=1), BERLIN), delete(calendar.access, UID), calendar.view()):
        with pytest.raises(CalendarPasswordRefused):
            await attempt
    await put(access(calendar.person, calendar.address, password="another"), at(LATER, sequence=1), BERLIN)
    [event] = calendar.events()
    assert event.start == LATER


async def test_a_calendar_that_is_gone_is_told(calendar: Calendar) -> None:
    await put(calendar.access, entry(), BERLIN)
    await calendar.person.delete(calendar.address)
    for attempt in (
        put(calendar.access, entry(sequence=1), BERLIN),
        delete(calendar.access, UID),
        calendar.view(),
        check(calendar.access),
    ):
        with pytest.raises(CalendarMissing):
            await attempt


async def test_on_both_days_of_the_change_of_clocks(person: Person) -> None:
    for number, day in enumerate((datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC))):
        calendar = Calendar(person, await person.make_calendar(f"day{number}"))
        for half_hour in range(8):
            moment = day + HALF_AN_HOUR * half_hour
            await put(calendar.access, at(moment, uid=f"{half_hour}@termine.example.org"), BERLIN)
        kept = {event["UID"]: event.start.astimezone(UTC) for event in calendar.events()}
        assert kept == {f"{number}@termine.example.org": day + HALF_AN_HOUR * number for number in range(8)}
