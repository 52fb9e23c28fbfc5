"""What the API of appointments for guests takes and gives. Tokens travel in bodies: addresses stand in logs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from backend.appointments.booking.schemas import Channel, Details

EmailText = Annotated[str, Meta(min_length=3, max_length=254)]
CodeText = Annotated[str, Meta(min_length=1, max_length=40)]


@dataclass(frozen=True)
class HeldByGuest:
    """The seat that is kept, by the token that came with it."""

    token: str


@dataclass(frozen=True)
class AskForCode(HeldByGuest):
    """Have a code sent to the address that the appointment is for."""

    email: EmailText
    language: Literal["de", "en"] = "de"


@dataclass(frozen=True)
class CodeSent:
    """The code is on its way; `request_id` goes along with it when it is typed."""

    request_id: UUID
    expires_at: datetime


@dataclass(frozen=True)
class BookAsGuest(HeldByGuest):
    """The form, with the code from the mail. The address in it is the one that the code went to."""

    request_id: UUID
    code: CodeText
    details: Details


@dataclass(frozen=True)
class GuestBooked:
    """It is booked. `token` opens it from now on, as the link in the mail does."""

    token: str
    service: str
    starts_at: datetime
    ends_at: datetime
    channel: Channel
    email: str
    zone: str
