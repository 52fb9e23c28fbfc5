"""What the API of appointments takes and gives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

Channel = Literal["on_site", "phone", "video"]
BookingState = Literal["held", "booked", "cancelled", "attended", "missed"]


@dataclass(frozen=True)
class Time:
    """When, how and where. On site there is a location, else there is none."""

    starts_at: datetime
    channel: Channel
    location_id: UUID | None = None


@dataclass(frozen=True)
class FreeTime:
    """A time that is to be had. `seats_left` is more than 1 in groups only."""

    starts_at: datetime
    ends_at: datetime
    channel: Channel
    location_id: UUID | None
    seats_left: int


@dataclass(frozen=True)
class Contact:
    """Who comes, and how to reach them. `email` may be empty where somebody calls on the phone."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Answer:
    """What somebody said to a question of the service."""

    question_id: UUID
    text: str


@dataclass(frozen=True)
class Details:
    """What is said about an appointment when it is booked."""

    contact: Contact
    answers: list[Answer] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    reminders: list[Literal["mail-24h", "mail-2h"]] = field(default_factory=list)
    language: Literal["de", "en"] = "de"


@dataclass(frozen=True)
class HeldSeat:
    """A time that is kept for a while. The token opens it, and it alone."""

    booking_id: UUID
    token: str
    starts_at: datetime
    ends_at: datetime
    held_until: datetime | None
    """None: it was booked already."""
