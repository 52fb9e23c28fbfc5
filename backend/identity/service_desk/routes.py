"""Customers over HTTP, for staff, and the letters that help them back into their accounts."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import InvalidInput, NotFound
from backend.core.paging import DEFAULT_SIZE, LARGEST_SIZE, LAST_PAGE, PageRequest
from backend.identity.recovery import queries as recoveries
from backend.identity.recovery.operations import letters
from backend.identity.recovery.operations.letters import LetterNotPossible, RecoverySettled, SecondPersonNeeded
from backend.identity.recovery.rules import rules_of
from backend.identity.recovery.schemas import AskedLetter, AskForLetter, RecoveryPage
from backend.identity.service_desk import queries
from backend.identity.service_desk.schemas import CustomerDetail, CustomerPage
from backend.identity.session_queries import Session
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import staff
from backend.web.problems import GUARDED, raises

SignedInRequest = Request[Any, Session, Any]
SearchText = Annotated[str, QueryParameter(max_length=200, description="All words must occur.")]
PageNumber = Annotated[int, QueryParameter(ge=1, le=LAST_PAGE, description="Counts from 1.")]
PageSize = Annotated[int, QueryParameter(ge=1, le=LARGEST_SIZE)]


@get("/service/customers", guards=[staff], responses=raises(*GUARDED))
async def list_customers(
    request: SignedInRequest, *, search: SearchText = "", page: PageNumber = 1, size: PageSize = DEFAULT_SIZE
) -> CustomerPage:
    """Customers by number, name or e-mail address, their own or that of an account with access."""
    async with transaction(request.auth.actor):
        return await queries.find_customers(search=search, page=PageRequest(page, size))


@get("/service/customers/{customer_id:uuid}", guards=[staff], responses=raises(*GUARDED, NotFound))
async def read_customer(request: SignedInRequest, customer_id: FromPath[UUID]) -> CustomerDetail:
    """Who the customer is, who has access, and how an agent makes sure who is calling."""
    async with transaction(request.auth.actor):
        return await queries.read_customer(
            customer_id=customer_id, staff=request.auth, settings=settings_of(request), now=utc_now()
        )


@post(
    "/service/customers/{customer_id:uuid}/recoveries",
    guards=[staff],
    responses=raises(*GUARDED, NotFound, InvalidInput, LetterNotPossible),
)
async def ask_for_letter(
    request: SignedInRequest, customer_id: FromPath[UUID], data: JSONBody[AskForLetter]
) -> AskedLetter:
    """Have a letter made for an account, after the caller has answered the company's questions.

    With four eyes there is no letter before somebody else has confirmed it.
    """
    settings = settings_of(request)
    return await letters.ask(
        customer_id=customer_id,
        account_id=data.account_id,
        answered=data.answered,
        staff_id=request.auth.account_id,
        rules=rules_of(settings.portal_toml),
        client=client_of(request),
        settings=settings,
        now=utc_now(),
    )


@get("/service/recoveries", guards=[staff], responses=raises(*GUARDED))
async def list_recoveries_to_confirm(request: SignedInRequest, page: PageNumber = 1) -> RecoveryPage:
    """Letters that wait for a second pair of eyes, the oldest first."""
    async with transaction(request.auth.actor):
        return await recoveries.to_confirm(
            staff_id=request.auth.account_id,
            page=PageRequest(page, DEFAULT_SIZE),
            zone=settings_of(request).zone,
            now=utc_now(),
        )


@post(
    "/service/recoveries/{recovery_id:uuid}/confirm",
    guards=[staff],
    status_code=200,
    responses=raises(*GUARDED, NotFound, RecoverySettled, SecondPersonNeeded),
)
async def confirm_letter(request: SignedInRequest, recovery_id: FromPath[UUID]) -> AskedLetter:
    """Make the letter that somebody else has asked for."""
    return await letters.confirm(
        recovery_id=recovery_id,
        staff_id=request.auth.account_id,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/service/recoveries/{recovery_id:uuid}/refuse",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, RecoverySettled),
)
async def refuse_letter(request: SignedInRequest, recovery_id: FromPath[UUID]) -> None:
    """Send no letter."""
    await letters.refuse(recovery_id=recovery_id, staff_id=request.auth.account_id, now=utc_now())


router = Router(
    "/",
    route_handlers=[
        list_customers,
        read_customer,
        ask_for_letter,
        list_recoveries_to_confirm,
        confirm_letter,
        refuse_letter,
    ],
    tags=["service desk"],
)
