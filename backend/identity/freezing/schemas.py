"""What the API says and takes about changes that their owner freezes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta


@dataclass(frozen=True)
class ChangeToken:
    """From the link in the mail about the change."""

    token: Annotated[str, Meta(min_length=20, max_length=100)]


@dataclass(frozen=True)
class ChangeNotice:
    """Which change it was. It can be frozen until `expires_at`, once."""

    kind: str
    subject: str
    changed_at: datetime
    expires_at: datetime
    frozen_at: datetime | None
    zone: str


@dataclass(frozen=True)
class FrozenChange:
    """A change that its owner has frozen, as staff see it."""

    id: UUID
    kind: str
    subject: str
    account: str
    email: str
    changed_at: datetime
    frozen_at: datetime


@dataclass(frozen=True)
class FrozenPage:
    items: list[FrozenChange]
    total: int
    page: int
    pages: int
    zone: str
