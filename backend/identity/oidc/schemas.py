"""What the API says and takes about other services to sign in with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.identity.schemas import Language


@dataclass(frozen=True)
class ProviderItem:
    """A service that people may sign in with."""

    key: str
    name: str


@dataclass(frozen=True)
class BeginServiceSignIn:
    """`next` is the page to come back to; anything that is no page of this portal is left out."""

    language: Language = "de"
    next: str = ""


@dataclass(frozen=True)
class BeginLink:
    language: Language = "de"


@dataclass(frozen=True)
class GoTo:
    """Where the browser goes now, with a full page load: an address of the other service."""

    address: str


@dataclass(frozen=True)
class LinkedIdentity:
    """An identity at another service that opens this account. `provider` is empty where it is offered no more."""

    id: UUID
    provider: str
    name: str
    label: str
    linked_at: datetime
    last_used_at: datetime | None
    offers_sign_out: bool


@dataclass(frozen=True)
class PendingLink:
    """An identity that was proven in this browser and waits for a yes."""

    name: str
    label: str


@dataclass(frozen=True)
class LinkDone:
    name: str
