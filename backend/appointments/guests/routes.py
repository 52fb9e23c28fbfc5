"""Appointments for people without account, over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.appointments.availability.model import Wish
from backend.appointments.booking import operations as booking
from backend.appointments.booking import queries as bookings
from backend.appointments.booking.links import booking_of
from backend.appointments.booking.moments import usable, usable_day
from backend.appointments.booking.operations import HoldExpired
from backend.appointments.booking.queries import Language, Suitable
from backend.appointments.booking.schemas import (
    AskToHold,
    FreeDays,
    FreeTimes,
    HeldSeat,
    HeldUntil,
    OfferedService,
    Time,
)
from backend.appointments.booking.seats import TimeGone
from backend.appointments.guests import operations
from backend.appointments.guests.operations import TooManyBookings
from backend.appointments.guests.queries import require_open_to_guests
from backend.appointments.guests.schemas import AskForCode, BookAsGuest, CodeSent, GuestBooked, HeldByGuest
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.identity.operations.email_codes import CodeExpired, CodeUsedUp, InvalidCode
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import public
from backend.web.problems import raises
from backend.web.times_searched import MOST_NEEDS, SEARCH, Month

AnyRequest = Request[Any, Any, Any]


@get("/appointments/guests/services", guards=[public], responses=raises(InvalidInput))
async def list_services(language: FromQuery[Language] = "de") -> list[OfferedService]:
    """What an appointment can be made for without an account."""
    async with transaction(SYSTEM):
        return await bookings.offered_services(language=language, to_guests=True)


@get(
    "/appointments/guests/services/{service_id:uuid}/times",
    guards=[public],
    dependencies=SEARCH,
    responses=raises(NotFound, InvalidInput),
)
async def list_free_times(
    service_id: FromPath[UUID],
    request: AnyRequest,
    *,
    wish: NamedDependency[Wish],
    suitable: NamedDependency[Suitable],
    day: FromQuery[date | None] = None,
    start: FromQuery[datetime | None] = None,
    most: Annotated[int, QueryParameter(ge=1, le=bookings.MOST_TIMES)] = 20,
) -> FreeTimes:
    """The next free times of a service, or those of one day. They say nothing about whose time it is, or who has booked
    another."""
    now, zone = utc_now(), settings_of(request).time_zone
    await require_open_to_guests(service_id=service_id)
    async with transaction(SYSTEM):
        return await bookings.free_times(
            service_id=service_id,
            wish=wish,
            start=usable(start, now),
            most=most,
            now=now,
            zone=zone,
            suitable=suitable,
            day=usable_day(day, now.astimezone(zone).date()),
        )


@get(
    "/appointments/guests/services/{service_id:uuid}/days",
    guards=[public],
    dependencies=SEARCH,
    responses=raises(NotFound, InvalidInput),
)
async def list_free_days(
    service_id: FromPath[UUID],
    request: AnyRequest,
    *,
    wish: NamedDependency[Wish],
    suitable: NamedDependency[Suitable],
    month: Month = None,
) -> FreeDays:
    """On which days of a month something is free."""
    now, zone = utc_now(), settings_of(request).time_zone
    today = now.astimezone(zone).date()
    await require_open_to_guests(service_id=service_id)
    async with transaction(SYSTEM):
        return await bookings.free_days(
            service_id=service_id,
            wish=wish,
            month=usable_day(month, today) or today,
            now=now,
            zone=zone,
            suitable=suitable,
        )


@get(
    "/appointments/guests/services/{service_id:uuid}/nearest-times",
    guards=[public],
    dependencies=SEARCH,
    responses=raises(NotFound, InvalidInput),
)
async def list_nearest_times(
    service_id: FromPath[UUID],
    request: AnyRequest,
    *,
    wanted: FromQuery[datetime | None] = None,
    wish: NamedDependency[Wish],
) -> FreeTimes:
    """What is free near to a time that has gone; without one, next."""
    now = utc_now()
    await require_open_to_guests(service_id=service_id)
    async with transaction(SYSTEM):
        return await bookings.nearest_times(
            service_id=service_id,
            wish=wish,
            wanted=usable(wanted, now),
            now=now,
            zone=settings_of(request).time_zone,
        )


@post(
    "/appointments/guests/holds",
    guards=[public],
    responses=raises(NotFound, TimeGone, TooManyAttempts, InvalidInput),
)
async def hold_time(request: AnyRequest, data: JSONBody[AskToHold]) -> HeldSeat:
    """Keep a time for ten minutes."""
    now = utc_now()
    return await operations.hold(
        service_id=data.service_id,
        time=Time(usable(data.time.starts_at, now), data.time.channel, data.time.location_id),
        needs=data.needs[:MOST_NEEDS],
        request_key=data.request_key,
        client=client_of(request),
        settings=settings_of(request),
        now=now,
    )


@post(
    "/appointments/guests/holds/extend",
    guards=[public],
    status_code=200,
    responses=raises(NotFound, HoldExpired, InvalidInput),
)
async def extend_hold(request: AnyRequest, data: JSONBody[HeldByGuest]) -> HeldUntil:
    """Keep the time for ten minutes from now, up to 40 in all."""
    booking_id = booking_of(data.token, key=settings_of(request).key())
    return HeldUntil(await booking.keep_holding(booking_id=booking_id, now=utc_now()))


@post(
    "/appointments/guests/holds/release",
    guards=[public],
    status_code=204,
    responses=raises(NotFound, InvalidInput),
)
async def let_go(request: AnyRequest, data: JSONBody[HeldByGuest]) -> None:
    """Give a time back that was kept."""
    await booking.let_go(booking_id=booking_of(data.token, key=settings_of(request).key()), now=utc_now())


@post(
    "/appointments/guests/codes",
    guards=[public],
    status_code=202,
    responses=raises(NotFound, HoldExpired, InvalidInput, TooManyAttempts),
)
async def request_code(request: AnyRequest, data: JSONBody[AskForCode]) -> CodeSent:
    """Send a code by mail to whoever keeps a time."""
    return await operations.send_code(
        token=data.token,
        details=data.details(),
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/appointments/guests/book",
    guards=[public],
    status_code=200,
    responses=raises(
        NotFound, HoldExpired, InvalidInput, TooManyAttempts, TooManyBookings, InvalidCode, CodeExpired, CodeUsedUp
    ),
)
async def book(request: AnyRequest, data: JSONBody[BookAsGuest]) -> GuestBooked:
    """Make an appointment of a time that is kept, with the code from the mail."""
    settings, now = settings_of(request), utc_now()
    booking_id = await operations.book(
        token=data.token,
        request_id=data.request_id,
        code=data.code,
        details=data.details(),
        client=client_of(request),
        settings=settings,
        now=now,
    )
    async with transaction(SYSTEM):
        item = await bookings.read_booked(booking_id=booking_id, language=data.language, now=now)
    return GuestBooked(
        token=data.token,
        service=item.service,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        channel=item.channel,
        email=item.contact.email,
        zone=settings.zone,
    )


router = Router(
    "/",
    route_handlers=[
        list_services,
        list_free_times,
        list_free_days,
        list_nearest_times,
        hold_time,
        extend_hold,
        let_go,
        request_code,
        book,
    ],
)
