"""What calendar programs ask for."""

from datetime import datetime, timedelta
from typing import Final

from backend.appointments.booking import queries as bookings
from backend.appointments.booking.queries import Version
from backend.core.database import SYSTEM, Actor, Role, fetch, transaction
from backend.core.errors import NotFound
from backend.identity.operations.sessions import hash_token

_RECENT: Final = timedelta(days=90)
"""Programs forget what no longer stands in the calendar that they subscribe to."""


async def feed_created_at(*, actor: Actor) -> datetime | None:
    """Since when the account has a calendar for the customer that it acts for; None without."""
    async with transaction(SYSTEM):
        rows = await fetch(
            "select created_at from calendar_feed where account_id = {} and customer_id is not distinct from {}",
            actor.account_id,
            actor.customer_id,
        )
    found: datetime | None = rows[0]["created_at"] if rows else None
    return found


async def subscribed(*, secret: str, now: datetime) -> list[Version]:
    """The appointments in the calendar with this secret: what its account may see today, and nothing once it is closed.

    Raises `NotFound`, also for an address that was given up.
    """
    async with transaction(SYSTEM):
        rows = await fetch(
            "select f.account_id, f.customer_id from calendar_feed f join account a on a.id = f.account_id "
            "where f.secret_hash = {} and a.closed_at is null",
            hash_token(secret),
        )
    if not rows:
        raise NotFound
    async with transaction(Actor(Role.CUSTOMER, **rows[0])):
        return await bookings.versions(since=now - _RECENT, now=now)
