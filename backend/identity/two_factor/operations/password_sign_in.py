"""Signing in with a password, which always leads to the second step and tells nothing before it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.email_address import normalise_email
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts
from backend.identity.two_factor import password_hash
from backend.identity.two_factor.operations import second_step
from backend.identity.two_factor.schemas import SecondStep

_BY_CLIENT = attempts.Limit("password-client", most=60, within=timedelta(hours=1))
_AT_ADDRESS = attempts.Limit("password", most=10, within=timedelta(minutes=15))


async def sign_in(*, email: str, password: str, client: Client, settings: Settings, now: datetime) -> SecondStep:
    """Ask for the second step, whether or not there is such an account and the password is right.

    Every case costs the same: the same statements, and one Argon2 hash. Raises `InvalidInput` for what is no address,
    `TooManyAttempts`, for this client only.
    """
    address = normalise_email(email)
    key = settings.key()
    charges = [
        attempts.Charge(_BY_CLIENT, keyed_hash(key, "client", client.key)),
        attempts.Charge(_AT_ADDRESS, keyed_hash(key, "client and address", client.key, address)),
    ]
    await attempts.spend(charges=charges, now=now)
    async with transaction(SYSTEM):
        kept = await _kept(address)
    right = await password_hash.matches(password, kept.hash)
    renewed = await _renewed(kept, password) if right else None
    async with transaction(SYSTEM):
        await fetch(
            "update password_credential set last_used_at = {}, hash = coalesce({}, hash) where id = {}::uuid",
            *(now, renewed, kept.id if right else None),
        )
        return await second_step.begin(account_id=kept.account_id if right else None, method="password", now=now)


@dataclass(frozen=True)
class _Kept:
    """What is known under an address; nothing of it without an account, a password and an app."""

    id: UUID | None = None
    account_id: UUID | None = None
    hash: str | None = None


async def _kept(address: str) -> _Kept:
    rows: list[dict[str, Any]] = await fetch(
        "select p.id, p.account_id, p.hash from account a "
        "join password_credential p on p.account_id = a.id and p.removed_at is null "
        "join totp t on t.account_id = a.id and t.confirmed_at is not null and t.removed_at is null "
        "where a.email = {} and a.closed_at is null",
        address,
    )
    return _Kept(**rows[0]) if rows else _Kept()


async def _renewed(kept: _Kept, password: str) -> str | None:
    """A new hash where the parameters have changed since. Its time tells, once, who knows the password already."""
    if kept.hash is None or not password_hash.is_outdated(kept.hash):
        return None
    return await password_hash.hash_password(password)
