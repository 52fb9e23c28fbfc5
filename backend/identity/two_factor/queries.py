"""What is asked about passwords, authenticator apps and recovery codes. All in the caller's transaction."""

from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import UUID

from backend.core.database import fetch
from backend.identity.two_factor.schemas import Factors


async def factors(*, account_id: UUID, zone: tzinfo = UTC) -> Factors:
    """What the account has, with times in this zone. A password without app is there, and opens nothing."""
    rows = await fetch(
        "select "
        "(select created_at from password_credential where account_id = {} and removed_at is null) as password_set_at, "
        "(select count(*) from recovery_code where account_id = {} and used_at is null and removed_at is null) "
        "as recovery_codes_left, t.confirmed_at as app_added_at, t.last_used_at as app_last_used_at "
        "from (values (1)) as one left join totp t "
        "on t.account_id = {} and t.confirmed_at is not null and t.removed_at is null",
        *(account_id, account_id, account_id),
    )
    fields: dict[str, Any] = {
        name: value.astimezone(zone) if isinstance(value, datetime) else value for name, value in rows[0].items()
    }
    return Factors(**fields)


async def has_app(*, account_id: UUID) -> bool:
    """Whether an authenticator app is in use, so that every sign-in but that by passkey has a second step."""
    rows = await fetch(
        "select exists(select from totp where account_id = {} and confirmed_at is not null and removed_at is null) "
        "as found",
        account_id,
    )
    return bool(rows[0]["found"])
