"""What guests do: keep a time, prove their mailbox, book.

Nothing is sent to an address before its writer keeps a time, and nothing is booked before they have read the mail. The
token of the seat is all that ties the steps together.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.appointments.booking import operations as booking
from backend.appointments.booking.answers import checked_details
from backend.appointments.booking.links import booking_of
from backend.appointments.booking.operations import Hand, HoldExpired, Owner
from backend.appointments.booking.schemas import Details, HeldSeat, Time
from backend.appointments.guests.queries import require_open_to_guests
from backend.appointments.guests.schemas import CodeSent
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import Problem, TooManyAttempts
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts, email_codes
from backend.identity.operations.email_codes import Mailing

_BOOKINGS_OF_ADDRESS: Final = attempts.Limit("guest-booking", most=5, within=timedelta(hours=24))
"""Or one mailbox could fill all calendars."""


class TooManyBookings(Problem):
    """Whoever reads this mailbox has booked as often as one may without an account in 24 hours."""

    status = 429
    slug = "too-many-guest-bookings"
    title = "Too many appointments have been booked with this address"


async def hold(
    *,
    service_id: UUID,
    time: Time,
    needs: Sequence[str],
    request_key: UUID,
    client: Client,
    settings: Settings,
    now: datetime,
) -> HeldSeat:
    """Keep a time for ten minutes, as `booking.hold`. Raises `NotFound` for a service that guests cannot book, too."""
    await require_open_to_guests(service_id=service_id)
    return await booking.hold(
        service_id=service_id,
        time=time,
        needs=needs,
        owner=Owner(),
        request_key=request_key,
        client=client,
        settings=settings,
        now=now,
    )


async def send_code(*, token: str, details: Details, client: Client, settings: Settings, now: datetime) -> CodeSent:
    """Send a code to the address in the form, once the form is right: whoever has read the mail need not go back to it.

    Raises `NotFound`, `HoldExpired`, `InvalidInput`, `TooManyAttempts`.
    """
    given = await _checked_form(booking_of(token, key=settings.key()), details)
    address = given.contact.email
    await email_codes.charge_request(email=address, client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        mailing = Mailing("guest-booking", "guest_booking_code", address, given.language)
        sent = await email_codes.send(mailing=mailing, settings=settings, now=now)
    return CodeSent(sent.request_id, sent.expires_at, address)


async def book(
    *,
    token: str,
    request_id: UUID,
    code: str,
    details: Details,
    client: Client,
    settings: Settings,
    now: datetime,
) -> UUID:
    """Make an appointment of the seat that is kept. Returns the booking's id.

    The form is checked before the code is used up. Doing it again with the same address changes nothing: the answer may
    have been lost on its way.

    Raises `NotFound`, `HoldExpired`, `InvalidInput`, `TooManyAttempts`, `TooManyBookings` and what `email_codes.redeem`
    raises.
    """
    booking_id = booking_of(token, key=settings.key())
    if await _is_booked_for(booking_id, email=details.contact.email):
        return booking_id
    given = await _checked_form(booking_id, details)
    proven = await email_codes.redeem(
        purpose="guest-booking", request_id=request_id, code=code, client=client, settings=settings, now=now
    )
    subject = keyed_hash(settings.key(), "address", proven.email)
    try:
        await attempts.spend(charges=[attempts.Charge(_BOOKINGS_OF_ADDRESS, subject)], now=now)
    except TooManyAttempts:
        raise TooManyBookings from None
    proven_details = replace(given, contact=replace(given.contact, email=proven.email))
    await booking.book(booking_id=booking_id, details=proven_details, hand=Hand(), now=now)
    return booking_id


async def _is_booked_for(booking_id: UUID, *, email: str) -> bool:
    async with transaction(SYSTEM):
        return bool(
            await fetch(
                "select id from booking where id = {} and state = 'booked' and customer_id is null "
                "and account_id is null and contact_email = {}",
                booking_id,
                email.strip().lower(),
            )
        )


async def _checked_form(booking_id: UUID, details: Details) -> Details:
    """What is said about the seat that a guest keeps, tidied up.

    Raises `HoldExpired`, also for a seat that is booked by now, or is not a guest's, and `InvalidInput`.
    """
    async with transaction(SYSTEM):
        rows = await fetch(
            "select m.service_id, m.channel from booking b join meeting m on m.id = b.meeting_id where b.id = {} "
            "and b.state = 'held' and b.customer_id is null and b.account_id is null",
            booking_id,
        )
        if not rows:
            raise HoldExpired
        [held] = rows
        return await checked_details(
            service_id=held["service_id"], channel=held["channel"], details=details, email_needed=True
        )
