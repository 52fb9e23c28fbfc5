"""What calendars are told of an appointment, and what they tell us."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Organiser:
    """Who invites: the company, or one of its people in its name."""

    name: str
    email: str


@dataclass(frozen=True)
class CalendarEntry:
    """One appointment, for one calendar. All texts may hold anything that people can type.

    `uid` is the same for as long as the appointment lives, wherever it goes; `sequence` rises with each move and with
    cancelling (RFC 5546, 2.1.4), so that whoever gets two versions knows the later one. Times are aware, in UTC.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    place: str
    url: str
    cancelled: bool
    organiser: Organiser
    attendee: str | None
    """The e-mail address of whom the appointment is with, if there is one."""
    created_at: datetime
    changed_at: datetime
    reminders: tuple[timedelta, ...]
    """How long before the beginning."""


@dataclass(frozen=True)
class Window:
    """From when until when a calendar is asked."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, order=True)
class BusyTime:
    """A time, in UTC, that is taken. What by is none of our business, and is not read."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class KeptEntry:
    """One of our entries as it stands in a calendar, where people may have changed it.

    `sequence` is that of ours which was written last: people's calendars count in one of their own when they move it.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class CalendarView:
    """What a calendar holds in a window: the times taken by others, in order, and what stands there of ours."""

    busy: tuple[BusyTime, ...]
    ours: tuple[KeptEntry, ...]
    unreadable: int
    """Entries that nobody can make sense of. They take no time, and people should know."""


@dataclass(frozen=True)
class FoundCalendar:
    """A calendar on a server. The address is what `transport.CalendarAccess` wants."""

    address: str
    name: str
