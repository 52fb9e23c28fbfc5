"""What is asked about frozen changes. Runs in the caller's transaction."""

from backend.core.database import fetch
from backend.core.paging import PageRequest
from backend.identity.freezing.schemas import FrozenChange, FrozenPage


async def frozen_changes(*, page: PageRequest, zone: str) -> FrozenPage:
    """Changes that their owners have frozen, newest first, as far as the history reaches back. Runs as staff."""
    counted = await fetch("select count(*) from security_change where frozen_at is not null")
    rows = await fetch(
        "select s.id, s.kind, s.subject, a.email, s.created_at as changed_at, s.frozen_at, "
        "coalesce(nullif(trim(a.given_name || ' ' || a.family_name), ''), a.email) as account "
        "from security_change s join account a on a.id = s.account_id where s.frozen_at is not null "
        "order by s.frozen_at desc, s.id limit {} offset {}",
        page.size,
        page.offset,
    )
    total = int(counted[0]["count"])
    return FrozenPage([FrozenChange(**row) for row in rows], total, page.number, page.pages(total), zone)
