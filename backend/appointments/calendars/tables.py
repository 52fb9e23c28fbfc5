"""The table of calendars to subscribe to. Constraints: `backend/migrations/0017_appointment_notices.sql`."""

from piccolo.columns import UUID, Bytea, ForeignKey, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.core.database import DB


class CalendarFeed(Table, db=DB):
    """An address from which a calendar program fetches somebody's appointments."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    customer_id = ForeignKey(Customer, null=True)
    secret_hash = Bytea(unique=True)
    created_at = Timestamptz(default=None)
