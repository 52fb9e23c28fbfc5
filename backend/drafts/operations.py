"""Keeping and forgetting drafts. Each runs in the caller's transaction."""

import re
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from msgspec import json

from backend.core.database import fetch
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id
from backend.drafts.schemas import Fields

KEPT: Final = timedelta(hours=24)

_MOST: Final = 50
_LARGEST: Final = 20_000
_KEY: Final = re.compile(r"[a-z]+(-[a-z0-9]+)*")


class DraftTooLarge(Problem):
    """More was typed than is kept."""

    status = 413
    slug = "draft-too-large"
    title = "This is more than is kept of a form"


async def save_draft(*, account_id: UUID, customer_id: UUID | None, key: str, fields: Fields, now: datetime) -> None:
    """Keep what was typed into a form, in place of what was kept of it before. Runs as the person.

    Of too many drafts the oldest go. Raises `NotFound` for a key that no form can have, and `DraftTooLarge`.
    """
    check_key(key=key)
    content = json.encode(fields)
    if len(content) > _LARGEST:
        raise DraftTooLarge(most=_LARGEST)
    await fetch(
        "insert into draft (id, account_id, customer_id, key, content, saved_at) values ({}, {}, {}, {}, {}, {}) "
        "on conflict (account_id, customer_id, key) do update set content = excluded.content, "
        "saved_at = excluded.saved_at",
        *(new_id(), account_id, customer_id, key, content.decode(), now),
    )
    await fetch(
        "delete from draft where id in "
        "(select id from draft where account_id = {} order by saved_at desc, id offset {})",
        account_id,
        _MOST,
    )


async def discard_draft(*, account_id: UUID, customer_id: UUID | None, key: str) -> None:
    """Forget what was typed into a form: it was sent, or is not wanted. Runs as the person."""
    await fetch(
        "delete from draft where account_id = {} and customer_id is not distinct from {} and key = {}",
        account_id,
        customer_id,
        key,
    )


def check_key(*, key: str) -> None:
    """Raise `NotFound` for a key that no form can have."""
    if len(key) > 100 or not _KEY.fullmatch(key):
        raise NotFound


async def forget_old(*, now: datetime) -> None:
    """Delete what nobody has come back for in a day. Runs as the system."""
    await fetch("delete from draft where saved_at <= {}", now - KEPT)
