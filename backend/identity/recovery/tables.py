"""Table of recoveries. Constraints and policies: `backend/migrations/0012_recovery.sql`."""

from piccolo.columns import UUID, Array, Bytea, ForeignKey, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.core.database import DB


class Recovery(Table, db=DB):
    """One attempt to get back into an account. Its tokens and the code of its letter are kept as hashes only."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    kind = Text()
    state = Text()
    created_at = Timestamptz(default=None)
    ready_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)
    cancel_hash = Bytea(unique=True, null=True, default=None)
    customer_id = ForeignKey(Customer, null=True)
    code_hash = Bytea(unique=True, null=True, default=None)
    answered = Array(base_column=Text(), default=list)
    requested_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    confirmed_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    confirmed_at = Timestamptz(null=True, default=None)
    pass_hash = Bytea(unique=True, null=True, default=None)
    pass_expires_at = Timestamptz(null=True, default=None)
    proven_email = Text(null=True, default=None)
