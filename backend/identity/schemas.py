"""What the API says and takes about sign-in, sessions and passkeys."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta

from backend.identity.two_factor.schemas import SecondStep

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
    kind: str
    """"own" for the contract partner, "delegated" for whoever was let in."""


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
    """The session cookie is in the response's header; `role` tells which page comes first.

    With `second_step` nobody is signed in yet: a code is to be sent with it, and there is no cookie and no role.
    """

    role: AccountRole | None
    passkeys: int
    second_step: SecondStep | None = None


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
class RenamePasskey:
    name: Annotated[str, Meta(max_length=200)]


@dataclass(frozen=True)
class PasskeyItem:
    """`synced`: kept by a service that brings it to all devices of its owner; else bound to one device.

    `authenticator` is what made it, "" when that is not known. `perhaps_copied`: its counter went back once.
    """

    id: UUID
    name: str
    authenticator: str
    synced: bool
    perhaps_copied: bool
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class AcceptedPasskeys:
    """What a browser tells the authenticators of its owner (WebAuthn Level 3, 5.1.10.3 and 5.1.10.4)."""

    rp_id: str
    user_id: str
    name: str
    display_name: str
    credential_ids: list[str]


@dataclass(frozen=True)
class WaysIn:
    """What an account can sign in with. `app` is one for one-time codes, `recovery_codes` those that are left.

    `independent` counts the ways of which no loss takes two; `enough` says whether these are enough to feel safe.
    """

    passkeys: int
    password: bool
    app: bool
    recovery_codes: int
    services: int
    email_code: bool
    independent: int
    enough: bool


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
