"""The pass: whoever has just proven what a recovery asks for may register a passkey for some minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import Problem
from backend.identity.history.operations import hash_token

LIFETIME: Final = timedelta(minutes=15)


class RecoveryPassExpired(Problem):
    """The pass is too old, was used already, or its recovery was called off."""

    status = 410
    slug = "recovery-pass-expired"
    title = "Prove your mailbox again"


@dataclass(frozen=True)
class Admitted:
    """The recovery that a pass belongs to, and the account as it is before it."""

    recovery_id: UUID
    account_id: UUID
    role: str
    email: str
    name: str
    webauthn_user_handle: bytes
    proven_email: str | None
    customer_id: UUID | None


async def issue(*, recovery_id: UUID, proven_email: str | None, now: datetime) -> str:
    """A new pass for this recovery; an earlier one ends. Runs in the caller's transaction, which holds the row."""
    token = token_urlsafe(32)
    await fetch(
        "update recovery set pass_hash = {}, pass_expires_at = {}, proven_email = {} where id = {}",
        hash_token(token),
        now + LIFETIME,
        proven_email,
        recovery_id,
    )
    return token


async def admit(*, token: str, now: datetime) -> Admitted:
    """What the pass admits to, held until the transaction ends: of two at once, one finds it completed.

    Raises `RecoveryPassExpired`. Runs in the caller's transaction.
    """
    rows = await fetch(
        "select r.id as recovery_id, r.account_id, a.role, a.email, a.webauthn_user_handle, r.proven_email, "
        "r.customer_id, trim(a.given_name || ' ' || a.family_name) as name "
        "from recovery r join account a on a.id = r.account_id "
        "where r.pass_hash = {} and r.state = 'open' and r.pass_expires_at > {} and r.ready_at <= {} "
        "and r.expires_at > {} and a.closed_at is null for update of r",
        hash_token(token),
        now,
        now,
        now,
    )
    if not rows:
        raise RecoveryPassExpired
    return Admitted(**rows[0])
