"""Servers go down, lines break after the work is done, others write at the same time: nothing is lost or doubled."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.appointments.calendars.caldav_client import busy, check, delete, find_calendars, put
from backend.appointments.calendars.transport import CalendarAccess, CalendarUnreachable
from tests.backend.appointments.calendars.entries import BERLIN, START, UID, at, entry
from tests.backend.appointments.calendars.staff import WEEK, Calendar
from tests.fixtures.radicale import running_radicale
from tests.support.cutting_proxy import CuttingProxy

LATER = START + timedelta(days=1)


async def test_a_server_that_is_down_for_a_while() -> None:
    async with running_radicale() as server:
        person = server.person("ingrid")
        calendar = Calendar(person, await person.make_calendar("termine"))
        await put(calendar.access, entry(), BERLIN)
        await server.stop()
        moved = at(LATER, sequence=1)
        for attempt in (
            put(calendar.access, moved, BERLIN),
            delete(calendar.access, UID),
            calendar.view(),
            check(calendar.access),
            find_calendars(calendar.access),
        ):
            with pytest.raises(CalendarUnreachable):
                await attempt
        await server.start()
        await put(calendar.access, moved, BERLIN)
        [event] = calendar.events()
        assert event.start == LATER
        assert [kept.starts_at for kept in (await calendar.view()).ours] == [LATER]


async def test_an_answer_that_never_comes(
    calendar: Calendar, proxy: CuttingProxy, through_proxy: CalendarAccess
) -> None:
    """The server has it, and we do not know. Doing it again makes no second one, however often."""
    proxy.swallows = "PUT"
    for _ in range(3):
        with pytest.raises(CalendarUnreachable):
            await put(through_proxy, entry(), BERLIN)
    assert proxy.seen.count("PUT") == 3
    proxy.swallows = ""
    await put(through_proxy, entry(), BERLIN)
    assert [event["UID"] for event in calendar.events()] == [UID]


async def test_a_deletion_of_which_nobody_heard(
    calendar: Calendar, proxy: CuttingProxy, through_proxy: CalendarAccess
) -> None:
    await put(calendar.access, entry(), BERLIN)
    proxy.swallows = "DELETE"
    with pytest.raises(CalendarUnreachable):
        await delete(through_proxy, UID)
    assert calendar.events() == []
    await delete(through_proxy, UID)


async def test_somebody_writes_between_our_reading_and_writing(
    calendar: Calendar, proxy: CuttingProxy, through_proxy: CalendarAccess
) -> None:
    """The first attempt is refused, because what is there is not what was read (RFC 9110, 13.1.1)."""
    await put(calendar.access, entry(), BERLIN)
    address = calendar.only_address()
    theirs = (await calendar.person.get(address)).replace("Beratung", "Wichtige Beratung")

    async def write() -> None:
        await calendar.person.put(address, theirs.encode())

    proxy.before["PUT"] = write
    await put(through_proxy, at(LATER, sequence=1), BERLIN)
    assert proxy.seen.count("PUT") == 2
    [event] = calendar.events()
    assert (event.start, event["SUMMARY"]) == (LATER, "Beratung zu Ihrem Tarif")


async def test_an_older_state_gives_way_to_a_newer_one_that_is_written_meanwhile(
    calendar: Calendar, proxy: CuttingProxy, through_proxy: CalendarAccess
) -> None:
    await put(calendar.access, entry(), BERLIN)

    async def move() -> None:
        await put(calendar.access, at(LATER, sequence=2), BERLIN)

    proxy.before["PUT"] = move
    await put(through_proxy, entry(sequence=1), BERLIN)
    [event] = calendar.events()
    assert (event["SEQUENCE"], event.start) == (2, LATER)


async def test_two_write_a_new_entry_at_once(
    calendar: Calendar, proxy: CuttingProxy, through_proxy: CalendarAccess
) -> None:
    async def write() -> None:
        await put(calendar.access, entry(), BERLIN)

    proxy.before["PUT"] = write
    await put(through_proxy, entry(), BERLIN)
    assert proxy.seen.count("PUT") == 2
    assert [event["UID"] for event in calendar.events()] == [UID]


async def test_the_same_name_under_another_address_meanwhile(
    calendar: Calendar, proxy: CuttingProxy, through_proxy: CalendarAccess
) -> None:
    """A server refuses a second entry with one UID (RFC 4791, 5.3.2.1), which is then looked for again."""

    async def write() -> None:
        await put(calendar.access, entry(), BERLIN)
        content = await calendar.person.get(calendar.only_address())
        await calendar.person.delete(calendar.only_address())
        await calendar.person.put(f"{calendar.address}another-name.ics", content.encode())

    proxy.before["PUT"] = write
    await put(through_proxy, at(LATER, sequence=1), BERLIN)
    [event] = calendar.events()
    assert (event["UID"], event.start) == (UID, LATER)


async def test_many_workers_at_once(calendar: Calendar) -> None:
    states = [at(START + timedelta(hours=number), sequence=number) for number in range(6)]
    await asyncio.gather(
        *(put(calendar.access, state, BERLIN) for state in states), return_exceptions=True
    )  # Some may give up after so many refusals; a job would try again.
    for state in states:
        await put(calendar.access, state, BERLIN)
    [event] = calendar.events()
    assert event["SEQUENCE"] == 5


async def test_who_is_refused_again_and_again_gives_up_for_now(
    calendar: Calendar, proxy: CuttingProxy, through_proxy: CalendarAccess
) -> None:
    await put(calendar.access, entry(), BERLIN)
    address = calendar.only_address()

    async def write_again() -> None:
        content = (await calendar.person.get(address)).replace("Beratung", f"Beratung {len(proxy.seen)}", 1)
        await calendar.person.put(address, content.encode())
        proxy.before["PUT"] = write_again

    proxy.before["PUT"] = write_again
    with pytest.raises(CalendarUnreachable):
        await put(through_proxy, at(LATER, sequence=1), BERLIN)
    assert len(calendar.events()) == 1


async def test_a_line_that_breaks_while_reading(proxy: CuttingProxy, through_proxy: CalendarAccess) -> None:
    proxy.swallows = "REPORT"
    with pytest.raises(CalendarUnreachable):
        await busy(through_proxy, WEEK, BERLIN, lambda _: False)


async def test_the_password_is_told_to_nobody(calendar: Calendar, caplog: pytest.LogCaptureFixture) -> None:
    secret = "correct horse battery"
    caplog.set_level("DEBUG")
    told = [repr(replace(calendar.access, password=secret))]
    for address in (calendar.address, "http://localhost:1/"):
        with pytest.raises(Exception, match="calendar") as caught:
            await put(replace(calendar.access, address=address, password=secret), entry(), BERLIN)
        told.append("".join(map(str, (caught.value, caught.value.__cause__, vars(caught.value)))))
    told.append(caplog.text)
    encoded = "YWdlbnQ"  # How Basic would begin: "agent".
    assert not any(secret in text or encoded in text for text in told)
