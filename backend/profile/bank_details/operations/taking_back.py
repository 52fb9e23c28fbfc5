"""“That wasn't me”: the bank details become again what they were just before a change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.database import fetch
from backend.core.iban import shortened
from backend.identity.history.operations import Change, undoes
from backend.profile.bank_details.operations.telling import tell_undone
from backend.profile.operations.history import note
from backend.profile.values import Value, decode


@undoes("bank-details-changed")
@undoes("bank-details-requested")
@undoes("bank-details-removed")
async def _take_back(change: Change, now: datetime) -> None:
    """Also takes back what the same account has changed since, and ends its sessions, whoever has pressed the button.

    What somebody else has given or removed since then stays: they knew what was valid when they did so.
    """
    await _freeze_with_it(change, now)
    for made in await fetch(
        "select p.customer_id, p.done_by_account, p.at from profile_change p join customer c on c.id = p.customer_id "
        "where p.id = {} and p.field = 'bank_details' for no key update of c",
        change.reference,
    ):
        await fetch("delete from portal_session where account_id = {}", made["done_by_account"])
        await _withdraw(made, now)
        if not await _changed_by_another(made):
            await _put_back(made, change.account_id, now)


async def _freeze_with_it(change: Change, now: datetime) -> None:
    """The same change, which was mailed to others, too, and what the same account changed later: it goes as well.

    Whoever comes second finds it stopped, instead of undoing what somebody has put right meanwhile.
    """
    await fetch(
        "update security_change s set frozen_at = {} from profile_change made, profile_change later "
        "where made.id = {} and later.customer_id = made.customer_id and later.field = 'bank_details' "
        "and later.done_by_account is not distinct from made.done_by_account and later.at >= made.at "
        "and s.reference = later.id and s.id <> {} and s.frozen_at is null",
        *(now, change.reference, change.id),
    )


async def _withdraw(made: dict[str, Any], now: datetime) -> None:
    """What the account has asked staff for since then."""
    withdrawn = await fetch(
        "update change_request set state = 'withdrawn', decided_at = {} where customer_id = {} "
        "and field = 'bank_details' and state = 'waiting' and requested_by = {} and requested_at >= {} "
        "returning old_value, new_value",
        *(now, made["customer_id"], made["done_by_account"], made["at"]),
    )
    for request in withdrawn:
        await _note(made["customer_id"], decode(request["new_value"]), decode(request["old_value"]), now)


async def _changed_by_another(made: dict[str, Any]) -> bool:
    return bool(
        await fetch(
            "select 1 from profile_change where customer_id = {} and field = 'bank_details' and action = 'changed' "
            "and at > {} and done_by_account is distinct from {}",
            *(made["customer_id"], made["at"], made["done_by_account"]),
        )
    )


async def _put_back(made: dict[str, Any], stopped_by: UUID, now: datetime) -> None:
    valid = await _details(
        "select id, holder, iban_masked as iban from bank_details "
        "where customer_id = {} and valid_from is not null and ended_at is null",
        made["customer_id"],
    )
    before = await _details(
        "select id, holder, iban_masked as iban from bank_details where customer_id = {} and valid_from < {} "
        "and (ended_at is null or ended_at >= {}) order by valid_from desc limit 1",
        *(made["customer_id"], made["at"], made["at"]),
    )
    if valid == before:
        return
    if valid:
        await fetch("update bank_details set ended_at = {} where id = {}", now, valid[0])
    if before:
        await fetch("update bank_details set ended_at = null where id = {}", before[0])
    await _note(made["customer_id"], valid and valid[1], before and before[1], now)
    iban = shortened(before[1]["iban"]) if before else ""
    await tell_undone(customer_id=made["customer_id"], stopped_by=stopped_by, iban=iban, now=now)


async def _details(sql: str, *values: object) -> tuple[UUID, Value] | None:
    rows = await fetch(sql, *values)
    return (rows[0].pop("id"), rows[0]) if rows else None


async def _note(customer_id: UUID, old: Value | None, new: Value | None, now: datetime) -> None:
    await note(
        field="bank_details",
        action="undone",
        old=old,
        new=new,
        customer_id=customer_id,
        done_by="system",
        done_by_account=None,
        now=now,
    )
