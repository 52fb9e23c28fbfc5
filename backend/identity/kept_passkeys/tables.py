"""What is kept of removed passkeys. Constraints and policies: `backend/migrations/0009_passkeys.sql`."""

from piccolo.columns import JSONB, UUID, Bytea, ForeignKey, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account
from backend.core.database import DB


class RemovedPasskey(Table, db=DB):
    """A passkey that signs nobody in any more. `passkey` is its whole row, for as long as it can be given back."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    credential_hash = Bytea()
    passkey = JSONB(null=True, default=None)
    removed_at = Timestamptz(default=None)
