"""What the demo's people may do for each other."""

from datetime import datetime, time, timedelta

from backend.core.clock import day_in
from backend.core.database import fetch
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.demo.people import ACCOUNTS, DemoAccount, DemoGrant


async def load_grants(*, settings: Settings, now: datetime) -> None:
    """Make them if they are not there yet, as if invitations had been accepted. Runs in the caller's transaction."""
    for account in ACCOUNTS:
        for grant in account.helps:
            await _load(account, grant, settings, now)


async def _load(account: DemoAccount, grant: DemoGrant, settings: Settings, now: datetime) -> None:
    await fetch(
        "insert into access_grant (id, account_id, customer_id, kind, relation, scope, starts_at, ends_at, "
        "granted_by, created_at) select {}, a.id, c.id, 'delegated', {}, {}, {}, {}, p.id, {} "
        "from account a, customer c, account p where a.email = {} and c.number = {} and p.email = {} and not exists "
        "(select from access_grant g where g.account_id = a.id and g.customer_id = c.id)",
        *(new_id(), grant.relation, grant.scope, now, _end(grant, settings, now), now),
        *(account.email, grant.customer.number, grant.granted_by),
    )


def _end(grant: DemoGrant, settings: Settings, now: datetime) -> datetime | None:
    """The first moment after the last day."""
    if grant.days is None:
        return None
    last = day_in(settings.time_zone, now) + timedelta(days=grant.days)
    return datetime.combine(last + timedelta(days=1), time(), settings.time_zone)
