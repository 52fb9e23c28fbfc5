"""Tables of linked services. Constraints and policies: `backend/migrations/0010_other_services.sql`."""

from piccolo.columns import UUID, Boolean, Bytea, ForeignKey, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account
from backend.core.database import DB


class OidcIdentity(Table, db=DB):
    """Who somebody is at another service, and which account here that opens."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    issuer = Text()
    subject = Text()
    label = Text()
    offers_sign_out = Boolean()
    linked_at = Timestamptz(default=None)
    last_used_at = Timestamptz(null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)


class OidcAttempt(Table, db=DB):
    """A way to a service and back; taken (deleted) by its first use, so that no answer counts twice."""

    id = UUID(primary_key=True, default=None)
    provider = Text()
    purpose = Text()
    account_id = ForeignKey(Account, null=True)
    state_hash = Bytea(unique=True)
    browser_hash = Bytea()
    nonce = Text()
    code_verifier = Text()
    next = Text()
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)


class OidcPendingLink(Table, db=DB):
    """A proven identity that belongs to no account yet, waiting in the browser that brought it."""

    id = UUID(primary_key=True, default=None)
    browser_hash = Bytea(unique=True)
    issuer = Text()
    subject = Text()
    label = Text()
    offers_sign_out = Boolean()
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
