"""What is asked about drafts. Runs in the caller's transaction, as the person."""

from uuid import UUID

from msgspec import json

from backend.core.database import fetch
from backend.drafts.schemas import Fields, SavedDraft


async def find_draft(*, account_id: UUID, customer_id: UUID | None, key: str, zone: str) -> SavedDraft | None:
    """What this person last typed into this form for this customer."""
    rows = await fetch(
        "select content, saved_at from draft "
        "where account_id = {} and customer_id is not distinct from {} and key = {}",
        account_id,
        customer_id,
        key,
    )
    if not rows:
        return None
    return SavedDraft(fields=json.decode(rows[0]["content"], type=Fields), saved_at=rows[0]["saved_at"], zone=zone)
