"""Appointments in people's own calendars: a file of one, and an address to subscribe to."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post
from litestar.params import FromPath

from backend.appointments.booking import queries as bookings
from backend.appointments.booking.queries import Version
from backend.appointments.calendars import entries, operations, queries
from backend.appointments.calendars.model import CalendarEntry
from backend.appointments.calendars.schemas import FeedAddress, FeedState
from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import NotFound
from backend.core.settings import Settings
from backend.identity.session_queries import Session
from backend.portal.schemas import load_portal
from backend.web.configured import settings_of
from backend.web.policy import customer, fresh_customer, public
from backend.web.problems import FRESH, GUARDED, raises

SignedInRequest = Request[Any, Session, Any]

_CALENDAR = "text/calendar"
_ENDING = ".ics"


@get(
    "/appointments/{booking_id:uuid}/calendar.ics",
    guards=[customer],
    media_type="text/calendar",
    responses=raises(*GUARDED, NotFound),
)
async def download_appointment(request: SignedInRequest, booking_id: FromPath[UUID]) -> Response[bytes]:
    """One appointment as a file that calendar programs open."""
    settings = settings_of(request)
    async with transaction(request.auth.actor):
        version = await bookings.version(booking_id=booking_id, now=utc_now())
    document = await entries.file(_entry(version, settings), settings.time_zone)
    disposition = f'attachment; filename="{entries.FILE_NAME}"'
    return Response(document, media_type=_CALENDAR, headers={"Content-Disposition": disposition})


@get(
    "/appointments/feed/{file_name:str}",
    guards=[public],
    media_type="text/calendar",
    responses=raises(NotFound),
)
async def read_feed(request: Request[Any, Any, Any], file_name: FromPath[str]) -> Response[bytes]:
    """The calendar at a secret address, for programs that subscribe to it."""
    secret = file_name.removesuffix(_ENDING)
    if secret == file_name:
        raise NotFound
    settings = settings_of(request)
    versions = await queries.subscribed(secret=secret, now=utc_now())
    name = load_portal(settings.portal_toml).name
    document = await entries.feed([_entry(version, settings) for version in versions], name, settings.time_zone)
    return Response(document, media_type=_CALENDAR)


@get("/appointments/feed", guards=[customer], responses=raises(*GUARDED))
async def read_feed_state(request: SignedInRequest) -> FeedState:
    """Whether the person subscribes to a calendar of the customer that the session acts for."""
    created_at = await queries.feed_created_at(actor=request.auth.actor)
    return FeedState(created_at, settings_of(request).zone)


@post("/appointments/feed", guards=[fresh_customer], responses=raises(*FRESH))
async def open_feed(request: SignedInRequest) -> FeedAddress:
    """Make an address to subscribe to. One that was made before opens nothing any more."""
    now, settings = utc_now(), settings_of(request)
    secret = await operations.open_feed(actor=request.auth.actor, now=now)
    address = f"{settings.origin}/api/v1/appointments/feed/{secret}{_ENDING}"
    _, _, without_scheme = address.partition(":")
    return FeedAddress(address, f"webcal:{without_scheme}", now, settings.zone)


@delete("/appointments/feed", guards=[customer], responses=raises(*GUARDED))
async def close_feed(request: SignedInRequest) -> None:
    """Give the address up: nobody gets the appointments by it any more."""
    await operations.close_feed(actor=request.auth.actor)


def _entry(version: Version, settings: Settings) -> CalendarEntry:
    return entries.entry(version, address=f"{settings.origin}/termine/{version.item.id}", settings=settings)


router = Router("/", route_handlers=[download_appointment, read_feed, read_feed_state, open_feed, close_feed])
