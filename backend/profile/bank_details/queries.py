"""What is asked about bank details. Everything here runs in the caller's transaction, as the session's actor."""

from typing import Any
from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import NotFound, Problem
from backend.profile.bank_details.schemas import (
    BankDetailsState,
    Mandate,
    StaffBankDetails,
    ValidDetails,
    WaitingDetails,
)
from backend.profile.values import decode


class BankDetailsHidden(Problem):
    """Whoever may do less than everything for the customer sees no bank details either."""

    status = 403
    slug = "bank-details-hidden"
    title = "This grant does not show bank details"


async def bank_details(*, mandate: Mandate | None, reviewed: bool, zone: str) -> BankDetailsState:
    """Those of the customer that the session acts for. Raises `BankDetailsHidden`."""
    customers = await fetch("select app.changeable_customer() as id")
    if customers[0]["id"] is None:
        raise BankDetailsHidden
    row = await _valid(customers[0]["id"])
    return BankDetailsState(
        valid=_shown(row) if row else None,
        waiting=await _waiting(customers[0]["id"]),
        version=str(row["id"]) if row else "",
        mandate=mandate,
        reviewed=reviewed,
        zone=zone,
    )


async def bank_details_of(*, customer_id: UUID, zone: str) -> StaffBankDetails:
    """Those of a customer, for staff. Raises `NotFound` when there is no such customer."""
    if not await fetch("select 1 from customer where id = {}", customer_id):
        raise NotFound
    row = await _valid(customer_id)
    return StaffBankDetails(_shown(row) if row else None, zone)


async def _valid(customer_id: UUID) -> dict[str, Any] | None:
    rows = await fetch(
        "select id, holder, iban_masked as iban, mandate, signed_at, valid_from from bank_details "
        "where customer_id = {} and valid_from is not null and ended_at is null",
        customer_id,
    )
    return rows[0] if rows else None


def _shown(row: dict[str, Any]) -> ValidDetails:
    return ValidDetails(**{name: value for name, value in row.items() if name != "id"})


async def _waiting(customer_id: UUID) -> WaitingDetails | None:
    rows = await fetch(
        "select id, new_value, requested_at from change_request "
        "where customer_id = {} and field = 'bank_details' and state = 'waiting'",
        customer_id,
    )
    for row in rows:
        value = decode(row["new_value"]) or {}
        return WaitingDetails(id=row["id"], requested_at=row["requested_at"], **value)
    return None
