"""Deletes what a recovery has left."""

from datetime import datetime, timedelta
from typing import Final

from backend.core.database import fetch

KEPT: Final = timedelta(days=365)
"""How long it can be told who recovered which account, and on whose word."""


async def clean_up(*, now: datetime) -> None:
    """Forget mailboxes that were proven for a pass, and recoveries that nobody asks about any more.

    Runs in the caller's transaction, as the system.
    """
    await fetch(
        "update recovery set pass_hash = null, pass_expires_at = null, proven_email = null where pass_expires_at <= {}",
        now,
    )
    await fetch("delete from recovery where expires_at <= {}", now - KEPT)
