"""PINs for the phone over HTTP: shown to customers, checked by agents."""

from typing import Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody

from backend.core.clock import utc_now
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.identity.phone_pin import operations
from backend.identity.phone_pin.schemas import NewestPin, PinMatch, ShownPin, TypedPin
from backend.identity.session_queries import Session
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import customer, staff
from backend.web.problems import GUARDED, raises

SignedInRequest = Request[Any, Session, Any]


@post("/phone-pin", guards=[customer], status_code=201, responses=raises(*GUARDED, NotFound, TooManyAttempts))
async def show_pin(request: SignedInRequest) -> ShownPin:
    """A new PIN for a call about the customer that the session acts for. Earlier ones of the account end."""
    return await operations.show(
        account_id=request.auth.account_id,
        customer_id=request.auth.customer_id,
        settings=settings_of(request),
        now=utc_now(),
    )


@get("/phone-pin", guards=[customer], responses=raises(*GUARDED))
async def read_newest_pin(request: SignedInRequest) -> NewestPin:
    """What became of the newest PIN of the last day: it runs, was checked, or has expired."""
    return await operations.newest(account_id=request.auth.account_id, settings=settings_of(request), now=utc_now())


@post(
    "/service/customers/{customer_id:uuid}/phone-pin",
    guards=[staff],
    status_code=200,
    responses=raises(*GUARDED, NotFound, InvalidInput, TooManyAttempts, operations.PinWrong),
)
async def check_pin(request: SignedInRequest, customer_id: FromPath[UUID], data: JSONBody[TypedPin]) -> PinMatch:
    """Who is on the phone: the account that this customer's PIN was shown to. Uses it up."""
    return await operations.check(
        customer_id=customer_id,
        pin=data.pin,
        staff_id=request.auth.account_id,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


router = Router("/", route_handlers=[show_pin, read_newest_pin, check_pin], tags=["phone PIN"])
