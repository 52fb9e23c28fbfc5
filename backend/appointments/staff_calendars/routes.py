"""The calendars of those who give appointments, over HTTP: each their own, and how it stands, for administrators."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.appointments.calendars.refusals import (
    CalendarMissing,
    CalendarPasswordRefused,
    CalendarRefusesEntry,
    NotACalendar,
)
from backend.appointments.calendars.transport import (
    CalendarAddressIsLocal,
    CalendarAddressNotAllowed,
    CalendarCertificateNotTrusted,
    CalendarUnreachable,
)
from backend.appointments.staff_calendars import queries
from backend.appointments.staff_calendars.operations import owning
from backend.appointments.staff_calendars.operations.owning import GivesNoAppointments, Owner
from backend.appointments.staff_calendars.schemas import (
    CalendarChoice,
    CalendarHealth,
    ConnectCalendar,
    Disconnect,
    FindCalendars,
    FoundCalendars,
    NewPassword,
    OwnCalendar,
)
from backend.core.clock import utc_now
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.core.translations import Language
from backend.identity.session_queries import Session
from backend.web.configured import settings_of
from backend.web.policy import administrator, fresh_staff, staff
from backend.web.problems import FRESH, GUARDED, raises

SignedInRequest = Request[Any, Session, Any]

_ROOT = "/service/calendar"
_ASKING = (
    *(InvalidInput, TooManyAttempts, CalendarUnreachable, CalendarCertificateNotTrusted),
    *(CalendarAddressNotAllowed, CalendarAddressIsLocal),
    *(CalendarPasswordRefused, CalendarMissing, NotACalendar, CalendarRefusesEntry),
)


def _owner(request: SignedInRequest) -> Owner:
    return Owner(request.auth.account_id, settings_of(request))


@get(_ROOT, guards=[staff], responses=raises(*GUARDED))
async def read_own_calendar(
    request: SignedInRequest,
    language: Annotated[Language, QueryParameter(description="Of the names of services.")] = "de",
) -> OwnCalendar:
    """The calendar that one has connected, and how it went with it. Its password is told to nobody."""
    return await queries.own_calendar(
        account_id=request.auth.account_id, language=language, zone=settings_of(request).zone, now=utc_now()
    )


@post(
    f"{_ROOT}/find",
    guards=[fresh_staff],
    status_code=200,
    responses=raises(*FRESH, GivesNoAppointments, *_ASKING),
)
async def find_calendars(request: SignedInRequest, data: JSONBody[FindCalendars]) -> FoundCalendars:
    """The calendars that one has on a server. Nothing is kept."""
    found = await owning.find(
        owner=_owner(request),
        address=data.address,
        user_name=data.user_name,
        password=data.password,
        now=utc_now(),
    )
    return FoundCalendars([CalendarChoice(each.address, each.name) for each in found])


@post(_ROOT, guards=[fresh_staff], status_code=204, responses=raises(*FRESH, GivesNoAppointments, *_ASKING))
async def connect(request: SignedInRequest, data: JSONBody[ConnectCalendar]) -> None:
    """Connect a calendar, instead of one that is connected already."""
    await owning.connect(
        owner=_owner(request),
        address=data.calendar,
        user_name=data.user_name,
        password=data.password,
        now=utc_now(),
    )


@put(f"{_ROOT}/password", guards=[fresh_staff], status_code=204, responses=raises(*FRESH, NotFound, *_ASKING))
async def change_password(request: SignedInRequest, data: JSONBody[NewPassword]) -> None:
    """Use another password for the same calendar."""
    await owning.change_password(owner=_owner(request), password=data.password, now=utc_now())


@post(
    f"{_ROOT}/look",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, CalendarPasswordRefused, TooManyAttempts),
)
async def look_now(request: SignedInRequest) -> None:
    """Have the calendar looked at now. What comes of it is read as always, also when it takes longer."""
    await owning.look_now(owner=_owner(request), now=utc_now())


@post(
    f"{_ROOT}/deleted/{{copy_id:uuid}}/restore",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, TooManyAttempts),
)
async def write_again(request: SignedInRequest, copy_id: FromPath[UUID]) -> None:
    """Put an entry back that was deleted in the calendar."""
    await owning.write_again(owner=_owner(request), copy_id=copy_id, now=utc_now())


@post(
    f"{_ROOT}/disconnect",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, CalendarPasswordRefused),
)
async def disconnect(request: SignedInRequest, data: JSONBody[Disconnect]) -> None:
    """Forget the calendar: at once, or as soon as the portal's coming entries have been taken out of it."""
    await owning.disconnect(owner=_owner(request), entries=data.entries, now=utc_now())


@get("/service/calendars/{resource_id:uuid}", guards=[administrator], responses=raises(*GUARDED, NotFound))
async def read_health(request: SignedInRequest, resource_id: FromPath[UUID]) -> CalendarHealth:
    """Whether the calendar of somebody who gives appointments is connected and healthy."""
    return await queries.health_of(resource_id=resource_id, zone=settings_of(request).zone, now=utc_now())


router = Router(
    "/",
    route_handlers=[
        read_own_calendar,
        find_calendars,
        connect,
        change_password,
        look_now,
        write_again,
        disconnect,
        read_health,
    ],
    tags=["staff calendars"],
)
