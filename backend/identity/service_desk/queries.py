"""What staff ask about customers. Everything here runs as staff, in the caller's transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import NotFound
from backend.core.paging import PageRequest
from backend.core.text import like_pattern
from backend.identity.recovery import queries as recoveries
from backend.identity.recovery.rules import LEAST_ANSWERS
from backend.identity.service_desk.schemas import AccessItem, CustomerDetail, CustomerItem, CustomerPage, Question
from backend.portal.schemas import Recovery as Rules

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
        "(select count(distinct g.account_id) from access_grant g where g.customer_id = c.id "
        "and g.revoked_at is null and (g.ends_at is null or g.ends_at > now())) as accounts "
        f"from customer c where {_FOUND} "
        # There is no German collation everywhere: umlauts beside their letters, and names in any case.
        "order by translate(lower(c.name), 'äöüß', 'aous'), lower(c.given_name), c.number limit {} offset {}",
        *(patterns, patterns, page.size, page.offset),
    )
    total = int(counted[0]["count"])
    return CustomerPage([CustomerItem(**row) for row in rows], total, page.number, page.pages(total))


async def read_customer(*, customer_id: UUID, staff_id: UUID, rules: Rules, zone: str, now: datetime) -> CustomerDetail:
    """Raises `NotFound`."""
    rows = await fetch(
        f"select c.id, c.number, c.kind, {_NAME} as name, c.street, "  # noqa: S608 - written above
        "trim(c.postal_code || ' ' || c.city) as place, coalesce(c.email, '') as email from customer c where c.id = {}",
        customer_id,
    )
    if not rows:
        raise NotFound
    return CustomerDetail(
        **rows[0],
        accesses=await _accesses(customer_id, now),
        recoveries=await recoveries.of_customer(customer_id=customer_id, staff_id=staff_id),
        questions=[Question(question.de, question.en) for question in rules.questions],
        least_answers=min(LEAST_ANSWERS, len(rules.questions)),
        four_eyes=rules.four_eyes,
        zone=zone,
    )


async def _accesses(customer_id: UUID, now: datetime) -> list[AccessItem]:
    rows = await fetch(
        "select a.id as account_id, trim(a.given_name || ' ' || a.family_name) as name, a.email, a.role, "
        "g.kind = 'own' as is_own, g.scope, g.starts_at as since, g.ends_at as until "
        "from access_grant g join account a on a.id = g.account_id "
        "where g.customer_id = {} and g.revoked_at is null and (g.ends_at is null or g.ends_at > {}) "
        "and a.closed_at is null order by g.created_at, g.id",
        customer_id,
        now,
    )
    return [await _access(row, customer_id) for row in rows]


async def _access(row: dict[str, Any], customer_id: UUID) -> AccessItem:
    is_first = await recoveries.first_own_customer(account_id=row["account_id"]) == customer_id
    role = row.pop("role")
    return AccessItem(**row, letter=is_first and role == "customer")
