"""Taking and giving back seats in meetings.

The database is what makes sure that nobody is booked twice: two constraints forbid overlapping meetings of one person
and of one room, and one forbids taking a seat twice. Here a seat is tried for with one person after the other until the
database agrees, so it does not matter what others do between the look at free times and the attempt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from backend.appointments.availability.model import ServiceRules, Slot, moment_of
from backend.appointments.booking.tables import Meeting
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import Problem
from backend.core.ids import new_id


class TimeGone(Problem):
    """Somebody else was faster, or the time is no longer offered. Others near to it are."""

    status = 409
    slug = "time-gone"
    title = "This time is no longer free"


@dataclass(frozen=True)
class Seat:
    """A place in a meeting that nobody else has."""

    meeting_id: UUID
    number: int
    capacity: int
    starts_at: datetime
    ends_at: datetime


async def take_seat(*, rules: ServiceRules, candidates: Iterable[Slot], now: datetime) -> Seat:
    """The first seat that is to be had. Runs in the caller's transaction, which puts a booking on it at once.

    Raises `TimeGone` when all are taken.
    """
    for slot in candidates:
        seat = await (_join(slot.meeting_id, now) if slot.meeting_id else _meet(rules, slot))
        if seat:
            return seat
    raise TimeGone


async def _join(meeting_id: UUID, now: datetime) -> Seat | None:
    """A seat in a group that is planned already. Whoever else joins waits until this transaction has ended."""
    meetings = await fetch("select * from meeting where id = {} and released_at is null for update", meeting_id)
    if not meetings:
        return None
    [meeting] = meetings
    await _drop_expired(meeting_id, now)
    rows = await fetch("select seat from booking where meeting_id = {} and state <> 'cancelled'", meeting_id)
    free = set(range(1, meeting["capacity"] + 1)) - {row["seat"] for row in rows}
    if not free:
        return None
    return Seat(meeting_id, min(free), meeting["capacity"], meeting["starts_at"], meeting["ends_at"])


async def _meet(rules: ServiceRules, slot: Slot) -> Seat | None:
    """The first seat of a new meeting, unless person or room are taken by now."""
    meeting = Meeting(
        id=new_id(),
        service_id=rules.id,
        person_id=slot.person_id,
        room_id=slot.room_id,
        location_id=slot.location_id,
        channel=slot.channel,
        starts_at=moment_of(slot.start),
        ends_at=moment_of(slot.end),
        blocked_from=moment_of(slot.start - rules.buffer_before),
        blocked_until=moment_of(slot.end + rules.buffer_after),
        capacity=rules.capacity,
    )
    try:
        async with transaction(SYSTEM):
            await meeting.save()
    except (asyncpg.ExclusionViolationError, asyncpg.DeadlockDetectedError):
        return None
    return Seat(meeting.id, 1, rules.capacity, meeting.starts_at, meeting.ends_at)


async def lock_booking(booking_id: UUID) -> None:
    """Until the end of the caller's transaction, whoever else would change the booking waits.

    To be called before the booking is read together with its meeting. A single query that locks and joins would wait
    for somebody who is just moving the booking, and then find nothing: PostgreSQL reads the row it has waited for
    anew, but joins it with the meeting of before (documentation of PostgreSQL, 13.2.1).
    """
    await fetch("select id from booking where id = {} for update", booking_id)


async def leave_seat(*, meeting_id: UUID, now: datetime) -> None:
    """The time is free again when this was the last who would have come; a meeting that nobody remembers goes.

    Runs in the caller's transaction, after the booking has left the meeting.
    """
    await fetch(
        "update meeting m set released_at = {} where m.id = {} and m.released_at is null and not exists "
        "(select from booking b where b.meeting_id = m.id and b.state <> 'cancelled')",
        now,
        meeting_id,
    )
    await drop_empty(meeting_id)


async def drop_empty(meeting_id: UUID) -> None:
    """Delete a meeting without any booking. Runs in the caller's transaction."""
    await fetch(
        "delete from meeting m where m.id = {} and not exists (select from booking b where b.meeting_id = m.id)",
        meeting_id,
    )


async def free_expired(*, around: datetime, now: datetime) -> None:
    """Give back the seats near a time that were held longer than agreed, so that they stand in nobody's way.

    What another transaction is working on right now is left to it.
    """
    day = timedelta(days=1)
    await fetch(
        "with gone as (delete from booking where id in (select b.id from booking b join meeting m "
        "on m.id = b.meeting_id where b.state = 'held' and b.held_until <= {} and m.starts_at between {} and {} "
        "order by b.id for update of b skip locked) returning meeting_id) "
        "delete from meeting m using gone where m.id = gone.meeting_id and m.capacity = 1",
        now,
        around - day,
        around + day,
    )


async def _drop_expired(meeting_id: UUID, now: datetime) -> None:
    await fetch("delete from booking where meeting_id = {} and state = 'held' and held_until <= {}", meeting_id, now)
