"""What the API says and takes about sign-in, sessions and passkeys."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta

Language = Literal["de", "en"]
AccountRole = Literal["customer", "agent", "dpo", "administrator"]
EmailText = Annotated[str, Meta(min_length=3, max_length=254)]
CodeText = Annotated[str, Meta(min_length=1, max_length=40)]


@dataclass(frozen=True)
class CustomerChoice:
    """A customer whom the signed-in person may look after."""

    id: UUID
    number: str
    name: str
    scope: str


@dataclass(frozen=True)
class SessionInfo:
    """Who is signed in, and for which customer they act."""

    account_id: UUID
    email: str
    salutation: str
    given_name: str
    family_name: str
    role: AccountRole
    language: Language
    method: str
    strong: bool
    expires_at: datetime
    acting_for: CustomerChoice | None
    customers: list[CustomerChoice]
    passkeys: int


@dataclass(frozen=True)
class ChooseCustomer:
    customer_id: UUID


@dataclass(frozen=True)
class SignedIn:
    """The session cookie is in the response's header; `role` tells which page comes first."""

    role: AccountRole
    passkeys: int


@dataclass(frozen=True)
class CeremonyOptions:
    """`options` is what the browser's WebAuthn call takes, as JSON (WebAuthn Level 3, 5.1.8 and 5.1.9)."""

    challenge_id: UUID
    options: dict[str, Any]


@dataclass(frozen=True)
class CeremonyAnswer:
    """`credential` is the browser's answer as JSON (PublicKeyCredential.toJSON)."""

    challenge_id: UUID
    credential: dict[str, Any]


@dataclass(frozen=True)
class NewPasskey:
    challenge_id: UUID
    credential: dict[str, Any]
    name: Annotated[str, Meta(max_length=80)] = ""


@dataclass(frozen=True)
class PasskeyItem:
    id: UUID
    name: str
    synced: bool
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class ServiceTokenItem:
    """A token of a program; the token itself is shown once, when it is made."""

    name: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class RequestCode:
    email: EmailText
    language: Language = "de"


@dataclass(frozen=True)
class ChooseLanguage:
    """In which language the person goes on, as that of the page they are on."""

    language: Language = "de"


@dataclass(frozen=True)
class StartActivation:
    customer_number: CodeText
    activation_code: CodeText
    email: EmailText
    language: Language = "de"


@dataclass(frozen=True)
class CodeRequested:
    """The answer is the same whether the address is known or not."""

    request_id: UUID
    expires_at: datetime


@dataclass(frozen=True)
class TypedCode:
    request_id: UUID
    code: CodeText
