"""Browsers that show messages, for tests that are about how sessions end."""

from os import urandom
from uuid import UUID

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id


async def forgotten_device(account_id: UUID) -> None:
    """A browser in which the person had messages switched on, and whose session has run out since."""
    async with transaction(SYSTEM):
        await fetch(
            "insert into push_subscription (id, account_id, endpoint, p256dh, auth, created_at, seen_at) "
            "values ({}, {}, {}, {}, {}, {}, {})",
            *(new_id(), account_id, f"https://push.example/{new_id()}", urandom(65), urandom(16), utc_now(), utc_now()),
        )


async def devices_with_messages(account_id: UUID) -> int:
    async with transaction(SYSTEM):
        return len(await fetch("select 1 from push_subscription where account_id = {}", account_id))
