"""Challenges of WebAuthn ceremonies. They stay on the server and work once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Literal
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.identity.tables import WebauthnChallenge

LIFETIME = timedelta(minutes=5)

Purpose = Literal["sign-in", "register", "step-up"]


class ChallengeExpired(Problem):
    """The challenge is too old, was used already, or was given out for something else."""

    status = 410
    slug = "challenge-expired"
    title = "The ceremony took too long or was answered twice"


@dataclass(frozen=True)
class Challenge:
    id: UUID
    value: bytes


async def issue(*, purpose: Purpose, account_id: UUID | None, now: datetime) -> Challenge:
    """A new challenge (WebAuthn Level 3, 13.4.3: random, at least 16 bytes). Runs in the caller's transaction."""
    challenge = Challenge(new_id(), token_bytes(32))
    await WebauthnChallenge(
        id=challenge.id,
        purpose=purpose,
        challenge=challenge.value,
        account_id=account_id,
        created_at=now,
        expires_at=now + LIFETIME,
    ).save()
    return challenge


async def take(*, challenge_id: UUID, purpose: Purpose, account_id: UUID | None, now: datetime) -> bytes:
    """The challenge, which is gone from this moment on. Raises `ChallengeExpired`.

    Has a transaction of its own: a challenge is used up even when the answer to it turns out to be wrong (replay).
    Somebody else's challenge cannot be taken, and so not be used up either.
    """
    async with transaction(SYSTEM):
        rows = await fetch(
            "delete from webauthn_challenge where id = {} and purpose = {} "
            "and account_id is not distinct from {}::uuid returning challenge, expires_at",
            challenge_id,
            purpose,
            account_id,
        )
    if not rows or rows[0]["expires_at"] <= now:
        raise ChallengeExpired
    value: bytes = rows[0]["challenge"]
    return value
