"""The session over HTTP: who am I, for whom do I act, sign out."""

from typing import Any

from litestar import Request, Response, Router, get, post, put
from litestar.params import JSONBody

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import NotFound
from backend.identity import session_queries
from backend.identity.devices import operations as devices
from backend.identity.operations import sessions
from backend.identity.schemas import ChooseCustomer, SessionInfo
from backend.identity.session_queries import Session
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import public, signed_in
from backend.web.problems import GUARDED, raises
from backend.web.session import clear_session_cookie, token_of

SignedInRequest = Request[Any, Session, Any]


@get("/session", guards=[signed_in], responses=raises(*GUARDED))
async def read_session(request: SignedInRequest) -> SessionInfo:
    """Who is signed in, and the customers they may look after."""
    async with transaction(request.auth.actor):
        return await session_queries.session_info(session=request.auth, now=utc_now())


@put("/session/customer", guards=[signed_in], responses=raises(*GUARDED, NotFound))
async def choose_customer(request: SignedInRequest, data: JSONBody[ChooseCustomer]) -> SessionInfo:
    """From now on act for another customer."""
    async with transaction(SYSTEM):
        session = await sessions.choose_customer(session=request.auth, customer_id=data.customer_id, now=utc_now())
    async with transaction(session.actor):
        return await session_queries.session_info(session=session, now=utc_now())


@post("/sign-out", guards=[public], status_code=204, responses=raises())
async def sign_out(request: Request[Any, Any, Any]) -> Response[None]:
    """End the session. Signing out when nobody is signed in is no error."""
    token = token_of(request)
    if token:
        async with transaction(SYSTEM):
            await devices.sign_out(token=token, client=client_of(request), now=utc_now())
    response: Response[None] = Response(None, status_code=204)
    clear_session_cookie(response, settings=settings_of(request))
    return response


router = Router("/", route_handlers=[read_session, choose_customer, sign_out], tags=["session"])
