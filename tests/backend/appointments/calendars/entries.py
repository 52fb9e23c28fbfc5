"""Appointments as calendars are told of them, and what stands in documents about them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar

from backend.appointments.calendars.model import CalendarEntry, Organiser

BERLIN: Final = ZoneInfo("Europe/Berlin")
UID: Final = "0198b2c4-5f6a-7d10-8c3e-1b2f3a4d5e6f@termine.example.org"
START: Final = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)

_ENTRY: Final = CalendarEntry(
    uid=UID,
    sequence=0,
    starts_at=START,
    ends_at=START + timedelta(minutes=30),
    summary="Beratung zu Ihrem Tarif",
    description="Bitte bringen Sie Ihre letzte Rechnung mit.\nWir freuen uns auf Sie.",
    place="Kundenzentrum, Marktplatz 1, 12345 Lindental",
    url="https://portal.example.org/termine",
    cancelled=False,
    organiser=Organiser("Stadtwerke Lindental", "termine@example.org"),
    attendee="ingrid@example.org",
    created_at=datetime(2026, 5, 1, 12, 0, tzinfo=UTC),
    changed_at=datetime(2026, 5, 2, 12, 0, tzinfo=UTC),
    reminders=(timedelta(hours=24), timedelta(hours=2)),
)


def entry(**changes: Any) -> CalendarEntry:
    return replace(_ENTRY, **changes)


def at(start: datetime, **changes: Any) -> CalendarEntry:
    return entry(starts_at=start, ends_at=start + timedelta(minutes=30), **changes)


def events(document: bytes) -> list[Any]:
    """icalendar's events, without its types: they say that any property may be of any kind."""
    return list(Calendar.from_ical(document).events)


def only_event(document: bytes) -> Any:
    [event] = events(document)
    return event


def unfolded(document: bytes) -> list[str]:
    """The lines of a document, put together again (RFC 5545, 3.1)."""
    return document.decode().replace("\r\n ", "").split("\r\n")


def of(*properties: str, zone: str = "", uid: str = "theirs") -> bytes:
    """A document that another program could have written."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Other//Program//EN", *zone.split(), "BEGIN:VEVENT"]
    lines += [f"UID:{uid}", "DTSTAMP:20260501T120000Z", *properties, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()
