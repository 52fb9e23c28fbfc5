"""Everything that opened an account before its recovery."""

from datetime import datetime
from uuid import UUID

from backend.core.database import fetch
from backend.identity.kept_passkeys import operations as kept_passkeys
from backend.identity.two_factor.operations import passwords, recovery_codes


async def take_out_all(*, account_id: UUID, now: datetime) -> None:
    """Passkeys, password, authenticator app, recovery codes and linked services: out of use, all of them.

    A sign-in that is under way with one of them ends, too. Runs in the caller's transaction, as the system.
    """
    await kept_passkeys.remove_all(account_id=account_id, now=now)
    await passwords.take_out(account_id=account_id, now=now)
    await recovery_codes.take_out(account_id=account_id, now=now)
    for table in ("totp", "oidc_identity"):
        await fetch(
            f"update {table} set removed_at = {{}} where account_id = {{}} and removed_at is null",  # noqa: S608 - a name written above
            now,
            account_id,
        )
    await fetch("delete from pending_sign_in where account_id = {}", account_id)
