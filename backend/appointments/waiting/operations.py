"""What changes the waiting list: join, leave, offer a freed time, decline, pass it on.

An offer is a seat that is held for whoever waits, by the same constraints as every other hold. It is taken by booking
that seat (`booking.operations.book`), and given back by letting go of it.
"""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg

from backend.appointments.booking import operations as bookings
from backend.appointments.booking.operations import Owner
from backend.appointments.booking.rules_lock import settled_rules
from backend.appointments.booking.schemas import OFFERED_NEEDS
from backend.appointments.booking.seats import TimeGone, leave_seat, lock_booking
from backend.appointments.waiting.letter import tell_of_offer
from backend.appointments.waiting.line import Freed, Match, in_line, matches
from backend.appointments.waiting.schemas import AskToWait
from backend.appointments.waiting.tables import WaitingEntry, WaitingOffer
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.ids import new_id
from backend.core.jobs import enqueue
from backend.core.settings import Settings

KEPT: Final = timedelta(days=30)
"""How long an entry is kept when it is over."""

FREED_KEPT: Final = timedelta(days=1)

_LONGEST: Final = timedelta(days=366)
# So that whoever is next in line comes before whoever happens to look, also when the worker is a little late.
_GRACE: Final = timedelta(minutes=15)
_LINE: Final = 0x5E87_1CE8


class AlreadyWaiting(Problem):
    """Each customer has one place in the line for a service. Leaving it makes room for another wish."""

    status = 409
    slug = "already-waiting"
    title = "There is an entry on the waiting list for this service already"


async def join(*, wish: AskToWait, owner: Owner, joined_by: UUID, settings: Settings, now: datetime) -> UUID:
    """Wait for a time to get free. Raises `AlreadyWaiting`, `NotFound` for a service, way or location that is not
    offered, `InvalidInput` for "last_day".
    """
    first_day = _first_day(wish, now.astimezone(settings.time_zone).date())
    entry = WaitingEntry(
        id=new_id(),
        service_id=wish.service_id,
        customer_id=owner.customer_id,
        account_id=owner.account_id,
        joined_by=joined_by,
        channel=wish.channel,
        location_id=wish.location_id if wish.channel == "on_site" else None,
        first_day=first_day,
        last_day=wish.last_day,
        weekdays=sorted(set(wish.weekdays)),
        parts=list(dict.fromkeys(wish.parts)),
        needs=[need for need in OFFERED_NEEDS if need in wish.needs],
        language=wish.language,
        in_line_since=now,
        created_at=now,
    )
    try:
        async with transaction(SYSTEM):
            await settled_rules()
            await _require_offered(entry)
            await entry.save()
    except asyncpg.UniqueViolationError:
        raise AlreadyWaiting from None
    entry_id: UUID = entry.id
    return entry_id


async def leave(*, entry_id: UUID, now: datetime) -> None:
    """Wait no longer. A time that is offered goes to the next in line. Leaving twice changes nothing."""
    async with transaction(SYSTEM):
        await _give_back(entry_id, now)
        await fetch(
            "update waiting_entry set state = 'ended', ended_at = {} where id = {} and state in ('waiting', 'offered')",
            now,
            entry_id,
        )


async def decline(*, entry_id: UUID, now: datetime) -> None:
    """Give the offered time back and wait on, at the same place in the line. Without an offer nothing changes."""
    async with transaction(SYSTEM):
        await _give_back(entry_id, now)


async def offer_freed(*, freed_id: UUID, settings: Settings, now: datetime) -> None:
    """Offer a time that has got free to those who wait for it. Doing it again changes nothing."""
    async with transaction(SYSTEM):
        await _own_line()
        rows = await fetch("delete from freed_time where id = {} returning *", freed_id)
        for row in rows:
            await _offer(Freed(**row), settings, now)


async def pass_on(*, offer_id: UUID, settings: Settings, now: datetime) -> None:
    """The time to answer is over: the seat goes to the next in line, in this very transaction. Whoever did not answer
    waits on at the end of the line. Does nothing for an offer that is not open or not over yet.
    """
    async with transaction(SYSTEM):
        await _own_line()
        booking_id = await _booking_of_lapsed(offer_id, now)
        if booking_id:
            await lock_booking(booking_id)
        lapsed = await fetch(
            "update waiting_offer o set state = 'lapsed', decided_at = {} where o.id = {} and o.state = 'open' "
            "and o.until <= {} returning o.entry_id, "
            "(select b.meeting_id from booking b where b.id = o.booking_id) as meeting_id",
            *(now, offer_id, now),
        )
        for row in lapsed:
            await fetch(
                "update waiting_entry set state = 'waiting', in_line_since = {} where id = {} and state = 'offered'",
                *(now, row["entry_id"]),
            )
            if row["meeting_id"]:
                await _hand_over(booking_id, row["meeting_id"], settings, now)


