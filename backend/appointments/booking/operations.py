"""What changes bookings: hold, keep holding, book, move, cancel.

A booking is opened by its token (`links`), which whoever holds a seat gets, or by being allowed to see it: that of a
customer somebody acts for, or any for staff. Routes find out which, and pass on the booking's id.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg

from backend.appointments.availability.free_slots import offers
from backend.appointments.availability.model import Span, Wish, minute_before, moment_of
from backend.appointments.booking.answers import checked_details
from backend.appointments.booking.links import token_for
from backend.appointments.booking.planning import read_plan
from backend.appointments.booking.rules_lock import settled_rules
from backend.appointments.booking.schemas import Details, HeldSeat, Time
from backend.appointments.booking.seats import Seat, drop_empty, free_expired, leave_seat, lock_booking, take_seat
from backend.appointments.booking.tables import Booking, BookingEvent
from backend.appointments.notices import operations as notices
from backend.appointments.waiting import freed as waiting
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts

HELD_FOR: Final = timedelta(minutes=10)
LONGEST_HOLD: Final = timedelta(minutes=40)

_HOLDS_OF_CLIENT = attempts.Limit("appointment-hold", most=40, within=timedelta(hours=1))


class HoldExpired(Problem):
    """The seat was held too long and has been given away, or could be."""

    status = 410
    slug = "hold-expired"
    title = "The time was kept for ten minutes and is no longer"


class TooLateToChange(Problem):
    """The time has come too near, or lies in the past: only staff change it now."""

    status = 409
    slug = "too-late-to-change"
    title = "It is too late to change this online"


class BookingSettled(Problem):
    """It was cancelled before, or has taken place."""

    status = 409
    slug = "booking-settled"
    title = "This appointment can no longer be changed"


@dataclass(frozen=True)
class Owner:
    """Whose appointment it is: a customer's, that of an account without customer, or with neither a guest's."""

    customer_id: UUID | None = None
    account_id: UUID | None = None


@dataclass(frozen=True)
class Hand:
    """Who does something: an account, or nobody known; and whether they work for the company."""

    account_id: UUID | None = None
    is_staff: bool = False


@dataclass(frozen=True)
class KeptSeat:
    """A seat that is held."""

    booking_id: UUID
    starts_at: datetime
    ends_at: datetime


async def hold(
    *,
    service_id: UUID,
    time: Time,
    needs: Sequence[str],
    owner: Owner,
    request_key: UUID,
    client: Client,
    settings: Settings,
    now: datetime,
) -> HeldSeat:
    """Keep a time for ten minutes while its form is filled in. The same `request_key` again is the same seat.

    Raises `NotFound`, `TimeGone`, and `TooManyAttempts` for a client that keeps times and does not book them.
    """
    if known := await _held_before(request_key, settings):
        return known
    subject = keyed_hash(settings.key(), "client", client.key)
    await attempts.spend(charges=[attempts.Charge(_HOLDS_OF_CLIENT, subject)], now=now)
    until = now + HELD_FOR
    try:
        async with transaction(SYSTEM):
            await settled_rules()
            seat = await keep_seat(
                service_id=service_id,
                time=time,
                needs=needs,
                owner=owner,
                until=until,
                request_key=request_key,
                settings=settings,
                now=now,
            )
    except asyncpg.UniqueViolationError:
        # The same request came twice at once, and the other one was faster.
        if known := await _held_before(request_key, settings):
            return known
        raise
    token = token_for(seat.booking_id, key=settings.key())
    return HeldSeat(seat.booking_id, token, seat.starts_at, seat.ends_at, until)


async def keep_seat(
    *,
    service_id: UUID,
    time: Time,
    needs: Sequence[str],
    owner: Owner,
    until: datetime,
    request_key: UUID | None = None,
    settings: Settings,
    now: datetime,
) -> KeptSeat:
    """Hold a seat at a time. Runs in the caller's transaction, after `settled_rules`. Raises `NotFound`, `TimeGone`."""
    await free_expired(around=time.starts_at, now=now)
    seat = await _seat_at(service_id, time, needs, settings, now)
    booking = Booking(
        id=new_id(),
        meeting_id=seat.meeting_id,
        seat=seat.number,
        capacity=seat.capacity,
        state="held",
        held_until=until,
        request_key=request_key,
        customer_id=owner.customer_id,
        account_id=owner.account_id,
        needs=list(needs),
        calendar_uid=f"{new_id()}@{settings.relying_party_id}",
        created_at=now,
        changed_at=now,
    )
    await booking.save()
    return KeptSeat(booking.id, seat.starts_at, seat.ends_at)


