"""What the API says and takes about passwords, authenticator apps, recovery codes and the second step."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

PasswordText = Annotated[str, Meta(min_length=1, max_length=1024)]
TypedText = Annotated[str, Meta(min_length=1, max_length=40)]


@dataclass(frozen=True)
class Factors:
    """What the account has. A password counts only together with the app."""

    password_set_at: datetime | None
    app_added_at: datetime | None
    app_last_used_at: datetime | None
    recovery_codes_left: int


@dataclass(frozen=True)
class NewPassword:
    password: PasswordText


@dataclass(frozen=True)
class PasswordStrength:
    """`score` from 0 to 4. `advice` names the sentence to show; it is empty for a password that is taken."""

    score: int
    accepted: bool
    advice: str


@dataclass(frozen=True)
class AppSetup:
    """What an authenticator app needs, shown once: as text, as an address for an app here, and as a picture of it."""

    secret: str
    address: str
    qr_path: str
    qr_size: int


@dataclass(frozen=True)
class AppCode:
    code: TypedText


@dataclass(frozen=True)
class RecoveryCodes:
    """Shown once. Each works once in place of a code from the app."""

    codes: list[str]


@dataclass(frozen=True)
class PasswordSignIn:
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    password: PasswordText


@dataclass(frozen=True)
class SecondStep:
    """The second step that a sign-in waits for, until `expires_at`."""

    step_id: UUID
    expires_at: datetime


@dataclass(frozen=True)
class SecondStepCode:
    """`code` from the app, or a recovery code."""

    step_id: UUID
    code: TypedText
