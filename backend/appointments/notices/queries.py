"""Who is told of a booking, apart from the address that it was made with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.core.database import fetch


@dataclass(frozen=True)
class Person:
    """The account that booked, or whose address it is."""

    account_id: UUID
    may_look: bool
    """Whether the booking is open to the account: anybody can type the address of somebody else."""


async def people_of(*, booking_id: UUID, now: datetime) -> list[Person]:
    """Customers only: staff book for others. Runs in the caller's transaction, as the system."""
    rows = await fetch(
        "select a.id as account_id, a.id is not distinct from b.account_id or exists (select from access_grant g "
        " where g.account_id = a.id and g.customer_id = b.customer_id and g.scope in ('everything', 'read', "
        " 'appointments') and g.revoked_at is null and g.starts_at <= {} and (g.ends_at is null or g.ends_at > {})"
        ") as may_look from booking b join account a on a.role = 'customer' "
        "and (a.id = coalesce(b.account_id, b.booked_by) or a.email = b.contact_email) where b.id = {} order by a.id",
        *(now, now, booking_id),
    )
    return [Person(**row) for row in rows]
