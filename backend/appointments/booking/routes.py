"""Appointments over HTTP, for people who are signed in."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.appointments.availability.model import Wish
from backend.appointments.booking import operations, queries
from backend.appointments.booking.moments import usable, usable_day
from backend.appointments.booking.operations import (
    BookingSettled,
    Hand,
    HoldExpired,
    Owner,
    TooLateToChange,
)
from backend.appointments.booking.queries import Language, Suitable
from backend.appointments.booking.schemas import (
    AskToBook,
    AskToHold,
    BookedDetail,
    BookedItem,
    BookedList,
    FreeDays,
    FreeTimes,
    HeldSeat,
    HeldUntil,
    OfferedService,
    Time,
)
from backend.appointments.booking.seats import TimeGone
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotAllowed, NotFound, TooManyAttempts
from backend.core.paging import DEFAULT_SIZE, LARGEST_SIZE, LAST_PAGE, PageRequest
from backend.identity.session_queries import Session
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import customer
from backend.web.problems import GUARDED, raises
from backend.web.times_searched import MOST_NEEDS, SEARCH, Month

SignedInRequest = Request[Any, Session, Any]
PageNumber = Annotated[int, QueryParameter(ge=1, le=LAST_PAGE, description="Counts from 1.")]
PageSize = Annotated[int, QueryParameter(ge=1, le=LARGEST_SIZE)]


@get("/appointments/services", guards=[customer], responses=raises(*GUARDED))
async def list_services(request: SignedInRequest, language: FromQuery[Language] = "de") -> list[OfferedService]:
    """What an appointment can be made for."""
    async with transaction(request.auth.actor):
        return await queries.offered_services(language=language)


@get(
    "/appointments/services/{service_id:uuid}/times",
    guards=[customer],
    dependencies=SEARCH,
    responses=raises(*GUARDED, NotFound, InvalidInput),
)
async def list_free_times(
    service_id: FromPath[UUID],
    request: SignedInRequest,
    *,
    wish: NamedDependency[Wish],
    suitable: NamedDependency[Suitable],
    day: FromQuery[date | None] = None,
    start: FromQuery[datetime | None] = None,
    most: Annotated[int, QueryParameter(ge=1, le=queries.MOST_TIMES)] = 20,
) -> FreeTimes:
    """The next free times of a service, or those of one day. They say nothing about whose time it is, or who has booked
    another."""
    now, zone = utc_now(), settings_of(request).time_zone
    async with transaction(SYSTEM):
        return await queries.free_times(
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
    "/appointments/services/{service_id:uuid}/days",
    guards=[customer],
    dependencies=SEARCH,
    responses=raises(*GUARDED, NotFound, InvalidInput),
)
async def list_free_days(
    service_id: FromPath[UUID],
    request: SignedInRequest,
    *,
    wish: NamedDependency[Wish],
    suitable: NamedDependency[Suitable],
    month: Month = None,
) -> FreeDays:
    """On which days of a month something is free."""
    now, zone = utc_now(), settings_of(request).time_zone
    today = now.astimezone(zone).date()
    async with transaction(SYSTEM):
        return await queries.free_days(
            service_id=service_id,
            wish=wish,
            month=usable_day(month, today) or today,
            now=now,
            zone=zone,
            suitable=suitable,
        )


@get(
    "/appointments/services/{service_id:uuid}/nearest-times",
    guards=[customer],
    dependencies=SEARCH,
    responses=raises(*GUARDED, NotFound, InvalidInput),
)
async def list_nearest_times(
    service_id: FromPath[UUID],
    request: SignedInRequest,
    *,
    wanted: FromQuery[datetime | None] = None,
    wish: NamedDependency[Wish],
) -> FreeTimes:
    """What is free near to a time that has gone; without one, next."""
    now = utc_now()
    async with transaction(SYSTEM):
        return await queries.nearest_times(
            service_id=service_id,
            wish=wish,
            wanted=usable(wanted, now),
            now=now,
            zone=settings_of(request).time_zone,
        )


@post(
    "/appointments/holds",
    guards=[customer],
    responses=raises(*GUARDED, NotFound, TimeGone, TooManyAttempts, InvalidInput),
)
async def hold_time(request: SignedInRequest, data: JSONBody[AskToHold]) -> HeldSeat:
    """Keep a time for ten minutes."""
    now = utc_now()
    return await operations.hold(
        service_id=data.service_id,
        time=Time(usable(data.time.starts_at, now), data.time.channel, data.time.location_id),
        needs=data.needs[:MOST_NEEDS],
        owner=await _owner(request),
        request_key=data.request_key,
        client=client_of(request),
        settings=settings_of(request),
        now=now,
    )


@post(
    "/appointments/holds/{booking_id:uuid}/extend",
    guards=[customer],
    status_code=200,
    responses=raises(*GUARDED, NotFound, HoldExpired),
)
async def extend_hold(request: SignedInRequest, booking_id: FromPath[UUID]) -> HeldUntil:
    """Keep the time for ten minutes from now, up to 40 in all."""
    await _require_own(request, booking_id)
    return HeldUntil(await operations.keep_holding(booking_id=booking_id, now=utc_now()))


@delete("/appointments/holds/{booking_id:uuid}", guards=[customer], responses=raises(*GUARDED, NotFound))
async def let_go(request: SignedInRequest, booking_id: FromPath[UUID]) -> None:
    """Give a time back that was kept."""
    await _require_own(request, booking_id)
    await operations.let_go(booking_id=booking_id, now=utc_now())


@post(
    "/appointments/holds/{booking_id:uuid}/book",
    guards=[customer],
    status_code=200,
    responses=raises(*GUARDED, NotFound, HoldExpired, InvalidInput),
)
async def book(request: SignedInRequest, booking_id: FromPath[UUID], data: JSONBody[AskToBook]) -> BookedItem:
    """Make an appointment of a time that is kept."""
    await _require_own(request, booking_id)
    now = utc_now()
    hand = Hand(request.auth.account_id)
    await operations.book(booking_id=booking_id, details=data.details(), hand=hand, now=now)
    return await _read(request, booking_id, data.language, now)


@get("/appointments", guards=[customer], responses=raises(*GUARDED))
async def list_appointments(
    request: SignedInRequest,
    *,
    past: FromQuery[bool] = False,
    language: FromQuery[Language] = "de",
    page: PageNumber = 1,
    size: PageSize = DEFAULT_SIZE,
) -> BookedList:
    """The appointments of the customer that the session acts for."""
    zone = settings_of(request).time_zone
    async with transaction(request.auth.actor):
        return await queries.booked(
            past=past, page=PageRequest(page, size), language=language, now=utc_now(), zone=zone
        )


@get("/appointments/{booking_id:uuid}", guards=[customer], responses=raises(*GUARDED, NotFound))
async def read_appointment(
    request: SignedInRequest, booking_id: FromPath[UUID], language: FromQuery[Language] = "de"
) -> BookedDetail:
    """One appointment."""
    async with transaction(request.auth.actor):
        return await queries.read_detail(
            booking_id=booking_id, language=language, now=utc_now(), zone=settings_of(request).time_zone
        )


@post(
    "/appointments/{booking_id:uuid}/move",
    guards=[customer],
    status_code=200,
    responses=raises(*GUARDED, NotFound, TimeGone, TooLateToChange, BookingSettled, InvalidInput),
)
async def move(
    request: SignedInRequest, booking_id: FromPath[UUID], data: JSONBody[Time], language: FromQuery[Language] = "de"
) -> BookedItem:
    """Put an appointment at another time; when that has gone, the old one stays."""
    await _require_own(request, booking_id)
    now = utc_now()
    await operations.move(
        booking_id=booking_id,
        time=Time(usable(data.starts_at, now), data.channel, data.location_id),
        hand=Hand(request.auth.account_id),
        settings=settings_of(request),
        now=now,
    )
    return await _read(request, booking_id, language, now)


@post(
    "/appointments/{booking_id:uuid}/cancel",
    guards=[customer],
    status_code=204,
    responses=raises(*GUARDED, NotFound, TooLateToChange, BookingSettled),
)
async def cancel(request: SignedInRequest, booking_id: FromPath[UUID]) -> None:
    """Give the time of an appointment back."""
    await _require_own(request, booking_id)
    await operations.cancel(booking_id=booking_id, hand=Hand(request.auth.account_id), now=utc_now())


async def _read(request: SignedInRequest, booking_id: UUID, language: Language, now: datetime) -> BookedItem:
    async with transaction(request.auth.actor):
        return await queries.read_booked(booking_id=booking_id, language=language, now=now)


async def _owner(request: SignedInRequest) -> Owner:
    """Whose appointment it becomes. Raises `NotAllowed` for whoever may see a customer's, but not make any."""
    if request.auth.customer_id is None:
        return Owner(account_id=request.auth.account_id)
    async with transaction(request.auth.actor):
        customer_id = await queries.bookable_customer()
    if customer_id is None:
        raise NotAllowed
    return Owner(customer_id=customer_id)


async def _require_own(request: SignedInRequest, booking_id: UUID) -> None:
    """Raises `NotFound` unless the person may change the booking."""
    async with transaction(request.auth.actor):
        if not await queries.may_book(booking_id=booking_id):
            raise NotFound


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
        book,
        list_appointments,
        read_appointment,
        move,
        cancel,
    ],
)
