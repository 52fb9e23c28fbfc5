"""The files that come with mails, in a calendar on a real server: one entry that is booked, moves, and is cancelled."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from backend.appointments.booking import operations
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import MINUTE, NOBODY, NOW, at, open_office
from tests.backend.appointments.calendars.entries import only_event
from tests.backend.appointments.calendars.staff import Calendar
from tests.backend.appointments.notices.post import sent


@pytest.mark.usefixtures("database")
async def test_what_mails_bring_is_one_appointment_on_a_calendar_server(calendar: Calendar, tmp_path: Path) -> None:
    settings = Settings(public_url="http://localhost:8000", var_dir=tmp_path, secret_key=SecretStr("k" * 32))
    office = await open_office(settings)
    booking_id = await office.book(at(10))
    booked = await _put_newest(calendar, settings, minutes=0)
    await office.move(booking_id, at(15), now=NOW + MINUTE)
    moved = await _put_newest(calendar, settings, minutes=1)
    await operations.cancel(booking_id=booking_id, hand=NOBODY, now=NOW + 2 * MINUTE)
    cancelled = await _put_newest(calendar, settings, minutes=2)

    assert len(calendar.events()) == 1
    events = (booked, moved, cancelled)
    assert len({str(event["UID"]) for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [event.start for event in events] == [at(10), at(15), at(15)]
    assert {event["DTSTART"].params["TZID"] for event in events} == {"Europe/Berlin"}
    assert [len(event.alarms.times) for event in events] == [1, 1, 0]


async def _put_newest(calendar: Calendar, settings: Settings, *, minutes: int) -> Any:
    """The event of the mail that is written now, as the server gives it back."""
    [mail] = await sent(settings, NOW + minutes * MINUTE)
    [file] = mail.iter_attachments()
    document = bytes(file.get_payload(decode=True) or b"")
    address = f"{calendar.address}{only_event(document)['UID']}.ics"
    await calendar.person.put(address, document)
    return only_event((await calendar.person.get(address)).encode())
