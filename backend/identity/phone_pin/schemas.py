"""What the API says and takes about PINs for the phone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta


@dataclass(frozen=True)
class ShownPin:
    """The PIN, shown this once, for one call about this customer number."""

    pin: str
    customer_number: str
    created_at: datetime
    expires_at: datetime
    zone: str


@dataclass(frozen=True)
class PinState:
    """What became of the newest PIN. The PIN itself cannot be shown again."""

    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class NewestPin:
    """None when there was none of late."""

    newest: PinState | None
    zone: str


@dataclass(frozen=True)
class TypedPin:
    pin: Annotated[str, Meta(min_length=1, max_length=40)]


@dataclass(frozen=True)
class PinMatch:
    """Who is on the phone: the PIN was shown to this account, for this customer, a moment ago."""

    name: str
    email: str
    shown_at: datetime
    checked_at: datetime
    zone: str
