"""Writes down who changed what and when. Runs in the transaction of the change itself: there is none without it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from backend.core.database import fetch
from backend.core.ids import new_id
from backend.profile.schemas import Action
from backend.profile.values import Field, Value, encode

DoneBy = Literal["person", "staff", "system"]


async def note(
    *,
    field: Field,
    action: Action,
    old: Value | None,
    new: Value | None,
    done_by: DoneBy,
    done_by_account: UUID | None,
    now: datetime,
    account_id: UUID | None = None,
    customer_id: UUID | None = None,
    reason: str = "",
) -> UUID:
    """One entry about an account or about a customer, as the actor of the caller's transaction. Returns its id."""
    entry_id = new_id()
    await fetch(
        "insert into profile_change (id, account_id, customer_id, field, action, old_value, new_value, reason, "
        "done_by, done_by_account, at) values ({}, {}, {}, {}, {}, {}::jsonb, {}::jsonb, {}, {}, {}, {})",
        *(entry_id, account_id, customer_id, field, action, encode(old), encode(new), reason),
        *(done_by, done_by_account, now),
    )
    return entry_id
