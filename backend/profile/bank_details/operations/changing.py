"""Giving bank details, changing and removing them.

Where the company looks at changes first, new details wait beside the valid ones. Removing never waits: a mandate is
withdrawn as soon as the creditor hears of it (§ 675p (2), § 130 (1) BGB).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.core.database import Actor, Role, acting_as, fetch, transaction
from backend.core.errors import NotFound
from backend.core.iban import masked, shortened
from backend.core.ids import new_id
from backend.core.sealed import SealBroken
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import ChangeKind
from backend.profile.bank_details.account import Account, open_iban, seal_iban
from backend.profile.bank_details.mandate import agreed, new_reference
from backend.profile.bank_details.operations import telling
from backend.profile.bank_details.schemas import Mandate
from backend.profile.operations import customer_data
from backend.profile.operations.customer_data import ChangedMeanwhile
from backend.profile.operations.history import note
from backend.profile.places import Place, put
from backend.profile.schemas import SaveResult
from backend.profile.values import Value


@dataclass(frozen=True)
class By:
    """Who changes something, and with what."""

    actor: Actor
    client: Client
    settings: Settings


@dataclass(frozen=True)
class _Held:
    id: UUID
    value: Value


async def save(
    *, by: By, account: Account, mandate: Mandate | None, version: str, reviewed: bool, now: datetime
) -> SaveResult:
    """Collect from this account from now on, or once staff have looked at it.

    Raises `MayNotChange`, `ChangedMeanwhile`, and `NotFound` where the company collects from nobody.
    """
    if mandate is None:
        raise NotFound
    async with transaction(by.actor):
        customer_id = await customer_data.changeable_customer()
        held = await _seen(customer_id, version)
        if held and await _opened(held.id, by.settings) == account:
            return SaveResult("unchanged", held.id)
        place = Place("bank_details", customer_id, await _insert(customer_id, account, mandate, by, now))
        old = held.value if held else None
        await customer_data.withdraw_waiting(place=place, now=now)
        if reviewed:
            await customer_data.ask_for(place=place, old=old, new=account.value, actor=by.actor, now=now)
            await _told("bank-details-requested", place, (old, account.value), by, now)
            return SaveResult("waiting", place.target)
        await put(place, account.value, now)
        await _told("bank-details-changed", place, (old, account.value), by, now)
        return SaveResult("done", place.target)


async def remove(*, by: By, version: str, now: datetime) -> SaveResult:
    """Collect from nobody any more; what waits for staff is withdrawn, too.

    Raises `MayNotChange`, `ChangedMeanwhile`, and `NotFound` where there is nothing to remove.
    """
    async with transaction(by.actor):
        customer_id = await customer_data.changeable_customer()
        held = await _seen(customer_id, version)
        if held is None:
            raise NotFound
        place = Place("bank_details", customer_id, held.id)
        await customer_data.withdraw_waiting(place=place, now=now)
        await put(place, None, now)
        await _told("bank-details-removed", place, (held.value, None), by, now)
        return SaveResult("done", held.id)


async def _seen(customer_id: UUID, version: str) -> _Held | None:
    """The valid details, if they are those that the person has seen. Raises `ChangedMeanwhile`."""
    rows = await fetch(
        "select id, holder, iban_masked as iban from bank_details "
        "where customer_id = {} and valid_from is not null and ended_at is null",
        customer_id,
    )
    held = _Held(rows[0].pop("id"), rows[0]) if rows else None
    if version != (str(held.id) if held else ""):
        raise ChangedMeanwhile
    return held


async def _opened(row_id: UUID, settings: Settings) -> Account | None:
    """Holder and whole IBAN of a row, which the actor may not read. None: the portal has another key since."""
    async with acting_as(Role.SYSTEM):
        rows = await fetch("select holder, iban_sealed from bank_details where id = {}", row_id)
    try:
        return Account(rows[0]["holder"], open_iban(settings, row_id, rows[0]["iban_sealed"]))
    except SealBroken:
        return None


async def _insert(customer_id: UUID, account: Account, mandate: Mandate, by: By, now: datetime) -> UUID:
    """The details with a mandate of their own, not valid yet."""
    row_id = new_id()
    await fetch(
        "insert into bank_details (id, customer_id, holder, iban_sealed, iban_masked, mandate, mandate_text, "
        "signed_at, signed_by) values ({}, {}, {}, {}, {}, {}, {}, {}, {})",
        *(row_id, customer_id, account.holder, seal_iban(by.settings, row_id, account.iban), masked(account.iban)),
        *(new_reference(), agreed(mandate), now, by.actor.account_id),
    )
    return row_id


_OldAndNew = tuple[Value | None, Value | None]


async def _told(kind: ChangeKind, place: Place, values: _OldAndNew, by: By, now: datetime) -> None:
    """Write it down, and tell everybody who has to know."""
    old, new = values
    entry_id = await note(
        field="bank_details",
        action="requested" if kind == "bank-details-requested" else "changed",
        old=old,
        new=new,
        customer_id=place.customer_id,
        done_by="person",
        done_by_account=by.actor.account_id,
        now=now,
    )
    await telling.announce(
        kind=kind,
        customer_id=place.customer_id,
        subject=shortened((new or old or {})["iban"]),
        entry_id=entry_id,
        changed_by=by.actor.account_id,
        client=by.client,
        settings=by.settings,
        now=now,
    )
