"""What the API of links in mails takes and gives.

Tokens travel in bodies: addresses stand in logs. Whoever has the link sees when and where, and nothing about who comes:
mails are passed on, and read by others.
"""

from dataclasses import dataclass
from datetime import datetime

from backend.appointments.booking.schemas import BookingState, Channel, FreeTime, FreeTimes, Place

__all__ = ["FreeTime", "FreeTimes", "LinkMove", "LinkTimes", "LinkToken", "LinkedAppointment", "Place"]


@dataclass(frozen=True)
class LinkToken:
    """What the link carries."""

    token: str


@dataclass(frozen=True)
class LinkTimes(LinkToken):
    """Asks when else the appointment could be, from `start` on."""

    start: datetime | None = None


@dataclass(frozen=True)
class LinkMove(LinkToken):
    """Moves the appointment, to the same place."""

    starts_at: datetime


@dataclass(frozen=True)
class LinkedAppointment:
    """The appointment, in the language that was asked for."""

    service: str
    state: BookingState
    starts_at: datetime
    ends_at: datetime
    channel: Channel
    with_whom: str
    place: Place | None
    room: str
    bring: str
    video_url: str
    can_change: bool
    changeable_until: datetime
    is_over: bool
    zone: str
