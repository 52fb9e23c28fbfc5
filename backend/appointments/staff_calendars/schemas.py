"""What the API of staff's own calendars takes and gives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

Typed = Annotated[str, Meta(max_length=1_000)]
Secret = Annotated[str, Meta(max_length=1_024)]

Health = Literal["none", "waiting", "well", "failing", "stopped"]
"""Whether there is a calendar, was looked at yet, went well, failed the last time, or waits for its owner."""


@dataclass(frozen=True)
class FindCalendars:
    """Any address of the calendar server will do. Without a scheme it is one with HTTPS."""

    address: Typed = ""
    user_name: Typed = ""
    password: Secret = ""


@dataclass(frozen=True)
class CalendarChoice:
    """One of the calendars that the person has on a server."""

    address: str
    name: str


@dataclass(frozen=True)
class FoundCalendars:
    """At least one."""

    calendars: list[CalendarChoice]


@dataclass(frozen=True)
class ConnectCalendar:
    """`calendar` is the address of one that was found."""

    calendar: Typed = ""
    user_name: Typed = ""
    password: Secret = ""


@dataclass(frozen=True)
class NewPassword:
    password: Secret = ""


@dataclass(frozen=True)
class Disconnect:
    """What becomes of the portal's coming entries in the calendar."""

    entries: Literal["keep", "remove"]


@dataclass(frozen=True)
class DeletedEntry:
    """A coming appointment whose entry somebody has deleted in the calendar."""

    id: UUID
    booking_id: UUID
    service: str
    starts_at: datetime
    ends_at: datetime
    missing_since: datetime


@dataclass(frozen=True)
class ConnectedCalendar:
    """The calendar, and how it went with it. `next_at` is unknown when only its owner can help."""

    name: str
    server: str
    user_name: str
    created_at: datetime
    health: Health
    problem: str
    """The slug of what went wrong the last time; empty when all is well."""
    failing_since: datetime | None
    seen_at: datetime | None
    next_at: datetime | None
    is_looked_at: bool
    """Whether somebody is at it just now."""
    is_parting: bool
    """Whether our entries are being taken out, after which it is forgotten."""
    written: int
    """How many coming appointments stand in it."""
    unreadable: int
    deleted: list[DeletedEntry]


@dataclass(frozen=True)
class OwnCalendar:
    """`gives_appointments`: the person is in the plan, and so can connect a calendar."""

    gives_appointments: bool
    calendar: ConnectedCalendar | None
    now: datetime
    zone: str


@dataclass(frozen=True)
class CalendarHealth:
    """How it stands with the calendar of a colleague, and since when; not where it is, nor what is in it."""

    health: Health
    since: datetime | None
    now: datetime
    zone: str
