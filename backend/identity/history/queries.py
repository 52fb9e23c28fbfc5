"""What is asked about the history. Runs in the caller's transaction, as the person."""

from datetime import datetime
from uuid import UUID

from backend.core.database import fetch
from backend.core.paging import PageRequest
from backend.identity.history.schemas import HistoryItem, HistoryPage


async def history_page(*, account_id: UUID, page: PageRequest, since: datetime, zone: str) -> HistoryPage:
    """What happened to the account since then, newest first."""
    counted = await fetch("select count(*) from security_event where account_id = {} and at > {}", account_id, since)
    total = int(counted[0]["count"])
    rows = await fetch(
        "select kind, method, subject, browser, system, country, at from security_event "
        "where account_id = {} and at > {} order by at desc, id desc limit {} offset {}",
        account_id,
        since,
        page.size,
        page.offset,
    )
    items = [HistoryItem(**row) for row in rows]
    return HistoryPage(items=items, total=total, page=page.number, pages=page.pages(total), zone=zone)
