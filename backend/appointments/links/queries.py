"""What the link in a mail opens."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.appointments.availability.model import Wish
from backend.appointments.booking import queries as bookings
from backend.appointments.booking.links import booking_of
from backend.appointments.booking.queries import Language
from backend.appointments.booking.schemas import Channel, FreeTimes
from backend.appointments.links.schemas import LinkedAppointment
from backend.core.database import SYSTEM, transaction
from backend.core.errors import Problem
from backend.core.settings import Settings

OPEN_FOR: Final = timedelta(days=30)
"""How long after its end an appointment can still be looked at by its link."""

_MOST_TIMES: Final = 8


class AppointmentLinkExpired(Problem):
    """The appointment was too long ago: an old mail that somebody finds should open nothing."""

    status = 410
    slug = "appointment-link-expired"
    title = "This link was good until some time after the appointment"


async def opened(*, token: str, settings: Settings, now: datetime) -> UUID:
    """The booking that the link opens. Raises `NotFound`, `AppointmentLinkExpired`."""
    booking_id = booking_of(token, key=settings.key())
    async with transaction(SYSTEM):
        version = await bookings.version(booking_id=booking_id, now=now)
    if version.item.ends_at + OPEN_FOR < now:
        raise AppointmentLinkExpired
    return booking_id


async def read_linked(*, booking_id: UUID, language: Language, settings: Settings, now: datetime) -> LinkedAppointment:
    """The appointment as whoever has the link may see it."""
    async with transaction(SYSTEM):
        version = await bookings.version(booking_id=booking_id, language=language, now=now)
    item = version.item
    return LinkedAppointment(
        service=item.service,
        state=item.state,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        channel=item.channel,
        with_whom=item.with_whom,
        place=item.place,
        room=version.room,
        bring=item.bring,
        video_url=item.video_url,
        can_change=item.can_change,
        changeable_until=item.changeable_until,
        is_over=item.ends_at <= now,
        zone=settings.zone,
    )


async def other_times(*, booking_id: UUID, start: datetime, settings: Settings, now: datetime) -> FreeTimes:
    """When else the appointment could be, in the same way and at the same place. Raises `NotFound` once the service is
    no longer offered.
    """
    async with transaction(SYSTEM):
        item = (await bookings.version(booking_id=booking_id, now=now)).item
        return await bookings.free_times(
            service_id=item.service_id,
            wish=Wish(item.channel, item.place.id if item.place else None, frozenset(item.needs)),
            start=start,
            most=_MOST_TIMES,
            now=now,
            zone=settings.time_zone,
        )


async def same_place(*, booking_id: UUID, now: datetime) -> tuple[Channel, UUID | None]:
    """How and where the appointment is, for moving nothing but its time."""
    async with transaction(SYSTEM):
        item = (await bookings.version(booking_id=booking_id, now=now)).item
    return item.channel, item.place.id if item.place else None
