"""What bookings tell the waiting list: that a time has got free, and what became of one that was offered.

Everything here runs as the system, in the transaction that changes the booking, and so shares its fate.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from backend.core.database import fetch
from backend.core.ids import new_id
from backend.core.jobs import enqueue


async def note_freed(*, meeting_id: UUID, now: datetime) -> None:
    """A seat in this meeting is being given back: have it offered to whoever waits. To be called while the meeting
    still exists; without anybody waiting there is nothing to do.
    """
    freed_id = new_id()
    noted = await fetch(
        "insert into freed_time (id, person_id, room_id, starts_at, ends_at, freed_at) "
        "select {}, m.person_id, m.room_id, m.blocked_from, m.blocked_until, {} from meeting m "
        "where m.id = {} and m.starts_at > {} "
        "and exists (select from waiting_entry where state = 'waiting') returning id",
        *(freed_id, now, meeting_id, now),
    )
    if noted:
        await enqueue("appointments.offer-freed", freed_id)


async def offer_taken(*, booking_id: UUID, now: datetime) -> None:
    """The seat is booked. If it had been offered, whoever took it waits no longer."""
    for row in await _decide(booking_id, "taken", now):
        await fetch("update waiting_entry set state = 'taken', ended_at = {} where id = {}", now, row["entry_id"])


async def offer_given_back(*, booking_id: UUID, now: datetime) -> None:
    """The seat that is being given back may have been offered: whoever had it waits on, and the next in line is asked.

    To be called before the seat is left.
    """
    for row in await _decide(booking_id, "given_back", now):
        await fetch("update waiting_entry set state = 'waiting' where id = {} and state = 'offered'", row["entry_id"])
        await note_freed(meeting_id=row["meeting_id"], now=now)


async def _decide(booking_id: UUID, outcome: Literal["taken", "given_back"], now: datetime) -> list[dict[str, Any]]:
    return await fetch(
        "update waiting_offer o set state = {}, decided_at = {} from booking b "
        "where b.id = {} and o.booking_id = b.id and o.state = 'open' returning o.entry_id, b.meeting_id",
        *(outcome, now, booking_id),
    )
