"""Tables of account data. Constraints and policies: `backend/migrations/0013_profile.sql`."""

from piccolo.columns import JSONB, UUID, Array, ForeignKey, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.core.database import DB


class DeliveryAddress(Table, db=DB):
    """Where something is delivered to. A removed one is kept for a while, so that removing it can be undone."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(Customer, null=False)
    label = Text()
    street = Text()
    postal_code = Text()
    city = Text()
    country = Text()
    created_at = Timestamptz(default=None)
    removed_at = Timestamptz(null=True, default=None)


class PhoneNumber(Table, db=DB):
    """A phone number of a customer, in E.164."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(Customer, null=False)
    number = Text()
    kind = Text()
    created_at = Timestamptz(default=None)
    removed_at = Timestamptz(null=True, default=None)


class MessageChoice(Table, db=DB):
    """By which channels an account wants to hear about a topic; a topic without a row has its default."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    topic = Text()
    channels = Array(base_column=Text(), default=list)
    changed_at = Timestamptz(default=None)


class ChangeRequest(Table, db=DB):
    """A change that waits for staff, or did."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(Customer, null=False)
    field = Text()
    target = UUID(null=True, default=None)
    old_value = JSONB(null=True, default=None)
    new_value = JSONB(null=True, default=None)
    state = Text(default="waiting")
    requested_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    requested_at = Timestamptz(default=None)
    decided_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz(null=True, default=None)
    reason = Text(default="")
    read_at = Timestamptz(null=True, default=None)


class ProfileChange(Table, db=DB):
    """Who changed what and when, about an account or about a customer."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=True)
    customer_id = ForeignKey(Customer, null=True)
    field = Text()
    action = Text()
    old_value = JSONB(null=True, default=None)
    new_value = JSONB(null=True, default=None)
    reason = Text(default="")
    done_by = Text()
    done_by_account = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    at = Timestamptz(default=None)


class EmailChange(Table, db=DB):
    """A new address of an account, from the request for a code until nobody can object any more."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, null=False)
    old_email = Text()
    new_email = Text()
    requested_at = Timestamptz(default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    undone_at = Timestamptz(null=True, default=None)
    expires_at = Timestamptz(default=None)
