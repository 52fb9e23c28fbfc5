"""What the API says and takes about accounts that staff sign out, close and open again."""

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta


@dataclass(frozen=True)
class Reason:
    """Why an account is closed or opened again. How long it may be is told at its field."""

    reason: Annotated[str, Meta(max_length=10_000)] = ""


@dataclass(frozen=True)
class SignedOut:
    """How many sessions were alive and have ended."""

    sessions: int
