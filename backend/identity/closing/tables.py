"""Table of closed accounts. Constraints and policies: `backend/migrations/0015_closed_accounts.sql`."""

from piccolo.columns import UUID, ForeignKey, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account
from backend.core.database import DB


class AccountClosing(Table, db=DB):
    """One closing of an account, and how it was undone if it was. By null: at the server's command line."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    closed_at = Timestamptz(default=None)
    closed_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    close_reason = Text()
    reopened_at = Timestamptz(null=True, default=None)
    reopened_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    reopen_reason = Text(null=True, default=None)
