"""Tables of the two factors. Constraints and policies: `backend/migrations/0008_two_factor.sql`."""

from piccolo.columns import UUID, Array, BigInt, Bytea, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.core.database import DB


class PasswordCredential(Table, db=DB):
    """A password, kept as its Argon2id hash. It opens nothing without an authenticator app."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    hash = Text()
    created_at = Timestamptz(default=None)
    last_used_at = Timestamptz(null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)


class Totp(Table, db=DB):
    """An authenticator app (RFC 6238), in use once `confirmed_at` is set. Its secret is sealed."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    secret = Bytea()
    last_step = BigInt(default=0)
    offered_codes = Array(base_column=Bytea(), default=list)
    created_at = Timestamptz(default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    last_used_at = Timestamptz(null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)


class RecoveryCode(Table, db=DB):
    """A code on paper that stands in for the authenticator app once. Kept as a keyed hash."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    code_hash = Bytea(unique=True)
    created_at = Timestamptz(default=None)
    used_at = Timestamptz(null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)


class PendingSignIn(Table, db=DB):
    """A sign-in that waits for its second step. Without account when the first step was wrong, which nobody is told."""

    id = UUID(primary_key=True, default=None)
    account_id = UUID(null=True, default=None)
    customer_id = ForeignKey(Customer, null=True, on_delete=OnDelete.set_null)
    method = Text()
    tries = Integer(default=0)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
