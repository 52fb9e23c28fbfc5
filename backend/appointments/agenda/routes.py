"""The agenda over HTTP, for staff."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.appointments.agenda import operations, queries
from backend.appointments.agenda.operations import NoteChanged, NotYet
from backend.appointments.agenda.schemas import Agenda, AgendaDetail, AskToHoldFor, FoundAppointments, Span, WriteNote
from backend.appointments.availability.model import Wish
from backend.appointments.booking import operations as bookings
from backend.appointments.booking import queries as offers
from backend.appointments.booking.moments import usable, usable_day
from backend.appointments.booking.operations import BookingSettled, Hand, HoldExpired, Owner, TooLateToChange
from backend.appointments.booking.queries import Language
from backend.appointments.booking.schemas import (
    Details,
    FreeTimes,
    HeldSeat,
    HeldUntil,
    OfferedService,
    Time,
)
from backend.appointments.booking.seats import TimeGone
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.core.paging import DEFAULT_SIZE, LARGEST_SIZE, LAST_PAGE, PageRequest
from backend.identity.session_queries import Session
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import staff
from backend.web.problems import GUARDED, raises
from backend.web.times_searched import SEARCH

SignedInRequest = Request[Any, Session, Any]
SearchText = Annotated[str, QueryParameter(max_length=200, description="All words must occur.")]
PageNumber = Annotated[int, QueryParameter(ge=1, le=LAST_PAGE, description="Counts from 1.")]
PageSize = Annotated[int, QueryParameter(ge=1, le=LARGEST_SIZE)]

_TIMES: Final = 30


def _hand(request: SignedInRequest) -> Hand:
    return Hand(request.auth.account_id, is_staff=True)


@get("/service/agenda", guards=[staff], responses=raises(*GUARDED, InvalidInput))
async def read_agenda(
    request: SignedInRequest,
    *,
    day: FromQuery[date | None] = None,
    span: FromQuery[Span] = "day",
    person_id: FromQuery[UUID | None] = None,
    location_id: FromQuery[UUID | None] = None,
    language: FromQuery[Language] = "de",
) -> Agenda:
    """What is booked today or on another day, or in its week."""
    now, zone = utc_now(), settings_of(request).time_zone
    today = now.astimezone(zone).date()
    async with transaction(request.auth.actor):
        return await queries.read_agenda(
            day=usable_day(day, today) or today,
            span=span,
            person_id=person_id,
            location_id=location_id,
            language=language,
            now=now,
            zone=zone,
        )


@get("/service/agenda/search", guards=[staff], responses=raises(*GUARDED))
async def find_appointments(
    request: SignedInRequest,
    *,
    search: SearchText = "",
    language: FromQuery[Language] = "de",
    page: PageNumber = 1,
    size: PageSize = DEFAULT_SIZE,
) -> FoundAppointments:
    """Appointments by name, e-mail address, phone number, service, note or customer number."""
    async with transaction(request.auth.actor):
        return await queries.find_appointments(
            search=search,
            page=PageRequest(page, size),
            language=language,
            now=utc_now(),
            zone=settings_of(request).time_zone,
        )


@get("/service/agenda/{booking_id:uuid}", guards=[staff], responses=raises(*GUARDED, NotFound))
async def read_appointment(
    request: SignedInRequest, booking_id: FromPath[UUID], language: FromQuery[Language] = "de"
) -> AgendaDetail:
    """One appointment with answers, note and history."""
    return await _read(request, booking_id, language)


@post(
    "/service/agenda/{booking_id:uuid}/attended",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, NotYet, BookingSettled),
)
async def attend(request: SignedInRequest, booking_id: FromPath[UUID]) -> None:
    """The person is here."""
    await operations.attend(
        booking_id=booking_id,
        staff_id=request.auth.account_id,
        now=utc_now(),
        zone=settings_of(request).time_zone,
    )


@post(
    "/service/agenda/{booking_id:uuid}/missed",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, NotYet, BookingSettled),
)
async def miss(request: SignedInRequest, booking_id: FromPath[UUID]) -> None:
    """Nobody has come."""
    await operations.miss(booking_id=booking_id, staff_id=request.auth.account_id, now=utc_now())


@post(
    "/service/agenda/{booking_id:uuid}/reopened",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, BookingSettled),
)
async def reopen(request: SignedInRequest, booking_id: FromPath[UUID]) -> None:
    """Take back that somebody has come, or has not."""
    await operations.reopen(booking_id=booking_id, staff_id=request.auth.account_id, now=utc_now())


@put(
    "/service/agenda/{booking_id:uuid}/note",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, NoteChanged, InvalidInput),
)
async def write_note(request: SignedInRequest, booking_id: FromPath[UUID], data: JSONBody[WriteNote]) -> None:
    """Replace the note of an appointment."""
    del request
    await operations.write_note(booking_id=booking_id, note=data.note, before=data.before)


@get("/service/agenda/{booking_id:uuid}/times", guards=[staff], responses=raises(*GUARDED, NotFound, InvalidInput))
async def list_times_to_move_to(
    request: SignedInRequest, booking_id: FromPath[UUID], start: FromQuery[datetime | None] = None
) -> FreeTimes:
    """Free times for the same service in the same way and place, with what the person needs."""
    now = utc_now()
    detail = await _read(request, booking_id, "de")
    async with transaction(SYSTEM):
        return await offers.free_times(
            service_id=detail.service_id,
            wish=Wish(detail.item.channel, detail.location_id, frozenset(detail.item.needs)),
            start=usable(start, now),
            most=_TIMES,
            now=now,
            zone=settings_of(request).time_zone,
        )


@post(
    "/service/agenda/{booking_id:uuid}/move",
    guards=[staff],
    status_code=200,
    responses=raises(*GUARDED, NotFound, TimeGone, TooLateToChange, BookingSettled, InvalidInput),
)
async def move(
    request: SignedInRequest, booking_id: FromPath[UUID], data: JSONBody[Time], language: FromQuery[Language] = "de"
) -> AgendaDetail:
    """Put an appointment at another time; when that has gone, the old one stays."""
    now = utc_now()
    await bookings.move(
        booking_id=booking_id,
        time=replace(data, starts_at=usable(data.starts_at, now)),
        hand=_hand(request),
        settings=settings_of(request),
        now=now,
    )
    return await _read(request, booking_id, language)


@post(
    "/service/agenda/{booking_id:uuid}/cancel",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, TooLateToChange, BookingSettled),
)
async def cancel(request: SignedInRequest, booking_id: FromPath[UUID]) -> None:
    """Give the time of an appointment back."""
    await bookings.cancel(booking_id=booking_id, hand=_hand(request), now=utc_now())


@get("/service/agenda/services", guards=[staff], responses=raises(*GUARDED))
async def list_services(request: SignedInRequest, language: FromQuery[Language] = "de") -> list[OfferedService]:
    """What an appointment can be made for."""
    async with transaction(request.auth.actor):
        return await offers.offered_services(language=language)


@get(
    "/service/agenda/services/{service_id:uuid}/times",
    guards=[staff],
    dependencies={"wish": SEARCH["wish"]},
    responses=raises(*GUARDED, NotFound, InvalidInput),
)
async def list_free_times(
    service_id: FromPath[UUID],
    request: SignedInRequest,
    *,
    wish: NamedDependency[Wish],
    start: FromQuery[datetime | None] = None,
    most: Annotated[int, QueryParameter(ge=1, le=offers.MOST_TIMES)] = 20,
) -> FreeTimes:
    """The next free times of a service, to read out on the phone."""
    now = utc_now()
    async with transaction(SYSTEM):
        return await offers.free_times(
            service_id=service_id,
            wish=wish,
            start=usable(start, now),
            most=most,
            now=now,
            zone=settings_of(request).time_zone,
        )


@post(
    "/service/agenda/holds",
    guards=[staff],
    responses=raises(*GUARDED, NotFound, TimeGone, TooManyAttempts, InvalidInput),
)
async def hold_time(request: SignedInRequest, data: JSONBody[AskToHoldFor]) -> HeldSeat:
    """Keep a time for somebody on the phone."""
    now = utc_now()
    if data.customer_id is not None:
        async with transaction(request.auth.actor):
            await queries.require_customer(customer_id=data.customer_id)
    # Everybody at the desk shares the company's address: what one of them may ask for counts for them alone.
    client = replace(client_of(request), key=str(request.auth.account_id))
    return await bookings.hold(
        service_id=data.service_id,
        time=replace(data.time, starts_at=usable(data.time.starts_at, now)),
        needs=data.needs,
        owner=Owner(customer_id=data.customer_id),
        request_key=data.request_key,
        client=client,
        settings=settings_of(request),
        now=now,
    )


@post(
    "/service/agenda/holds/{booking_id:uuid}/extend",
    guards=[staff],
    status_code=200,
    responses=raises(*GUARDED, NotFound, HoldExpired),
)
async def extend_hold(request: SignedInRequest, booking_id: FromPath[UUID]) -> HeldUntil:
    """Keep the time for ten minutes from now, up to 40 in all."""
    del request
    return HeldUntil(await bookings.keep_holding(booking_id=booking_id, now=utc_now()))


@delete("/service/agenda/holds/{booking_id:uuid}", guards=[staff], responses=raises(*GUARDED, NotFound))
async def let_go(request: SignedInRequest, booking_id: FromPath[UUID]) -> None:
    """Give a time back that was kept."""
    del request
    await bookings.let_go(booking_id=booking_id, now=utc_now())


@post(
    "/service/agenda/holds/{booking_id:uuid}/book",
    guards=[staff],
    status_code=200,
    responses=raises(*GUARDED, NotFound, HoldExpired, InvalidInput),
)
async def book(request: SignedInRequest, booking_id: FromPath[UUID], data: JSONBody[Details]) -> AgendaDetail:
    """Make an appointment of a time that is kept."""
    await bookings.book(booking_id=booking_id, details=data, hand=_hand(request), now=utc_now())
    return await _read(request, booking_id, "de")


async def _read(request: SignedInRequest, booking_id: UUID, language: Language) -> AgendaDetail:
    async with transaction(request.auth.actor):
        return await queries.read_appointment(
            booking_id=booking_id, language=language, now=utc_now(), zone=settings_of(request).time_zone
        )


router = Router(
    "/",
    route_handlers=[
        read_agenda,
        find_appointments,
        list_services,
        list_free_times,
        hold_time,
        extend_hold,
        let_go,
        book,
        read_appointment,
        attend,
        miss,
        reopen,
        write_note,
        list_times_to_move_to,
        move,
        cancel,
    ],
    tags=["agenda"],
)
