"""What the API says and takes about getting back into an account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta

from backend.identity.schemas import CodeText, EmailText, Language

RecoveryKind = Literal["wait", "letter"]
RecoveryState = Literal["asked", "open", "completed", "cancelled", "refused"]
TokenText = Annotated[str, Meta(min_length=20, max_length=100)]


@dataclass(frozen=True)
class RequestRecovery:
    """The address that somebody signs in with, or used to."""

    email: EmailText
    language: Language = "de"


@dataclass(frozen=True)
class StartByLetter:
    """What stands in the letter, and a mailbox that the person can read now: the former one or a new one."""

    customer_number: CodeText
    letter_code: CodeText
    email: EmailText
    language: Language = "de"


@dataclass(frozen=True)
class RecoveryProgress:
    """How far a recovery is. With a `token` the new passkey can be registered now, within some minutes."""

    ready_at: datetime
    expires_at: datetime
    token: str | None
    zone: str
    """That of the company, for moments on screen."""


@dataclass(frozen=True)
class RecoveryToken:
    """From the link in a mail about a recovery."""

    token: TokenText


@dataclass(frozen=True)
class RecoveryNotice:
    """What everybody learns whom a recovery is announced to. `account` is the address with most of it left out."""

    kind: RecoveryKind
    state: Literal["open", "completed", "cancelled", "over"]
    account: str
    started_at: datetime
    ready_at: datetime
    expires_at: datetime
    zone: str


@dataclass(frozen=True)
class OwnRecovery:
    """The recovery under way for the signed-in account, if there is one."""

    pending: RecoveryNotice | None


@dataclass(frozen=True)
class RecoveryPasskey:
    """`credential` is the browser's answer as JSON (PublicKeyCredential.toJSON)."""

    token: TokenText
    challenge_id: UUID
    credential: dict[str, Any]
    name: Annotated[str, Meta(max_length=80)] = ""


@dataclass(frozen=True)
class AskForLetter:
    """`answered`: the numbers of the questions, counted from 0, that the caller has answered rightly."""

    account_id: UUID
    answered: Annotated[list[Annotated[int, Meta(ge=0, le=99)]], Meta(max_length=100)]


@dataclass(frozen=True)
class Letter:
    """What is printed and posted. The code is shown this once."""

    name: str
    address: list[str]
    customer_number: str
    code: str
    page: str
    """Where the code is typed."""
    language: Language
    """That of the account."""
    expires_at: datetime
    zone: str


@dataclass(frozen=True)
class AskedLetter:
    """The letter; none yet where a second member of staff has to confirm it first."""

    letter: Letter | None


@dataclass(frozen=True)
class RecoveryEntry:
    """A recovery as staff see it. One that is `asked` waits for somebody other than who asked for it."""

    id: UUID
    kind: RecoveryKind
    state: RecoveryState
    customer_id: UUID | None
    customer_number: str | None
    account: str
    email: str
    created_at: datetime
    ready_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    answered: list[str]
    requested_by: str | None
    asked_by_me: bool
    confirmed_by: str | None
    confirmed_at: datetime | None


@dataclass(frozen=True)
class RecoveryPage:
    items: list[RecoveryEntry]
    total: int
    page: int
    pages: int
    zone: str
