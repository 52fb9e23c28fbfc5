"""The table of messages on their way. Constraints and policies: `backend/migrations/0020_push.sql`."""

from piccolo.columns import UUID, Boolean, ForeignKey, Text, Timestamptz
from piccolo.table import Table

from backend.core.database import DB
from backend.identity.push_devices.tables import PushSubscription


class PushMessage(Table, db=DB):
    """One message to one browser. The row goes as soon as it is delivered, given up or out of date."""

    id = UUID(primary_key=True, default=None)
    subscription_id = ForeignKey(PushSubscription, null=False)
    title = Text()
    body = Text()
    address = Text()
    tag = Text()
    urgent = Boolean()
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
