"""What staff note down about appointments: who has come and who has not, and what is good to know next time."""

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.agenda.queries import may_attend
from backend.appointments.booking.operations import BookingSettled
from backend.appointments.booking.seats import lock_booking
from backend.appointments.booking.tables import BookingEvent
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.ids import new_id

LONGEST_NOTE: Final = 2_000


class NotYet(Problem):
    """Nobody has come to an appointment of tomorrow, and nobody has missed one that has not begun."""

    status = 409
    slug = "appointment-not-yet"
    title = "It is too early to say this of the appointment"


class NoteChanged(Problem):
    """Somebody else has changed the note since it was read; saving would take away what they wrote."""

    status = 409
    slug = "note-changed"
    title = "Somebody else has changed this note"


async def attend(*, booking_id: UUID, staff_id: UUID, now: datetime, zone: ZoneInfo) -> None:
    """The person is here. Saying it again changes nothing. Raises `NotYet`, `BookingSettled`, `NotFound`."""
    async with transaction(SYSTEM):
        booking = await _locked(booking_id)
        if booking["state"] == "attended":
            return
        if booking["state"] != "booked":
            raise BookingSettled
        if not may_attend(starts_at=booking["starts_at"], now=now, zone=zone):
            raise NotYet
        await _settle(booking_id, "attended", "attended", staff_id, now)


async def miss(*, booking_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Nobody has come. Saying it again changes nothing. Raises `NotYet`, `BookingSettled`, `NotFound`."""
    async with transaction(SYSTEM):
        booking = await _locked(booking_id)
        if booking["state"] == "missed":
            return
        if booking["state"] != "booked":
            raise BookingSettled
        if booking["starts_at"] > now:
            raise NotYet
        await _settle(booking_id, "missed", "missed", staff_id, now)


async def reopen(*, booking_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Take back that somebody has come, or has not. Raises `BookingSettled` for a cancelled one, `NotFound`."""
    async with transaction(SYSTEM):
        booking = await _locked(booking_id)
        if booking["state"] == "booked":
            return
        if booking["state"] == "cancelled":
            raise BookingSettled
        await _settle(booking_id, "booked", "reopened", staff_id, now)


async def write_note(*, booking_id: UUID, note: str, before: str) -> None:
    """Replace the note. The person does not see it in the portal, but gets it with all other data on request.

    Raises `NoteChanged`, `InvalidInput` for one that is too long, `NotFound`.
    """
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise InvalidInput({"note": "note-shape"})
    async with transaction(SYSTEM):
        booking = await _locked(booking_id)
        if booking["note"] not in {before, note}:
            raise NoteChanged
        await fetch("update booking set note = {} where id = {}", note, booking_id)


async def _locked(booking_id: UUID) -> dict[str, Any]:
    """The booking, which nobody else changes meanwhile. Raises `NotFound`, also for a seat that is only held."""
    await lock_booking(booking_id)
    rows = await fetch(
        "select b.state, b.note, m.starts_at from booking b join meeting m on m.id = b.meeting_id "
        "where b.id = {} and b.state <> 'held'",
        booking_id,
    )
    if not rows:
        raise NotFound
    return rows[0]


async def _settle(
    booking_id: UUID,
    state: Literal["booked", "attended", "missed"],
    kind: Literal["attended", "missed", "reopened"],
    staff_id: UUID,
    now: datetime,
) -> None:
    await fetch("update booking set state = {}, changed_at = {} where id = {}", state, now, booking_id)
    event = BookingEvent(
        id=new_id(), booking_id=booking_id, kind=kind, by_staff=True, account_id=staff_id, moved_from=None, at=now
    )
    await event.save()
