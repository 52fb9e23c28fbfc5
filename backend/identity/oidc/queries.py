"""What is asked about linked services. Everything here runs in the caller's transaction."""

from datetime import datetime
from uuid import UUID

from backend.core.database import fetch
from backend.identity.oidc.hashing import hash_secret
from backend.identity.oidc.providers import Providers
from backend.identity.oidc.schemas import LinkedIdentity, PendingLink


async def linked(*, account_id: UUID, providers: Providers) -> list[LinkedIdentity]:
    """The identities that open this account, oldest first."""
    rows = await fetch(
        "select id, issuer, label, linked_at, last_used_at, offers_sign_out from oidc_identity "
        "where account_id = {} and removed_at is null order by linked_at, id",
        account_id,
    )
    return [
        LinkedIdentity(provider=providers.key(issuer), name=providers.name(issuer), **row)
        for row in rows
        for issuer in [row.pop("issuer")]
    ]


async def pending(*, browser_token: str, providers: Providers, now: datetime) -> PendingLink | None:
    """What waits in this browser to be linked."""
    rows = await fetch(
        "select issuer, label from oidc_pending_link where browser_hash = {} and expires_at > {}",
        hash_secret(browser_token),
        now,
    )
    return PendingLink(providers.name(rows[0]["issuer"]), rows[0]["label"]) if rows else None
