"""The waiting list over HTTP. An offered time is taken by booking its seat (`POST /appointments/holds/…/book`)."""

from typing import Any
from uuid import UUID

from litestar import Request, Router, delete, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from backend.appointments.booking.operations import Owner
from backend.appointments.booking.queries import Language, bookable_customer
from backend.appointments.waiting import operations, queries
from backend.appointments.waiting.operations import AlreadyWaiting
from backend.appointments.waiting.schemas import AskToWait, ServiceWaiting, WaitingList
from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import InvalidInput, NotAllowed, NotFound
from backend.identity.session_queries import Session
from backend.web.configured import settings_of
from backend.web.policy import customer, staff
from backend.web.problems import GUARDED, raises

SignedInRequest = Request[Any, Session, Any]


@get("/appointments/waiting", guards=[customer], responses=raises(*GUARDED))
async def list_own(request: SignedInRequest, language: FromQuery[Language] = "de") -> WaitingList:
    """What the customer that the session acts for waits for, and what is offered to them."""
    return await _own(request, language)


@post("/appointments/waiting", guards=[customer], responses=raises(*GUARDED, NotFound, AlreadyWaiting, InvalidInput))
async def join(request: SignedInRequest, data: JSONBody[AskToWait]) -> WaitingList:
    """Wait for a time to get free."""
    await operations.join(
        wish=data,
        owner=await _owner(request),
        joined_by=request.auth.account_id,
        settings=settings_of(request),
        now=utc_now(),
    )
    return await _own(request, data.language)


@delete("/appointments/waiting/{entry_id:uuid}", guards=[customer], responses=raises(*GUARDED, NotFound))
async def leave(request: SignedInRequest, entry_id: FromPath[UUID]) -> None:
    """Wait no longer."""
    await _require_own(request, entry_id)
    await operations.leave(entry_id=entry_id, now=utc_now())


@post(
    "/appointments/waiting/{entry_id:uuid}/decline",
    guards=[customer],
    status_code=204,
    responses=raises(*GUARDED, NotFound),
)
async def decline(request: SignedInRequest, entry_id: FromPath[UUID]) -> None:
    """Give the offered time to the next in line, and wait on."""
    await _require_own(request, entry_id)
    await operations.decline(entry_id=entry_id, now=utc_now())


@get("/service/waiting", guards=[staff], responses=raises(*GUARDED))
async def list_waiting(request: SignedInRequest, language: FromQuery[Language] = "de") -> list[ServiceWaiting]:
    """How many wait for which service."""
    async with transaction(request.auth.actor):
        return await queries.waiting_by_service(language=language)


async def _own(request: SignedInRequest, language: Language) -> WaitingList:
    async with transaction(request.auth.actor):
        return await queries.own_entries(language=language, now=utc_now(), zone=settings_of(request).time_zone)


async def _owner(request: SignedInRequest) -> Owner:
    """Who waits. Raises `NotAllowed` for whoever may see a customer's appointments, but not make any."""
    if request.auth.customer_id is None:
        return Owner(account_id=request.auth.account_id)
    async with transaction(request.auth.actor):
        customer_id = await bookable_customer()
    if customer_id is None:
        raise NotAllowed
    return Owner(customer_id=customer_id)


async def _require_own(request: SignedInRequest, entry_id: UUID) -> None:
    """Raises `NotFound` unless the person may act for whoever waits."""
    async with transaction(request.auth.actor):
        if not await queries.may_change(entry_id=entry_id):
            raise NotFound


router = Router("/", route_handlers=[list_own, join, leave, decline, list_waiting])
