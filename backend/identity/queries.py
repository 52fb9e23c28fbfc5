"""What is asked about passkeys and service tokens. Everything here runs in the caller's transaction."""

from uuid import UUID

from backend.core.database import fetch
from backend.identity.schemas import PasskeyItem, ServiceTokenItem


async def count_passkeys(*, account_id: UUID) -> int:
    """How many passkeys the account has."""
    rows = await fetch("select count(*) from passkey where account_id = {}", account_id)
    return int(rows[0]["count"])


async def has_strong_way(*, account_id: UUID) -> bool:
    """Whether the account can prove two factors: by a passkey, which verifies its user."""
    rows = await fetch("select exists(select from passkey where account_id = {}) as found", account_id)
    return bool(rows[0]["found"])


async def passkeys(*, account_id: UUID) -> list[PasskeyItem]:
    """The account's passkeys, oldest first."""
    rows = await fetch(
        "select id, name, backed_up as synced, created_at, last_used_at from passkey where account_id = {} "
        "order by created_at, id",
        account_id,
    )
    return [PasskeyItem(**row) for row in rows]


async def service_tokens() -> list[ServiceTokenItem]:
    """All service tokens, revoked ones included, by name and age."""
    rows = await fetch("select name, created_at, last_used_at, revoked_at from service_token order by name, created_at")
    return [ServiceTokenItem(**row) for row in rows]
