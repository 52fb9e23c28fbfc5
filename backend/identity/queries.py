"""What is asked about passkeys and service tokens. Everything here runs in the caller's transaction."""

from base64 import urlsafe_b64encode
from datetime import UTC, tzinfo
from typing import Any
from uuid import UUID

from backend.core.database import fetch
from backend.identity.authenticators import authenticator_name
from backend.identity.schemas import AcceptedPasskeys, PasskeyItem, ServiceTokenItem


async def count_passkeys(*, account_id: UUID) -> int:
    """How many passkeys the account has."""
    rows = await fetch("select count(*) from passkey where account_id = {}", account_id)
    return int(rows[0]["count"])


async def has_strong_way(*, account_id: UUID) -> bool:
    """Whether the account can prove two factors: by a passkey, which verifies its user, or an authenticator app."""
    rows = await fetch(
        "select exists(select from passkey where account_id = {}) or exists(select from totp "
        "where account_id = {} and confirmed_at is not null and removed_at is null) as found",
        account_id,
        account_id,
    )
    return bool(rows[0]["found"])


async def passkeys(*, account_id: UUID, zone: tzinfo = UTC) -> list[PasskeyItem]:
    """The account's passkeys, oldest first, with times in this zone."""
    rows = await fetch(
        "select id, name, aaguid, backed_up as synced, counter_went_back_at is not null as perhaps_copied, created_at, "
        "last_used_at from passkey where account_id = {} order by created_at, id",
        account_id,
    )
    return [_passkey(row, zone) for row in rows]


async def accepted_passkeys(*, account_id: UUID, rp_id: str) -> AcceptedPasskeys:
    """What the authenticators of the account's owner may be told: its passkeys, and what it is called."""
    rows = await fetch(
        "select a.webauthn_user_handle, a.email, trim(a.given_name || ' ' || a.family_name) as name, "
        "array(select p.credential_id from passkey p where p.account_id = a.id order by p.created_at, p.id) as ids "
        "from account a where a.id = {}",
        account_id,
    )
    account = rows[0]
    return AcceptedPasskeys(
        rp_id=rp_id,
        user_id=_base64url(account["webauthn_user_handle"]),
        name=account["email"],
        display_name=account["name"] or account["email"],
        credential_ids=[_base64url(credential_id) for credential_id in account["ids"]],
    )


async def service_tokens() -> list[ServiceTokenItem]:
    """All service tokens, revoked ones included, by name and age."""
    rows = await fetch("select name, created_at, last_used_at, revoked_at from service_token order by name, created_at")
    return [ServiceTokenItem(**row) for row in rows]


def _passkey(row: dict[str, Any], zone: tzinfo) -> PasskeyItem:
    used = row["last_used_at"]
    return PasskeyItem(
        id=row["id"],
        name=row["name"],
        authenticator=authenticator_name(row["aaguid"]),
        synced=row["synced"],
        perhaps_copied=row["perhaps_copied"],
        created_at=row["created_at"].astimezone(zone),
        last_used_at=used and used.astimezone(zone),
    )


def _base64url(value: bytes) -> str:
    """As browsers write bytes in WebAuthn (RFC 4648, 5, without padding)."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()
