"""Where the value of each field of a customer lives, how it is read and how it is written.

So a change can be made at once or after staff have looked at it, and either way by the same few lines. Everything here
runs in the caller's transaction and as its actor: the policies of the tables say who may.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import InvalidInput
from backend.profile.values import CustomerField, Value

_CUSTOMER_COLUMNS: Final[dict[CustomerField, tuple[str, ...]]] = {
    "customer_name": ("salutation", "given_name", "name"),
    "billing_address": ("street", "postal_code", "city", "country"),
}
_VALID: Final = "valid_from is not null and ended_at is null"
_ADDRESS: Final = ("label", "street", "postal_code", "city", "country")
_PHONE: Final = ("number", "kind")


@dataclass(frozen=True)
class Place:
    """A field of a customer; of a list, the row `target` in it."""

    field: CustomerField
    customer_id: UUID
    target: UUID | None = None


async def held(place: Place) -> Value | None:
    """What holds now, and stays so until the transaction ends. None: there is no such row, or it was removed."""
    if place.field == "delivery_address":
        rows = await fetch(
            "select label, street, postal_code, city, country from delivery_address "
            "where id = {} and customer_id = {} and removed_at is null for update",
            place.target,
            place.customer_id,
        )
    elif place.field == "phone":
        rows = await fetch(
            "select number, kind from phone_number where id = {} and customer_id = {} and removed_at is null "
            "for update",
            place.target,
            place.customer_id,
        )
    elif place.field == "bank_details":
        # What is valid, whichever row is to take its place.
        rows = await fetch(
            f"select holder, iban_masked as iban from bank_details where customer_id = {{}} and {_VALID} for update",  # noqa: S608 - a constant of this module
            place.customer_id,
        )
    else:
        rows = await fetch(
            "select salutation, given_name, name, street, postal_code, city, country from customer where id = {} "
            "for no key update",
            place.customer_id,
        )
        rows = [_part(row, _CUSTOMER_COLUMNS[place.field]) for row in rows]
    return rows[0] if rows else None


async def put(place: Place, value: Value | None, now: datetime) -> None:
    """Make `value` hold from now on; None removes a row of a list. Raises `InvalidInput` for a number kept twice."""
    if place.field == "delivery_address":
        await (_remove_address(place, now) if value is None else _put_address(place, value, now))
    elif place.field == "phone":
        await (_remove_phone(place, now) if value is None else _put_phone(place, value, now))
    elif place.field == "bank_details":
        await _put_bank_details(place, value, now)
    elif value is None:
        raise ValueError(f"{place.field} cannot be removed")
    elif place.field == "customer_name":
        await fetch(
            "update customer set salutation = {}, given_name = {}, name = {} where id = {}",
            *(value[name] for name in _CUSTOMER_COLUMNS["customer_name"]),
            place.customer_id,
        )
    else:
        await fetch(
            "update customer set street = {}, postal_code = {}, city = {}, country = {} where id = {}",
            *(value[name] for name in _CUSTOMER_COLUMNS["billing_address"]),
            place.customer_id,
        )


async def removed(place: Place) -> Value | None:
    """What a row of a list held before it was removed; None when there is nothing to bring back."""
    rows = await fetch(
        "select label, street, postal_code, city, country from delivery_address "
        "where id = {} and customer_id = {} and removed_at is not null for update"
        if place.field == "delivery_address"
        else "select number, kind from phone_number where id = {} and customer_id = {} and removed_at is not null "
        "for update",
        place.target,
        place.customer_id,
    )
    return rows[0] if rows else None


async def count(place: Place) -> int:
    """How many rows the customer's list has, those that wait to be added included."""
    table = "delivery_address" if place.field == "delivery_address" else "phone_number"
    rows = await fetch(
        f"select (select count(*) from {table} where customer_id = {{}} and removed_at is null) + "  # noqa: S608 - one of two names above
        "(select count(*) from change_request where customer_id = {} and field = {} and state = 'waiting' "
        "and old_value is null) as count",
        place.customer_id,
        place.customer_id,
        place.field,
    )
    return int(rows[0]["count"])


async def _put_address(place: Place, value: Value, now: datetime) -> None:
    await fetch(
        "insert into delivery_address (id, customer_id, label, street, postal_code, city, country, created_at) "
        "values ({}, {}, {}, {}, {}, {}, {}, {}) on conflict (id) do update set label = excluded.label, "
        "street = excluded.street, postal_code = excluded.postal_code, city = excluded.city, "
        "country = excluded.country, removed_at = null",
        place.target,
        place.customer_id,
        *(value[name] for name in _ADDRESS),
        now,
    )


async def _remove_address(place: Place, now: datetime) -> None:
    await fetch("update delivery_address set removed_at = {} where id = {}", now, place.target)


async def _put_phone(place: Place, value: Value, now: datetime) -> None:
    twice = await fetch(
        "select 1 from phone_number where customer_id = {} and number = {} and removed_at is null and id <> {}",
        place.customer_id,
        value["number"],
        place.target,
    )
    if twice:
        raise InvalidInput({"number": "phone-twice"})
    await fetch(
        "insert into phone_number (id, customer_id, number, kind, created_at) values ({}, {}, {}, {}, {}) "
        "on conflict (id) do update set number = excluded.number, kind = excluded.kind, removed_at = null",
        place.target,
        place.customer_id,
        *(value[name] for name in _PHONE),
        now,
    )


async def _remove_phone(place: Place, now: datetime) -> None:
    await fetch("update phone_number set removed_at = {} where id = {}", now, place.target)


async def _put_bank_details(place: Place, value: Value | None, now: datetime) -> None:
    """The row `target` holds the account already, sealed: from now on it is the one that is valid."""
    await fetch(
        f"update bank_details set ended_at = {{}} where customer_id = {{}} and {_VALID}",  # noqa: S608 - a constant of this module
        now,
        place.customer_id,
    )
    if value is not None:
        await fetch(
            "update bank_details set valid_from = {} where id = {} and customer_id = {}",
            *(now, place.target, place.customer_id),
        )


def _part(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}