async def keep_holding(*, booking_id: UUID, now: datetime) -> datetime:
    """Hold the seat for ten minutes from now, but no longer than 40 in all. Returns until when: later, for a seat that
    was promised for longer. Raises `HoldExpired`.
    """
    async with transaction(SYSTEM):
        booking = await _held_still(booking_id)
        if booking["state"] != "held":
            raise HoldExpired
        until: datetime = max(booking["held_until"], min(now + HELD_FOR, booking["created_at"] + LONGEST_HOLD))
        if until <= now:
            raise HoldExpired
        await fetch("update booking set held_until = {} where id = {}", until, booking_id)
    return until


async def let_go(*, booking_id: UUID, now: datetime) -> None:
    """Give a held seat back, because another time was chosen. Does nothing when it is held no longer."""
    async with transaction(SYSTEM):
        await lock_booking(booking_id)
        await waiting.offer_given_back(booking_id=booking_id, now=now)
        rows = await fetch("delete from booking where id = {} and state = 'held' returning meeting_id", booking_id)
        for row in rows:
            await drop_empty(row["meeting_id"])


async def book(*, booking_id: UUID, details: Details, hand: Hand, now: datetime) -> None:
    """Make an appointment of a held seat. Doing it again with the same seat changes nothing.

    Who comes late still gets the seat if nobody else wanted it meanwhile. Raises `HoldExpired`, and `InvalidInput` for
    what is missing or too long; the seat stays held then.
    """
    async with transaction(SYSTEM):
        await settled_rules()
        booking = await _held_still(booking_id)
        if booking["state"] == "booked":
            return
        if booking["state"] != "held" or booking["starts_at"] <= now:
            raise HoldExpired
        given = await checked_details(service_id=booking["service_id"], channel=booking["channel"], details=details)
        await fetch(
            "update booking set state = 'booked', held_until = null, contact_name = {}, contact_email = {}, "
            "contact_phone = {}, language = {}, answers = {}, reminders = {}, booked_by = {}, changed_at = {} "
            "where id = {}",
            given.contact.name,
            given.contact.email,
            given.contact.phone,
            given.language,
            json.dumps([asdict(answer) | {"question_id": str(answer.question_id)} for answer in given.answers]),
            list(given.reminders),
            hand.account_id,
            now,
            booking_id,
        )
        await waiting.offer_taken(booking_id=booking_id, now=now)
        await _note(booking_id, "booked", hand, now)
        await notices.announce(booking_id=booking_id, news="booked", now=now)


async def move(*, booking_id: UUID, time: Time, hand: Hand, settings: Settings, now: datetime) -> None:
    """Put the appointment at another time, or none of it happens. Except in groups, the new time may overlap the old.

    Moving it to where it is already changes nothing. Raises `TimeGone`, `TooLateToChange` (never for staff),
    `BookingSettled`, `NotFound`.
    """
    async with transaction(SYSTEM):
        await settled_rules()
        booking = await _locked(booking_id)
        _refuse_settled(booking, hand, now)
        if time == Time(booking["starts_at"], booking["channel"], booking["location_id"]):
            return
        await free_expired(around=time.starts_at, now=now)
        # While the database looks for a new seat, the old one must not stand in the way.
        await fetch("update meeting set released_at = {} where id = {} and capacity = 1", now, booking["meeting_id"])
        seat = await _seat_at(booking["service_id"], time, booking["needs"], settings, now)
        await fetch(
            "update booking set meeting_id = {}, seat = {}, capacity = {}, calendar_sequence = calendar_sequence + 1, "
            "changed_at = {} where id = {}",
            seat.meeting_id,
            seat.number,
            seat.capacity,
            now,
            booking_id,
        )
        await waiting.note_freed(meeting_id=booking["meeting_id"], now=now)
        await leave_seat(meeting_id=booking["meeting_id"], now=now)
        await _note(booking_id, "moved", hand, now, moved_from=booking["starts_at"])
        await notices.announce(booking_id=booking_id, news="moved", now=now)


