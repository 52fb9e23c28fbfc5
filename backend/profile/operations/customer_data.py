"""What people change about the customer whom they look after: name, addresses, phone numbers.

Only a grant for everything is enough. The database says so itself (`app.changeable_customer` in its policies), and here
once more, so that whoever may only read is told why.

Changes of some fields wait for staff. Until then the old value holds, and the person can take the change back.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.core.database import Actor, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id
from backend.profile import places
from backend.profile.operations.history import note
from backend.profile.places import Place
from backend.profile.schemas import SaveResult
from backend.profile.values import CustomerField, Value, decode, encode, version_of

MOST_IN_A_LIST: Final = 20


class MayNotChange(Problem):
    """The account may look at the customer's data, but not change them."""

    status = 403
    slug = "may-not-change"
    title = "This grant does not allow changes"


class ChangedMeanwhile(Problem):
    """Somebody else, or another tab, has changed it since it was shown; nothing was saved."""

    status = 409
    slug = "changed-meanwhile"
    title = "It was changed meanwhile"


class TooManyEntries(Problem):
    """The list is as long as it may be."""

    status = 409
    slug = "too-many-entries"
    title = "The list is full"


async def save(
    *,
    actor: Actor,
    field: CustomerField,
    target: UUID | None,
    value: Value,
    version: str,
    reviewed: Collection[CustomerField],
    now: datetime,
) -> SaveResult:
    """Replace what the person has seen as `version`. `value` has been checked by `backend.profile.values`.

    Raises `MayNotChange`, `NotFound`, `ChangedMeanwhile`, and `InvalidInput` for a phone number kept twice.
    """
    async with transaction(actor):
        place = Place(field, await changeable_customer(), target)
        old = await _seen(place, version)
        if old == value:
            return SaveResult("unchanged", target)
        return await _carry_out(place, old, value, actor=actor, reviewed=reviewed, now=now)


async def add(
    *, actor: Actor, field: CustomerField, value: Value, reviewed: Collection[CustomerField], now: datetime
) -> SaveResult:
    """One more entry of a list. Raises `MayNotChange`, `TooManyEntries`, and `InvalidInput` for a number kept twice."""
    async with transaction(actor):
        place = Place(field, await changeable_customer(), new_id())
        if await places.count(place) >= MOST_IN_A_LIST:
            raise TooManyEntries
        return await _carry_out(place, None, value, actor=actor, reviewed=reviewed, now=now)


async def remove(
    *,
    actor: Actor,
    field: CustomerField,
    target: UUID,
    version: str,
    reviewed: Collection[CustomerField],
    now: datetime,
) -> SaveResult:
    """Take an entry out of a list; for a while it can be brought back.

    Raises `MayNotChange`, `NotFound`, `ChangedMeanwhile`.
    """
    async with transaction(actor):
        place = Place(field, await changeable_customer(), target)
        old = await _seen(place, version)
        return await _carry_out(place, old, None, actor=actor, reviewed=reviewed, now=now)


async def restore(
    *, actor: Actor, field: CustomerField, target: UUID, reviewed: Collection[CustomerField], now: datetime
) -> SaveResult:
    """Bring a removed entry back. Raises `MayNotChange`, `NotFound`, `TooManyEntries`, `InvalidInput` as `add` does."""
    async with transaction(actor):
        place = Place(field, await changeable_customer(), target)
        value = await places.removed(place)
        if value is None:
            raise NotFound
        if await places.count(place) >= MOST_IN_A_LIST:
            raise TooManyEntries
        return await _carry_out(place, None, value, actor=actor, reviewed=reviewed, now=now)


async def withdraw(*, actor: Actor, request_id: UUID, now: datetime) -> None:
    """Take a change back that waits for staff. Raises `MayNotChange`, `NotFound` when it does not wait any more."""
    async with transaction(actor):
        customer_id = await changeable_customer()
        rows = await fetch(
            "update change_request set state = 'withdrawn', decided_at = {} where id = {} and customer_id = {} "
            "and state = 'waiting' returning field, old_value, new_value",
            now,
            request_id,
            customer_id,
        )
        if not rows:
            raise NotFound
        await note(
            field=rows[0]["field"],
            action="withdrawn",
            old=decode(rows[0]["old_value"]),
            new=decode(rows[0]["new_value"]),
            customer_id=customer_id,
            done_by="person",
            done_by_account=actor.account_id,
            now=now,
        )


async def put_away(*, actor: Actor, request_id: UUID, now: datetime) -> None:
    """Show a refusal no longer: the person has read it. Raises `MayNotChange`, `NotFound`."""
    async with transaction(actor):
        rows = await fetch(
            "update change_request set read_at = {} where id = {} and customer_id = {} and state = 'refused' "
            "returning id",
            now,
            request_id,
            await changeable_customer(),
        )
    if not rows:
        raise NotFound


async def changeable_customer() -> UUID:
    """The customer that the session acts for, locked: changes of one customer's data come one after the other."""
    rows = await fetch("select id from customer where id = app.changeable_customer() for no key update")
    if not rows:
        raise MayNotChange
    customer_id: UUID = rows[0]["id"]
    return customer_id


async def _seen(place: Place, version: str) -> Value:
    value = await places.held(place)
    if value is None:
        raise NotFound
    if version_of(value) != version:
        raise ChangedMeanwhile
    return value


async def _carry_out(
    place: Place,
    old: Value | None,
    new: Value | None,
    *,
    actor: Actor,
    reviewed: Collection[CustomerField],
    now: datetime,
) -> SaveResult:
    waits = place.field in reviewed
    if waits:
        await withdraw_waiting(place=place, now=now)
        await ask_for(place=place, old=old, new=new, actor=actor, now=now)
    else:
        await places.put(place, new, now)
    await note(
        field=place.field,
        action="requested" if waits else "changed",
        old=old,
        new=new,
        customer_id=place.customer_id,
        done_by="person",
        done_by_account=actor.account_id,
        now=now,
    )
    return SaveResult("waiting" if waits else "done", place.target)


async def withdraw_waiting(*, place: Place, now: datetime) -> None:
    """A later change of the same thing takes the place of an earlier one that still waits.

    Of bank details there is only one thing, although each new account is a row of its own.
    """
    await fetch(
        "update change_request set state = 'withdrawn', decided_at = {} where customer_id = {} and field = {} "
        "and (field = 'bank_details' or target is not distinct from {}::uuid) and state = 'waiting'",
        now,
        place.customer_id,
        place.field,
        place.target,
    )


async def ask_for(*, place: Place, old: Value | None, new: Value | None, actor: Actor, now: datetime) -> None:
    """Let a change wait for staff."""
    await fetch(
        "insert into change_request (id, customer_id, field, target, old_value, new_value, requested_by, requested_at) "
        "values ({}, {}, {}, {}, {}::jsonb, {}::jsonb, {}, {})",
        *(new_id(), place.customer_id, place.field, place.target, encode(old), encode(new), actor.account_id, now),
    )
