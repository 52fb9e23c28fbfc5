"""What the API of the waiting list takes and gives."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from backend.appointments.booking.schemas import BookedItem, Channel, PartOfDay

__all__ = [
    "AskToWait",
    "Channel",
    "OfferedTime",
    "PartOfDay",
    "ServiceWaiting",
    "WaitingItem",
    "WaitingList",
    "Weekday",
]

Weekday = Literal[1, 2, 3, 4, 5, 6, 7]
"""1 is Monday."""


@dataclass(frozen=True)
class AskToWait:
    """What somebody waits for. Without location, weekdays or parts of the day any will do; without first day, from
    today on.
    """

    service_id: UUID
    channel: Channel
    last_day: date
    location_id: UUID | None = None
    first_day: date | None = None
    weekdays: list[Weekday] = field(default_factory=list)
    parts: list[PartOfDay] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    language: Literal["de", "en"] = "de"


@dataclass(frozen=True)
class OfferedTime:
    """A time that is kept for whoever waits. It is taken by booking the seat, and given back by declining."""

    until: datetime
    """Until when it is theirs alone."""
    seat: BookedItem


@dataclass(frozen=True)
class WaitingItem:
    """One's own place in the line for a service."""

    id: UUID
    service_id: UUID
    service: str
    channel: Channel
    place: str
    """Empty: any."""
    first_day: date
    last_day: date
    weekdays: list[Weekday]
    parts: list[PartOfDay]
    needs: list[str]
    offer: OfferedTime | None


@dataclass(frozen=True)
class WaitingList:
    """What one waits for at present: those with an offer first."""

    items: list[WaitingItem]
    zone: str


@dataclass(frozen=True)
class ServiceWaiting:
    """How many wait for a service, as staff see it."""

    service_id: UUID
    service: str
    waiting: int
    offered: int
    """To how many of them a time is offered just now."""
