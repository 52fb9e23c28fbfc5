"""The table of browsers that show messages. Constraints and policies: `backend/migrations/0020_push.sql`."""

from piccolo.columns import UUID, Bytea, ForeignKey, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account
from backend.core.database import DB
from backend.identity.tables import PortalSession


class PushSubscription(Table, db=DB):
    """A push subscription (RFC 8030, 4) with its keys (RFC 8291, 2); without session once that has run out."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    session_id = ForeignKey(PortalSession, null=True)
    endpoint = Text(unique=True)
    p256dh = Bytea()
    auth = Bytea()
    browser = Text(default="")
    system = Text(default="")
    created_at = Timestamptz(default=None)
    seen_at = Timestamptz(default=None)
    last_success_at = Timestamptz(null=True, default=None)
