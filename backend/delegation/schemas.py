"""What the API says and takes about access to somebody else's contracts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

Language = Literal["de", "en"]
Scope = Literal["everything", "read", "invoices", "appointments"]
Relation = Literal["household", "guardian", "proxy"]
"""Same household; legal guardian (Betreuung, § 1814 BGB); power of attorney (Vollmacht, § 167 BGB)."""

Step = Literal["connected", "invited", "accepted", "declined", "withdrawn", "expired", "revoked", "given-back", "ended"]
"""What happened. "connected": by an activation code, so for the contract partner."""

EmailText = Annotated[str, Meta(min_length=3, max_length=254)]
TokenText = Annotated[str, Meta(min_length=1, max_length=100)]


@dataclass(frozen=True)
class GrantItem:
    """One person's access to one customer's contracts. `relation` is empty for the contract partner's own."""

    id: UUID
    customer_name: str
    customer_number: str
    kind: Literal["own", "delegated"]
    person: str
    email: str
    relation: str
    scope: Scope
    starts_on: date
    ends_on: date | None
    """The last day; from the next one on nothing is seen any more."""
    has_begun: bool


@dataclass(frozen=True)
class InvitationItem:
    """An invitation that may still be answered."""

    id: UUID
    customer_name: str
    email: str
    relation: Relation
    scope: Scope
    starts_on: date | None
    ends_on: date | None
    expires_at: datetime


@dataclass(frozen=True)
class HistoryItem:
    """Something that happened to access which concerns the person."""

    at: datetime
    step: Step
    customer_name: str
    email: str
    """Whose access it was about."""
    is_mine: bool
    """Whether that was the person who asks."""


@dataclass(frozen=True)
class AccessOverview:
    """Everything about access that concerns the signed-in person."""

    may_invite: bool
    """Whether the person acts for a customer whose contract partner they are."""
    given: list[GrantItem]
    """Who may look after the person's own contracts; among them the person, as contract partner."""
    received: list[GrantItem]
    """Whose contracts the person looks after."""
    sent: list[InvitationItem]
    waiting: list[InvitationItem]
    """Invitations to the person."""
    history: list[HistoryItem]
    """Newest first."""
    zone: str
    """Times of the history are shown in it."""


@dataclass(frozen=True)
class NewInvitation:
    email: EmailText
    relation: Relation
    scope: Scope
    starts_on: date | None = None
    ends_on: date | None = None
    language: Language = "de"


@dataclass(frozen=True)
class InvitationToken:
    """What the mail's link carries behind the #."""

    token: TokenText


@dataclass(frozen=True)
class OpenInvitation:
    """What whoever holds the mail's link may know before answering."""

    id: UUID
    customer_name: str
    relation: Relation
    scope: Scope
    starts_on: date | None
    ends_on: date | None
    expires_at: datetime
