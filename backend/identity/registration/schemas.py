"""What the API says and takes about registration and invitations by staff."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from backend.identity.schemas import CodeText, EmailText, Language

NameText = Annotated[str, Meta(max_length=10_000)]
"""How long a name may be is told at its field."""


@dataclass(frozen=True)
class StartRegistration:
    email: EmailText
    language: Language = "de"


@dataclass(frozen=True)
class ConfirmRegistration:
    """The name comes with the code, and not before: nothing is kept of whoever has not proven their mailbox."""

    request_id: UUID
    code: CodeText
    given_name: NameText
    family_name: NameText


@dataclass(frozen=True)
class ConnectCustomer:
    customer_number: CodeText
    activation_code: CodeText


@dataclass(frozen=True)
class Connected:
    """The customer that the account looks after, and the session acts for, from now on."""

    id: UUID
    number: str
    name: str


@dataclass(frozen=True)
class KnownAccess:
    """Who looks after a customer already."""

    person: str
    email: str
    kind: str
    relation: str
    scope: str
    ends_on: date | None


@dataclass(frozen=True)
class InvitableCustomer:
    """A customer whom staff are about to invite."""

    id: UUID
    number: str
    name: str
    city: str
    email: str
    """The address in the company's records; empty when there is none."""
    access: list[KnownAccess]


@dataclass(frozen=True)
class InviteCustomer:
    customer_number: CodeText
    email: EmailText
    language: Language = "de"


@dataclass(frozen=True)
class CustomerInvited:
    customer_name: str
    email: str
    expires_at: datetime
