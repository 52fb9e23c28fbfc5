"""What staff ask about customers. Everything here runs as staff, in the caller's transaction."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.accounts.operations import CLOSED_KEPT
from backend.core.database import fetch
from backend.core.errors import NotFound
from backend.core.paging import PageRequest
from backend.core.settings import Settings
from backend.core.text import like_pattern
from backend.identity.recovery import queries as recoveries
from backend.identity.recovery.rules import LEAST_ANSWERS, rules_of
from backend.identity.service_desk.schemas import (
    AccessItem,
    ByStaff,
    CustomerDetail,
    CustomerItem,
    CustomerPage,
    Question,
)
from backend.identity.session_queries import Session

_MOST_WORDS = 10

_NAME = "trim(c.given_name || ' ' || c.name)"

# Each word has to occur: in what is known of the customer, or of one account that has access.
_FOUND = (
    "(concat_ws(' ', c.number, app.normalised(c.number), c.given_name, c.name, c.email) ilike all({}::text[]) "
    "or exists (select from access_grant g join account a on a.id = g.account_id where g.customer_id = c.id "
    "and g.revoked_at is null "
    "and concat_ws(' ', a.given_name, a.family_name, a.email) ilike all({}::text[])))"
)


async def find_customers(*, search: str, page: PageRequest) -> CustomerPage:
    """The customers in whom every word of `search` occurs, by name; all of them for an empty one."""
    patterns = [like_pattern(word) for word in search.split()[:_MOST_WORDS]]
    counted = await fetch(f"select count(*) from customer c where {_FOUND}", patterns, patterns)  # noqa: S608 - written above
    rows = await fetch(
        f"select c.id, c.number, {_NAME} as name, trim(c.postal_code || ' ' || c.city) as place, "  # noqa: S608 - written above
        "coalesce(c.email, '') as email, "
        "held.accounts, held.closed_accounts from customer c cross join lateral ("
        " select count(distinct a.id) filter (where a.closed_at is null) as accounts, "
        " count(distinct a.id) filter (where a.closed_at is not null) as closed_accounts "
        " from access_grant g join account a on a.id = g.account_id where g.customer_id = c.id "
        " and g.revoked_at is null and (g.ends_at is null or g.ends_at > now())) held "
        f"where {_FOUND} "
        # There is no German collation everywhere: umlauts beside their letters, and names in any case.
        "order by translate(lower(c.name), 'äöüß', 'aous'), lower(c.given_name), c.number limit {} offset {}",
        *(patterns, patterns, page.size, page.offset),
    )
    total = int(counted[0]["count"])
    return CustomerPage([CustomerItem(**row) for row in rows], total, page.number, page.pages(total))


async def read_customer(*, customer_id: UUID, staff: Session, settings: Settings, now: datetime) -> CustomerDetail:
    """Raises `NotFound`."""
    rows = await fetch(
        f"select c.id, c.number, c.kind, {_NAME} as name, c.street, "  # noqa: S608 - written above
        "trim(c.postal_code || ' ' || c.city) as place, coalesce(c.email, '') as email from customer c where c.id = {}",
        customer_id,
    )
    if not rows:
        raise NotFound
    rules = rules_of(settings.portal_toml)
    return CustomerDetail(
        **rows[0],
        accesses=await _accesses(customer_id, timedelta(minutes=settings.session_idle_minutes), now),
        recoveries=await recoveries.of_customer(customer_id=customer_id, staff_id=staff.account_id),
        questions=[Question(question.de, question.en) for question in rules.questions],
        least_answers=min(LEAST_ANSWERS, len(rules.questions)),
        four_eyes=rules.four_eyes,
        may_close=staff.role == "administrator",
        closed_kept_days=CLOSED_KEPT.days,
        zone=settings.zone,
    )


async def _accesses(customer_id: UUID, idle: timedelta, now: datetime) -> list[AccessItem]:
    """Closed accounts come last: whoever looks for one wants to open it again."""
    rows = await fetch(
        "select a.id as account_id, trim(a.given_name || ' ' || a.family_name) as name, a.email, a.role, "
        "g.kind = 'own' as is_own, g.scope, g.starts_at as since, g.ends_at as until, "
        "u.open_sessions, u.last_seen_at, u.signed_out_at, coalesce(u.signed_out_by, '') as signed_out_by, "
        "a.closed_at, trim(coalesce(b.given_name || ' ' || b.family_name, '')) as closed_by, "
        "coalesce(x.close_reason, '') as close_reason "
        "from access_grant g join account a on a.id = g.account_id "
        "join app.use_of_accounts({}, {}, {}) u on u.account_id = a.id "
        "left join account_closing x on x.account_id = a.id and x.reopened_at is null "
        "left join account b on b.id = x.closed_by "
        "where g.customer_id = {} and g.revoked_at is null and (g.ends_at is null or g.ends_at > {}) "
        "order by a.closed_at is not null, g.created_at, g.id",
        *(customer_id, now, idle),
        *(customer_id, now),
    )
    return [await _access(row, customer_id) for row in rows]


async def _access(row: dict[str, Any], customer_id: UUID) -> AccessItem:
    signed_out_at, signed_out_by = row.pop("signed_out_at"), row.pop("signed_out_by")
    closed_at, closed_by, reason = row.pop("closed_at"), row.pop("closed_by"), row.pop("close_reason")
    role = row.pop("role")
    is_first = await recoveries.first_own_customer(account_id=row["account_id"]) == customer_id
    return AccessItem(
        **row,
        letter=is_first and role == "customer" and closed_at is None,
        signed_out=ByStaff(signed_out_at, signed_out_by) if signed_out_at else None,
        closed=ByStaff(closed_at, closed_by, reason) if closed_at else None,
    )