async def catch_up(*, settings: Settings, now: datetime) -> None:
    """All that is due by now: entries and offers whose time is over, and freed times whose job was lost."""
    async with transaction(SYSTEM):
        today = now.astimezone(settings.time_zone).date()
        await fetch(
            "update waiting_entry set state = 'ended', ended_at = {} where state = 'waiting' and last_day < {}",
            *(now, today),
        )
        due = await fetch("select id from waiting_offer where state = 'open' and until <= {} order by until, id", now)
        freed = await fetch("select id from freed_time order by freed_at, id")
    for row in due:
        await pass_on(offer_id=row["id"], settings=settings, now=now)
    for row in freed:
        await offer_freed(freed_id=row["id"], settings=settings, now=now)


async def forget_old(*, now: datetime) -> None:
    """Erase entries that were over a month ago, and freed times that nobody could offer."""
    await fetch("delete from waiting_entry where ended_at < {}", now - KEPT)
    await fetch("delete from freed_time where freed_at < {}", now - FREED_KEPT)


async def _own_line() -> None:
    """Until the end of the transaction no rule changes, and nobody else offers anything."""
    await settled_rules()
    await fetch("select pg_advisory_xact_lock({}::bigint)", _LINE)


async def _offer(freed: Freed, settings: Settings, now: datetime) -> None:
    """Go through the line, and hold for each the first of the freed times that suits, as long as there are any."""
    for entry in await in_line(freed=freed, settings=settings, now=now):
        for match in await matches(entry=entry, freed=freed, settings=settings, now=now):
            if await _held_for(entry["id"], Owner(entry["customer_id"], entry["account_id"]), match, settings, now):
                break


async def _held_for(entry_id: UUID, owner: Owner, match: Match, settings: Settings, now: datetime) -> bool:
    """Hold the time for whoever waits, and tell them; False when somebody else was faster."""
    [entry] = await fetch("select * from waiting_entry where id = {} for update", entry_id)
    if entry["state"] != "waiting":
        return True
    try:
        seat = await bookings.keep_seat(
            service_id=entry["service_id"],
            time=match.time,
            needs=entry["needs"],
            owner=owner,
            until=match.until + _GRACE,
            settings=settings,
            now=now,
        )
    except TimeGone:
        return False
    offer = WaitingOffer(
        id=new_id(),
        entry_id=entry_id,
        booking_id=seat.booking_id,
        starts_at=match.time.starts_at,
        until=match.until,
        offered_at=now,
    )
    await offer.save()
    await fetch("update waiting_entry set state = 'offered' where id = {}", entry_id)
    await enqueue("appointments.offer-ends", offer.id, delay=match.until - now)
    await tell_of_offer(entry=entry, booking_id=seat.booking_id, until=match.until, settings=settings, now=now)
    return True


async def _give_back(entry_id: UUID, now: datetime) -> None:
    rows = await fetch(
        "select b.id, b.meeting_id from waiting_offer o join booking b on b.id = o.booking_id "
        "where o.entry_id = {} and o.state = 'open'",
        entry_id,
    )
    for row in rows:
        await bookings.let_go(booking_id=row["id"], now=now)


async def _booking_of_lapsed(offer_id: UUID, now: datetime) -> UUID | None:
    rows = await fetch(
        "select booking_id from waiting_offer where id = {} and state = 'open' and until <= {}", offer_id, now
    )
    found: UUID | None = rows[0]["booking_id"] if rows else None
    return found


async def _hand_over(booking_id: UUID | None, meeting_id: UUID, settings: Settings, now: datetime) -> None:
    """Free the seat, and offer it before anybody else can take it."""
    [freed] = await fetch(
        "select {}::uuid as id, person_id, room_id, blocked_from as starts_at, blocked_until as ends_at, "
        "{}::timestamptz as freed_at from meeting where id = {}",
        *(new_id(), now, meeting_id),
    )
    await fetch("delete from booking where id = {} and state = 'held'", booking_id)
    await leave_seat(meeting_id=meeting_id, now=now)
    await _offer(Freed(**freed), settings, now)


def _first_day(wish: AskToWait, today: date) -> date:
    first_day = max(wish.first_day or today, today)
    if wish.last_day < first_day:
        raise InvalidInput({"last_day": "past"})
    if wish.last_day - today > _LONGEST:
        raise InvalidInput({"last_day": "too-far"})
    return first_day


async def _require_offered(entry: WaitingEntry) -> None:
    rows = await fetch(
        "select id from service s where s.id = {} and s.retired_at is null and {} = any(s.channels) "
        "and ({}::uuid is null or exists (select from service_location sl join location l on l.id = sl.location_id "
        "where sl.service_id = s.id and l.id = {} and l.retired_at is null))",
        *(entry.service_id, entry.channel, entry.location_id, entry.location_id),
    )
    if not rows:
        raise NotFound
