"""What the API says to staff about appointments."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from backend.appointments.booking.schemas import AnsweredQuestion, BookingState, Channel, Contact, Time

Span = Literal["day", "week"]
EventKind = Literal["booked", "moved", "cancelled", "attended", "missed", "reopened"]


@dataclass(frozen=True)
class AgendaItem:
    """One appointment in a list, with all that whoever receives the person wants to know beforehand."""

    id: UUID
    service: str
    state: BookingState
    starts_at: datetime
    ends_at: datetime
    channel: Channel
    location: str
    """Empty unless it is on site; so is the room where none is booked."""
    person: str
    room: str
    contact: Contact
    customer_id: UUID | None
    customer_number: str
    is_guest: bool
    """Somebody who has booked without an account."""
    needs: list[str]
    note: str
    seat: int
    capacity: int


@dataclass(frozen=True)
class Named:
    """A person or a location to choose the agenda by."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Agenda:
    """The appointments of some days in order; those that were cancelled are left out."""

    items: list[AgendaItem]
    has_more: bool
    """There are more than one page can show: choose a person or a location."""
    first: date
    """In a week its Monday."""
    days: int
    today: date
    people: list[Named]
    locations: list[Named]
    zone: str


@dataclass(frozen=True)
class FoundAppointments:
    """What a search has found: upcoming ones first, the next before all others, then past ones, the latest first."""

    items: list[AgendaItem]
    total: int
    page: int
    pages: int
    zone: str


@dataclass(frozen=True)
class HistoryEvent:
    """What has happened. `by` names staff; it is empty for everybody else and for accounts that are gone."""

    kind: EventKind
    at: datetime
    by_staff: bool
    by: str
    moved_from: datetime | None


@dataclass(frozen=True)
class AgendaDetail:
    """One appointment, and what can be done about it now."""

    item: AgendaItem
    service_id: UUID
    location_id: UUID | None
    video_url: str
    answers: list[AnsweredQuestion]
    events: list[HistoryEvent]
    may_attend: bool
    """From the day of the appointment on."""
    may_miss: bool
    """From its start on."""
    may_reopen: bool
    may_change: bool
    """Whether it can be moved or cancelled: as long as it has not ended."""
    zone: str


@dataclass(frozen=True)
class WriteNote:
    """A new note. `before` is the note that was on the page, so that nobody overwrites what a colleague has written."""

    note: str
    before: str = ""


@dataclass(frozen=True)
class AskToHoldFor:
    """A wish to keep a time for somebody on the phone: a customer, or without `customer_id` somebody else."""

    service_id: UUID
    time: Time
    request_key: UUID
    needs: list[str] = field(default_factory=list)
    customer_id: UUID | None = None
