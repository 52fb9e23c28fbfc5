"""What guests may book."""

from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound


async def require_open_to_guests(*, service_id: UUID) -> None:
    """Raises `NotFound` for a service that asks for an account, or that is no longer offered."""
    async with transaction(SYSTEM):
        if not await fetch("select id from service where id = {} and for_guests and retired_at is null", service_id):
            raise NotFound
