"""Deletes what has done its duty."""

from datetime import datetime, timedelta
from typing import Final

from backend.core.database import fetch

RESTORABLE: Final = timedelta(days=7)
"""How long a removed address or phone number can be brought back."""

DECISIONS_KEPT: Final = timedelta(days=90)
HISTORY_KEPT: Final = timedelta(days=730)


async def clean_up(*, now: datetime) -> None:
    """Runs in the caller's transaction, as the system."""
    await fetch("delete from delivery_address where removed_at <= {}", now - RESTORABLE)
    await fetch("delete from phone_number where removed_at <= {}", now - RESTORABLE)
    await fetch("delete from change_request where decided_at <= {}", now - DECISIONS_KEPT)
    await fetch("delete from profile_change where at <= {}", now - HISTORY_KEPT)
    await fetch("delete from email_change where expires_at <= {}", now)
