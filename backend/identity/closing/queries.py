"""What is asked about accounts that are closed or whose sessions are ended. Runs in the caller's transaction."""

from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import NotFound


async def account_of(*, email: str) -> UUID:
    """The account of a normalised address, closed or not. Raises `NotFound`."""
    rows = await fetch("select id from account where email = {}", email)
    if not rows:
        raise NotFound
    account_id: UUID = rows[0]["id"]
    return account_id
