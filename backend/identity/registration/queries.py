"""What staff ask before they invite a customer. Runs in the caller's transaction."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from backend.core.clock import day_in
from backend.core.database import fetch
from backend.core.errors import Problem
from backend.core.text import normalise_number
from backend.identity.registration.schemas import InvitableCustomer, KnownAccess


class UnknownNumber(Problem):
    """No customer has this number."""

    status = 404
    slug = "unknown-customer-number"
    title = "There is no customer with this number"


async def invitable_customer(*, number: str, zone: ZoneInfo, now: datetime) -> InvitableCustomer:
    """The customer with this number, however it is typed, and who has access already. Raises `UnknownNumber`."""
    rows = await fetch(
        "select id, number, trim(given_name || ' ' || name) as name, city, coalesce(email, '') as email "
        "from customer where app.normalised(number) = {}",
        normalise_number(number),
    )
    if not rows:
        raise UnknownNumber
    access = await fetch(
        "select trim(a.given_name || ' ' || a.family_name) as person, a.email, g.kind, g.relation, g.scope, g.ends_at "
        "from access_grant g join account a on a.id = g.account_id where g.customer_id = {} and g.revoked_at is null "
        "and (g.ends_at is null or g.ends_at > {}) order by g.kind desc, g.created_at",
        rows[0]["id"],
        now,
    )
    known = [KnownAccess(ends_on=_last_day(row.pop("ends_at"), zone), **row) for row in access]
    return InvitableCustomer(**rows[0], access=known)


def _last_day(ends_at: datetime | None, zone: ZoneInfo) -> date | None:
    """The day before the first one without access."""
    return day_in(zone, ends_at - timedelta(microseconds=1)) if ends_at else None
