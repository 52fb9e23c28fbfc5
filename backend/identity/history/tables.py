"""Tables of the history. Constraints and policies: `0007_sign_in_levels.sql`, `0015_closed_accounts.sql`."""

from piccolo.columns import UUID, Bytea, ForeignKey, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account
from backend.core.database import DB


class SecurityEvent(Table, db=DB):
    """Something that its owner would want to know: a sign-in, an end, a change of a factor."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    kind = Text()
    method = Text(default="")
    subject = Text(default="")
    browser = Text(default="")
    system = Text(default="")
    country = Text(default="")
    at = Timestamptz(default=None)
    done_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)


class SecurityChange(Table, db=DB):
    """A change that can be frozen by whoever holds the token of the mail about it. Kept as the token's SHA-256 only."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    kind = Text()
    reference = UUID(null=True, default=None)
    subject = Text(default="")
    token_hash = Bytea(unique=True)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    frozen_at = Timestamptz(null=True, default=None)
