"""Registration, connecting customer numbers, and invitations by staff over HTTP."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get, post
from litestar.params import JSONBody, QueryParameter

from backend.accounts.operations import AccountClosed
from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import InvalidInput, TooManyAttempts
from backend.identity.operations import activation
from backend.identity.operations.email_codes import CodeExpired, CodeUsedUp, InvalidCode
from backend.identity.registration import operations, queries
from backend.identity.registration.schemas import (
    ConfirmRegistration,
    ConnectCustomer,
    Connected,
    CustomerInvited,
    InvitableCustomer,
    InviteCustomer,
    StartRegistration,
)
from backend.identity.schemas import CodeRequested, SignedIn
from backend.identity.session_queries import Session
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import customer, public, staff
from backend.web.problems import GUARDED, raises
from backend.web.session import set_session_cookie, token_of

AnyRequest = Request[Any, Any, Any]
SignedInRequest = Request[Any, Session, Any]

CustomerNumber = Annotated[str, QueryParameter(min_length=1, max_length=40)]


@post("/registration/request", guards=[public], status_code=202, responses=raises(InvalidInput, TooManyAttempts))
async def request_code(request: AnyRequest, data: JSONBody[StartRegistration]) -> CodeRequested:
    """Send a code by mail. The answer is the same for addresses that have an account."""
    return await operations.request_code(
        email=data.email,
        language=data.language,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/registration/confirm",
    guards=[public],
    status_code=200,
    responses=raises(
        InvalidInput,
        TooManyAttempts,
        InvalidCode,
        CodeExpired,
        CodeUsedUp,
        operations.AccountExists,
        AccountClosed,
    ),
)
async def confirm(request: AnyRequest, data: JSONBody[ConfirmRegistration]) -> Response[SignedIn]:
    """Make the account with the code from the mail. Sets the session cookie."""
    opened = await operations.confirm(
        request_id=data.request_id,
        code=data.code,
        given_name=data.given_name,
        family_name=data.family_name,
        client=client_of(request),
        held_token=token_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    response = Response(SignedIn(role=opened.role, passkeys=opened.passkeys))
    set_session_cookie(response, token=opened.token, settings=settings_of(request))
    return response


@post(
    "/registration/customers",
    guards=[customer],
    status_code=200,
    responses=raises(
        *GUARDED,
        TooManyAttempts,
        activation.ActivationFailed,
        activation.ActivationCodeUsed,
        activation.ActivationCodeExpired,
        activation.InvitedAddressOnly,
    ),
)
async def connect(request: SignedInRequest, data: JSONBody[ConnectCustomer]) -> Connected:
    """Connect a customer number with the signed-in account, by the activation code of a letter.

    Needs no fresh proof of who is there: whoever holds the letter could as well make an account of their own with it,
    so a session that somebody left open gives them nothing more.
    """
    connected = await operations.connect(
        session=request.auth,
        customer_number=data.customer_number,
        activation_code=data.activation_code,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    return Connected(connected.id, connected.number, connected.name)


@get("/service/invitations/customer", guards=[staff], responses=raises(*GUARDED, queries.UnknownNumber))
async def read_invitable_customer(request: SignedInRequest, number: CustomerNumber) -> InvitableCustomer:
    """The customer with this number, with those who have access already, for staff who are about to invite."""
    async with transaction(request.auth.actor):
        return await queries.invitable_customer(number=number, zone=settings_of(request).time_zone, now=utc_now())


@post("/service/invitations", guards=[staff], responses=raises(*GUARDED, InvalidInput, queries.UnknownNumber))
async def invite_customer(request: SignedInRequest, data: JSONBody[InviteCustomer]) -> CustomerInvited:
    """Send a customer a mail that leads to an account."""
    return await operations.invite_customer(
        staff=request.auth,
        customer_number=data.customer_number,
        email=data.email,
        language=data.language,
        settings=settings_of(request),
        now=utc_now(),
    )


router = Router(
    "/",
    route_handlers=[request_code, confirm, connect, read_invitable_customer, invite_customer],
    tags=["registration"],
)
