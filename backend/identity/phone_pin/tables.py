"""Table of phone PINs. Constraints and policies: `backend/migrations/0012_recovery.sql`."""

from piccolo.columns import UUID, Bytea, ForeignKey, Integer, OnDelete, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.core.database import DB


class PhonePin(Table, db=DB):
    """A PIN shown to one account for one customer. Kept as a keyed hash, usable once."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    customer_id = ForeignKey(Customer, null=False)
    pin_hash = Bytea()
    tries = Integer(default=0)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    used_at = Timestamptz(null=True, default=None)
    used_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
