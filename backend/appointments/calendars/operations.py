"""What changes calendars to subscribe to."""

from datetime import datetime
from secrets import token_urlsafe

from backend.core.database import SYSTEM, Actor, fetch, transaction
from backend.core.ids import new_id
from backend.identity.operations.sessions import hash_token


async def open_feed(*, actor: Actor, now: datetime) -> str:
    """Give the account's calendar a new secret, and return it. The address before it opens nothing any more."""
    secret = token_urlsafe(32)
    async with transaction(SYSTEM):
        await fetch(
            "insert into calendar_feed (id, account_id, customer_id, secret_hash, created_at) "
            "values ({}, {}, {}, {}, {}) on conflict (account_id, customer_id) "
            "do update set secret_hash = excluded.secret_hash, created_at = excluded.created_at",
            new_id(),
            actor.account_id,
            actor.customer_id,
            hash_token(secret),
            now,
        )
    return secret


async def close_feed(*, actor: Actor) -> None:
    """Give the address up. Nothing happens when there is none."""
    async with transaction(SYSTEM):
        await fetch(
            "delete from calendar_feed where account_id = {} and customer_id is not distinct from {}",
            actor.account_id,
            actor.customer_id,
        )
