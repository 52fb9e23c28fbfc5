"""Tables of accounts and customers. Constraints and policies: `0002_accounts.sql`, `0014_delegation.sql`."""

from piccolo.columns import UUID, Bytea, ForeignKey, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.core.database import DB


class Account(Table, db=DB):
    """A login: one person. What the person may see follows from grants, what they may do from `role`."""

    id = UUID(primary_key=True, default=None)
    email = Text(unique=True)
    salutation = Text(default="")
    given_name = Text()
    family_name = Text()
    role = Text(default="customer")
    language = Text(default="de")
    webauthn_user_handle = Bytea(unique=True)
    created_at = Timestamptz(default=None)
    closed_at = Timestamptz(null=True, default=None)


class Customer(Table, db=DB):
    """A contract partner of the company, known by a customer number: a person or an organisation."""

    id = UUID(primary_key=True, default=None)
    number = Text(unique=True)
    kind = Text(default="person")
    salutation = Text(default="")
    given_name = Text(default="")
    name = Text()
    email = Text(null=True, default=None)
    buyer_reference = Text(null=True, default=None)
    street = Text(default="")
    postal_code = Text(default="")
    city = Text(default="")
    country = Text(default="DE")
    created_at = Timestamptz(default=None)


class AccessGrant(Table, db=DB):
    """Lets an account look after a customer, within a scope, from `starts_at` until `ends_at` or until revoked.

    `kind` tells the contract partner ("own") from whom the contract partner has asked to help ("delegated").
    """

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    customer_id = ForeignKey(Customer, null=False)
    scope = Text(default="everything")
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(null=True, default=None)
    granted_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    revoked_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(default=None)
    kind = Text(default="delegated")
    relation = Text(default="")
    revoked_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    end_told_at = Timestamptz(null=True, default=None)


class ActivationCode(Table, db=DB):
    """A code that ties an account to a customer, kept as a keyed hash, usable once.

    It came by letter; or by mail to `email`, for that address only.
    """

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(Customer, null=False)
    code_hash = Bytea(unique=True)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    used_at = Timestamptz(null=True, default=None)
    email = Text(null=True, default=None)
    issued_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
