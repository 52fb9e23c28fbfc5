"""What the API of appointments for guests takes and gives. Tokens travel in bodies: addresses stand in logs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from backend.appointments.booking.schemas import AskToBook, Channel

CodeText = Annotated[str, Meta(min_length=1, max_length=40)]


@dataclass(frozen=True)
class HeldByGuest:
    """The seat that is kept, by the token that came with it."""

    token: str


@dataclass(frozen=True, kw_only=True)
class AskForCode(AskToBook):
    """The form, filled in. It is looked at, and a code is sent to the address in it; nothing of it is kept."""

    token: str


@dataclass(frozen=True)
class CodeSent:
    """The code is on its way; `request_id` goes along with it when it is typed."""

    request_id: UUID
    expires_at: datetime
    email: str


@dataclass(frozen=True, kw_only=True)
class BookAsGuest(AskForCode):
    """The form, with the code from the mail. Booked is the address that the code went to, whichever stands in it."""

    request_id: UUID
    code: CodeText


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
