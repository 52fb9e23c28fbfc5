"""Deletes what has done its duty."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from backend.core.database import fetch

RECORD_YEARS: Final = 6
"""How many calendar years a mandate is kept beyond the one in which it ended (§ 257 (4) and (5) HGB)."""


async def clean_up(*, zone: ZoneInfo, now: datetime) -> None:
    """Accounts that nobody looks at any more before they were ever valid, and records whose time is over.

    Runs in the caller's transaction, as the system.
    """
    await fetch(
        "delete from bank_details b where b.valid_from is null and not exists ("
        "select from change_request r where r.target = b.id and r.state = 'waiting')"
    )
    first_kept = datetime(now.astimezone(zone).year - RECORD_YEARS, 1, 1, tzinfo=zone)
    await fetch("delete from bank_details where ended_at < {}", first_kept)
