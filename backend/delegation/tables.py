"""Tables of delegation. Constraints, policies and functions: `backend/migrations/0014_delegation.sql`."""

from piccolo.columns import UUID, Bytea, ForeignKey, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.core.database import DB


class AccessInvitation(Table, db=DB):
    """An invitation to look after a customer's contracts. It may be answered while `outcome` is null."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(Customer, null=False)
    invited_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    email = Text()
    language = Text()
    relation = Text()
    scope = Text()
    starts_at = Timestamptz(null=True, default=None)
    ends_at = Timestamptz(null=True, default=None)
    token_hash = Bytea(unique=True)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    outcome = Text(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
