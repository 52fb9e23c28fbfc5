"""What the API of people's own calendars gives."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class FeedState:
    """Whether there is an address to subscribe to. The address itself is not known to the portal."""

    created_at: datetime | None
    zone: str


@dataclass(frozen=True)
class FeedAddress:
    """The address, told once."""

    address: str
    subscribe: str
    """The same for calendar programs, which open `webcal:`."""
    created_at: datetime
    zone: str
