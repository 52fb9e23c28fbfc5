"""What the API says about a person's devices, and about the time that is left."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class SessionItem:
    """One browser that is signed in. What is not known is empty; `current` is the one that asks."""

    id: UUID
    browser: str
    system: str
    country: str
    method: str
    created_at: datetime
    last_seen_at: datetime
    current: bool


@dataclass(frozen=True)
class SessionList:
    """`zone` is the one that times on screen are in."""

    items: list[SessionItem]
    zone: str


@dataclass(frozen=True)
class EndedSessions:
    """How many browsers were signed out."""

    ended: int


@dataclass(frozen=True)
class SessionTime:
    """How long the session lasts if nobody does anything, rounded up; 0 when there is none.

    `can_stay`: using the session makes it last longer. Otherwise its absolute limit is near, and only signing in anew
    does.
    """

    seconds_left: int
    can_stay: bool
