"""Tables of identity. Constraints and policies: `backend/migrations/0003_identity.sql`."""

from piccolo.columns import UUID, Array, BigInt, Boolean, Bytea, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, ActivationCode, Customer
from backend.core.database import DB
from backend.identity.recovery.tables import Recovery


class PortalSession(Table, db=DB):
    """One signed-in browser. The cookie's token is kept as its SHA-256 only."""

    id = UUID(primary_key=True, default=None)
    token_hash = Bytea(unique=True)
    account_id = ForeignKey(Account, null=False)
    customer_id = ForeignKey(Customer, null=True, on_delete=OnDelete.set_null)
    method = Text()
    browser = Text(default="")
    system = Text(default="")
    country = Text(default="")
    strong_at = Timestamptz(null=True, default=None)
    fresh_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(default=None)
    last_seen_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)


class Passkey(Table, db=DB):
    """A WebAuthn credential (WebAuthn Level 3, 4: credential record)."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    credential_id = Bytea(unique=True)
    public_key = Bytea()
    sign_count = BigInt()
    transports = Array(base_column=Text(), default=list)
    aaguid = Text()
    backup_eligible = Boolean()
    backed_up = Boolean()
    name = Text()
    created_at = Timestamptz(default=None)
    last_used_at = Timestamptz(null=True, default=None)
    counter_went_back_at = Timestamptz(null=True, default=None)


class WebauthnChallenge(Table, db=DB):
    """A challenge given out for one ceremony; taken (deleted) by its first use, so that it cannot be replayed."""

    id = UUID(primary_key=True, default=None)
    purpose = Text()
    challenge = Bytea()
    account_id = ForeignKey(Account, null=True)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)


class EmailCode(Table, db=DB):
    """A request for a code to be typed from a mail. An address without account has one too, which no mail contains."""

    id = UUID(primary_key=True, default=None)
    purpose = Text()
    email = Text()
    activation_code_id = ForeignKey(ActivationCode, null=True)
    recovery_id = ForeignKey(Recovery, null=True)
    code_hash = Bytea()
    digits = Integer()
    language = Text()
    tries = Integer(default=0)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)


class Attempt(Table, db=DB):
    """An attempt at something that may be guessed; counted per subject (a keyed hash) and kind."""

    id = UUID(primary_key=True, default=None)
    kind = Text()
    subject_hash = Bytea()
    at = Timestamptz(default=None)


class ServiceToken(Table, db=DB):
    """A token with which a program of the company uses the API. Kept as its SHA-256 only."""

    id = UUID(primary_key=True, default=None)
    name = Text()
    token_hash = Bytea(unique=True)
    created_at = Timestamptz(default=None)
    last_used_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
