"""Appointments by the link in a mail, over HTTP.

All by POST and by what a person presses: programs that look into mails open links, and must not cancel anything.
"""

from typing import Any

from litestar import Request, Router, post
from litestar.params import FromQuery, JSONBody

from backend.appointments.booking import operations
from backend.appointments.booking.moments import usable
from backend.appointments.booking.operations import BookingSettled, Hand, TooLateToChange
from backend.appointments.booking.queries import Language
from backend.appointments.booking.schemas import FreeTimes, Time
from backend.appointments.booking.seats import TimeGone
from backend.appointments.links import queries
from backend.appointments.links.queries import AppointmentLinkExpired
from backend.appointments.links.schemas import LinkedAppointment, LinkMove, LinkTimes, LinkToken
from backend.core.clock import utc_now
from backend.core.errors import InvalidInput, NotFound
from backend.web.configured import settings_of
from backend.web.policy import public
from backend.web.problems import raises

AnyRequest = Request[Any, Any, Any]

_NOBODY_KNOWN = Hand()


@post(
    "/appointments/links/look",
    guards=[public],
    status_code=200,
    responses=raises(NotFound, AppointmentLinkExpired, InvalidInput),
)
async def look(
    request: AnyRequest, data: JSONBody[LinkToken], language: FromQuery[Language] = "de"
) -> LinkedAppointment:
    """What the link in a mail is about; changes nothing."""
    settings, now = settings_of(request), utc_now()
    booking_id = await queries.opened(token=data.token, settings=settings, now=now)
    return await queries.read_linked(booking_id=booking_id, language=language, settings=settings, now=now)


@post(
    "/appointments/links/times",
    guards=[public],
    status_code=200,
    responses=raises(NotFound, AppointmentLinkExpired, InvalidInput),
)
async def list_other_times(request: AnyRequest, data: JSONBody[LinkTimes]) -> FreeTimes:
    """When else the appointment could be; changes nothing."""
    settings, now = settings_of(request), utc_now()
    booking_id = await queries.opened(token=data.token, settings=settings, now=now)
    return await queries.other_times(booking_id=booking_id, start=usable(data.start, now), settings=settings, now=now)


@post(
    "/appointments/links/move",
    guards=[public],
    status_code=200,
    responses=raises(NotFound, AppointmentLinkExpired, TimeGone, TooLateToChange, BookingSettled, InvalidInput),
)
async def move(
    request: AnyRequest, data: JSONBody[LinkMove], language: FromQuery[Language] = "de"
) -> LinkedAppointment:
    """Put the appointment at another time; when that has gone, the old one stays."""
    settings, now = settings_of(request), utc_now()
    booking_id = await queries.opened(token=data.token, settings=settings, now=now)
    channel, location_id = await queries.same_place(booking_id=booking_id, now=now)
    time = Time(usable(data.starts_at, now), channel, location_id)
    await operations.move(booking_id=booking_id, time=time, hand=_NOBODY_KNOWN, settings=settings, now=now)
    return await queries.read_linked(booking_id=booking_id, language=language, settings=settings, now=now)


@post(
    "/appointments/links/cancel",
    guards=[public],
    status_code=200,
    responses=raises(NotFound, AppointmentLinkExpired, TooLateToChange, BookingSettled, InvalidInput),
)
async def cancel(
    request: AnyRequest, data: JSONBody[LinkToken], language: FromQuery[Language] = "de"
) -> LinkedAppointment:
    """Give the time back."""
    settings, now = settings_of(request), utc_now()
    booking_id = await queries.opened(token=data.token, settings=settings, now=now)
    await operations.cancel(booking_id=booking_id, hand=_NOBODY_KNOWN, now=now)
    return await queries.read_linked(booking_id=booking_id, language=language, settings=settings, now=now)


router = Router("/", route_handlers=[look, list_other_times, move, cancel])