async def cancel(*, booking_id: UUID, hand: Hand, now: datetime) -> None:
    """Give the time back. Cancelling what is cancelled already changes nothing.

    Raises `TooLateToChange` (never for staff), `BookingSettled`, `NotFound`.
    """
    async with transaction(SYSTEM):
        booking = await _locked(booking_id)
        if booking["state"] == "cancelled":
            return
        _refuse_settled(booking, hand, now)
        await fetch(
            "update booking set state = 'cancelled', cancelled_at = {}, cancelled_by = {}, "
            "calendar_sequence = calendar_sequence + 1, changed_at = {} where id = {}",
            now,
            "staff" if hand.is_staff else "customer",
            now,
            booking_id,
        )
        await waiting.note_freed(meeting_id=booking["meeting_id"], now=now)
        await leave_seat(meeting_id=booking["meeting_id"], now=now)
        await _note(booking_id, "cancelled", hand, now)
        await notices.announce(booking_id=booking_id, news="cancelled", now=now)


async def _seat_at(service_id: UUID, time: Time, needs: Sequence[str], settings: Settings, now: datetime) -> Seat:
    minute = minute_before(time.starts_at)
    window = Span(minute, minute + 1)
    plan = await read_plan(service_id=service_id, window=window, now=now)
    wish = Wish(time.channel, time.location_id, frozenset(needs))
    candidates = plan.candidates(wish, window=window, now=now, zone=settings.time_zone)
    wanted = (time.starts_at, time.location_id)
    here = [slot for slot in candidates if (moment_of(slot.start), slot.location_id) == wanted]
    offered = offers(here, plan.people, zone=settings.time_zone)
    # Whom the list of free times would have chosen, and then all others.
    return await take_seat(rules=plan.rules, candidates=dict.fromkeys([*offered, *here]), now=now)


async def _held_before(request_key: UUID, settings: Settings) -> HeldSeat | None:
    async with transaction(SYSTEM):
        rows = await fetch(
            "select b.id, b.held_until, m.starts_at, m.ends_at from booking b join meeting m on m.id = b.meeting_id "
            "where b.request_key = {} and b.state in ('held', 'booked')",
            request_key,
        )
    if not rows:
        return None
    [row] = rows
    token = token_for(row["id"], key=settings.key())
    return HeldSeat(row["id"], token, row["starts_at"], row["ends_at"], row["held_until"])


async def _held_still(booking_id: UUID) -> dict[str, Any]:
    """As `_locked`, for a seat that may have been given away. Raises `HoldExpired`."""
    try:
        return await _locked(booking_id)
    except NotFound:
        raise HoldExpired from None


async def _locked(booking_id: UUID) -> dict[str, Any]:
    """The booking with its meeting; whoever else would change it waits."""
    await lock_booking(booking_id)
    rows = await fetch(
        "select b.*, m.service_id, m.channel, m.location_id, m.starts_at, m.ends_at, s.cancel_until from booking b "
        "join meeting m on m.id = b.meeting_id join service s on s.id = m.service_id where b.id = {}",
        booking_id,
    )
    if not rows:
        raise NotFound
    return rows[0]


def _refuse_settled(booking: dict[str, Any], hand: Hand, now: datetime) -> None:
    if booking["state"] != "booked":
        raise BookingSettled
    last = booking["starts_at"] - timedelta(minutes=booking["cancel_until"])
    if now > last and not (hand.is_staff and now < booking["ends_at"]):
        raise TooLateToChange


async def _note(
    booking_id: UUID,
    kind: Literal["booked", "moved", "cancelled"],
    hand: Hand,
    now: datetime,
    *,
    moved_from: datetime | None = None,
) -> None:
    await BookingEvent(
        id=new_id(),
        booking_id=booking_id,
        kind=kind,
        by_staff=hand.is_staff,
        account_id=hand.account_id,
        moved_from=moved_from,
        at=now,
    ).save()
