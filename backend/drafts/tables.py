"""The table of drafts. Constraints and policies: `backend/migrations/0011_drafts.sql`."""

from piccolo.columns import JSONB, UUID, ForeignKey, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.core.database import DB


class Draft(Table, db=DB):
    """What one person has typed into one form, acting for one customer or for nobody."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    customer_id = ForeignKey(Customer, null=True)
    key = Text()
    content = JSONB()
    saved_at = Timestamptz(default=None)
