"""Table of bank details. Constraints and policies: `backend/migrations/0022_bank_details.sql`."""

from piccolo.columns import UUID, Bytea, ForeignKey, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.core.database import DB


class BankDetails(Table, db=DB):
    """An account with its mandate: waiting for staff, valid, or ended and kept as a record."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(Customer, null=False)
    holder = Text()
    iban_sealed = Bytea()
    iban_masked = Text()
    mandate = Text(unique=True)
    mandate_text = Text()
    signed_at = Timestamptz(default=None)
    signed_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    valid_from = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
