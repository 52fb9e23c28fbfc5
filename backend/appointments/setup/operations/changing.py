"""What all changes of the setup share: how one is tried, retiring things, and bringing them back.

Each change is one transaction, during which nobody books. One that would hit booked appointments says which, and
changes nothing, until it is sent again with the name of that very list (`Consent.confirmation`).
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.booking import operations as booking
from backend.appointments.booking.operations import Hand
from backend.appointments.booking.rules_lock import change_rules
from backend.appointments.setup.impact import Appointment, confirmation_of, newly_hit, upcoming
from backend.appointments.setup.schemas import Consent, Hit, SaveResult
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id

Kind = Literal["location", "service", "resource"]


class SetupChangedMeanwhile(Problem):
    """Somebody else, or another tab, has changed it since it was shown; nothing was saved."""

    status = 409
    slug = "setup-changed-meanwhile"
    title = "It was changed meanwhile"


@dataclass(frozen=True)
class By:
    """Who changes something, when, and what they want to become of appointments that are hit."""

    account_id: UUID
    now: datetime
    zone: ZoneInfo
    consent: Consent = field(default_factory=Consent)


class _Asks(Exception):
    """The change hits appointments, and nobody has agreed to that yet."""


@dataclass
class Change:
    """A change under way: what it is about, and what it does to appointments."""

    id: UUID
    zone: str
    hits: list[Hit] = field(default_factory=list)
    confirmation: str = ""
    cancelled: int = 0
    is_undone: bool = False

    def result(self) -> SaveResult:
        if self.is_undone:
            return SaveResult("asks", self.id, self.hits, self.confirmation, zone=self.zone)
        return SaveResult("saved", self.id, cancelled=self.cancelled)


@asynccontextmanager
async def change(*, thing_id: UUID | None, by: By) -> AsyncIterator[Change]:
    """What is changed inside is undone again, quietly, when it would hit appointments without consent."""
    made = Change(thing_id or new_id(), str(by.zone))
    try:
        async with transaction(SYSTEM):
            await change_rules()
            before = await upcoming(now=by.now, zone=by.zone)
            held = await upcoming(now=by.now, zone=by.zone, state="held")
            yield made
            found = newly_hit(before, await upcoming(now=by.now, zone=by.zone))
            if found:
                made.hits, made.confirmation = [hit for _, hit in found], confirmation_of(found)
                if by.consent.confirmation != made.confirmation:
                    raise _Asks
                made.cancelled = await _cancel(found, by)
            await _let_go(newly_hit(held, await upcoming(now=by.now, zone=by.zone, state="held")), by)
    except _Asks:
        made.is_undone = True


_LOCK: Final = {
    "location": "select id from location where id = {} for update",
    "service": "select id from service where id = {} for update",
    "resource": "select id from resource where id = {} for update",
}
_RETIRE: Final = {
    "location": "update location set retired_at = coalesce(retired_at, {}) where id = {}",
    "service": "update service set retired_at = coalesce(retired_at, {}) where id = {}",
    "resource": "update resource set retired_at = coalesce(retired_at, {}) where id = {}",
}
_RESTORE: Final = {
    "location": "update location set retired_at = null where id = {}",
    "service": "update service set retired_at = null where id = {}",
    "resource": "update resource set retired_at = null where id = {}",
}


async def retire(*, kind: Kind, thing_id: UUID, by: By) -> SaveResult:
    """Offer it no longer. What is booked stays until somebody moves or cancels it. Raises `NotFound`."""
    async with change(thing_id=thing_id, by=by) as made:
        await lock(kind=kind, thing_id=thing_id)
        await fetch(_RETIRE[kind], by.now, thing_id)
    return made.result()


async def restore(*, kind: Kind, thing_id: UUID) -> None:
    """Offer it again. Raises `NotFound`."""
    async with transaction(SYSTEM):
        await lock(kind=kind, thing_id=thing_id)
        await fetch(_RESTORE[kind], thing_id)


async def lock(*, kind: Kind, thing_id: UUID) -> None:
    """Whoever else would change the thing waits. Raises `NotFound`."""
    if not await fetch(_LOCK[kind], thing_id):
        raise NotFound


async def set_links(*, table: Literal["service_location", "resource_location"], owner: UUID, ids: list[UUID]) -> None:
    """Where a service is to be had, or somebody works: these locations and no others."""
    forget, add = _LINKS[table]
    await fetch(forget, owner)
    for location_id in ids:
        await fetch(add, new_id(), owner, location_id)


async def offered_locations() -> list[UUID]:
    """What can be ticked."""
    return [row["id"] for row in await fetch("select id from location")]


def thing_id(text: str) -> UUID | None:
    """None for a new thing. Raises `NotFound` for what is no id."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


async def _cancel(found: list[tuple[Appointment, Hit]], by: By) -> int:
    """Cancel those that were chosen. Returns how many people had booked them."""
    hand = Hand(by.account_id, is_staff=True)
    unwanted = [appointment for appointment, hit in found if by.consent.hits.get(str(hit.id)) == "cancel"]
    booking_ids = [booking_id for appointment in unwanted for booking_id in appointment.booking_ids]
    for booking_id in booking_ids:
        await booking.cancel(booking_id=booking_id, hand=hand, now=by.now)
    return len(booking_ids)


async def _let_go(found: list[tuple[Appointment, Hit]], by: By) -> None:
    """Whoever is filling in the form for such a time hears that it has gone, and is offered others."""
    for appointment, _ in found:
        for booking_id in appointment.booking_ids:
            await booking.let_go(booking_id=booking_id, now=by.now)


_LINKS: Final = {
    "service_location": (
        "delete from service_location where service_id = {}",
        "insert into service_location (id, service_id, location_id) values ({}, {}, {})",
    ),
    "resource_location": (
        "delete from resource_location where resource_id = {}",
        "insert into resource_location (id, resource_id, location_id) values ({}, {}, {})",
    ),
}
