"""The table of mails. Constraints and policies: `backend/migrations/0005_mail.sql` and `0017`."""

from piccolo.columns import JSONB, UUID, Bytea, ForeignKey, Integer, LazyTableReference, Text, Timestamptz
from piccolo.table import Table

from backend.core.database import DB


class MailMessage(Table, db=DB):
    """A mail and what became of it. A sent one keeps neither parameters nor attachment: no name or code outlives it."""

    id = UUID(primary_key=True, default=None)
    # By name: core imports no feature.
    account_id: ForeignKey[Table] = ForeignKey(
        LazyTableReference("Account", module_path="backend.accounts.tables"), null=True
    )
    recipient = Text()
    language = Text()
    template = Text()
    parameters = JSONB(null=True, default=None)
    attachment = Bytea(null=True, default=None)
    attachment_name = Text(null=True, default=None)
    attachment_type = Text(null=True, default=None)
    state = Text(default="queued")
    attempts = Integer(default=0)
    attempted_at = Timestamptz(null=True, default=None)
    claimed_until = Timestamptz(null=True, default=None)
    last_error = Text(null=True, default=None)
    created_at = Timestamptz(default=None)
    sent_at = Timestamptz(null=True, default=None)
