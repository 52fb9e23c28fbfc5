"""What becomes of appointments when their time is over."""

from datetime import datetime, timedelta
from typing import Final

from backend.core.database import SYSTEM, fetch, transaction

KEPT: Final = timedelta(days=365)
ABSENCES_KEPT: Final = timedelta(days=90)


async def forget_old(*, now: datetime) -> None:
    """Erase what is kept no longer. People and rooms that give no more appointments go after their last meeting."""
    async with transaction(SYSTEM):
        await fetch("delete from meeting where ends_at < {}", now - KEPT)
        await fetch("delete from hours_exception where last_day < {}", (now - ABSENCES_KEPT).date())
        await fetch(
            "delete from resource r where r.retired_at < {} and not exists "
            "(select from meeting m where m.person_id = r.id or m.room_id = r.id)",
            now - KEPT,
        )


async def free_abandoned(*, now: datetime) -> None:
    """Give back the seats that were held longer than agreed, and the meetings that nobody comes to. What was offered to
    somebody who waits is passed on by the waiting list.
    """
    async with transaction(SYSTEM):
        await fetch(
            "delete from booking b where b.state = 'held' and b.held_until <= {} "
            "and not exists (select from waiting_offer o where o.booking_id = b.id and o.state = 'open')",
            now,
        )
        await fetch(
            "delete from meeting m where m.released_at is null and m.starts_at > {} "
            "and not exists (select from booking b where b.meeting_id = m.id)",
            now,
        )
