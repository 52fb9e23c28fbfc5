"""What the API says of customers to staff."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from backend.identity.recovery.schemas import RecoveryEntry


@dataclass(frozen=True)
class CustomerItem:
    """A customer in the list. `accounts`: how many people can sign in for them; `closed_accounts`: or could once."""

    id: UUID
    number: str
    name: str
    place: str
    email: str
    accounts: int
    closed_accounts: int


@dataclass(frozen=True)
class CustomerPage:
    items: list[CustomerItem]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class ByStaff:
    """What staff did to an account. `by` is empty where it was done at the server's command line."""

    at: datetime
    by: str
    reason: str = ""


@dataclass(frozen=True)
class AccessItem:
    """An account that may look after the customer, or could if it were not closed.

    `letter`: a letter to the customer may recover it. `last_seen_at` is unknown for whoever has not been here for the
    90 days that the history reaches back.
    """

    account_id: UUID
    name: str
    email: str
    is_own: bool
    scope: str
    since: datetime
    until: datetime | None
    letter: bool
    open_sessions: int
    last_seen_at: datetime | None
    signed_out: ByStaff | None
    closed: ByStaff | None


@dataclass(frozen=True)
class Question:
    de: str
    en: str


@dataclass(frozen=True)
class CustomerDetail:
    """A customer as an agent needs them on the phone, and how to make sure who is calling."""

    id: UUID
    number: str
    kind: Literal["person", "organisation"]
    name: str
    street: str
    place: str
    email: str
    accesses: list[AccessItem]
    recoveries: list[RecoveryEntry]
    questions: list[Question]
    least_answers: int
    four_eyes: bool
    may_close: bool
    """Whether whoever asks may close accounts and open them again."""
    closed_kept_days: int
    """How long a closed account is kept at least."""
    zone: str
