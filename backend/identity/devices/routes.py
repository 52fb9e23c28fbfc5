"""Devices and the session's time over HTTP.

Ending a session asks for no fresh factor: it only takes something away, it is what somebody in distress does first, and
whoever holds a stolen session gains nothing by it that signing in again would not take back.
"""

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post
from litestar.params import FromPath

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import NotFound
from backend.identity.devices import operations, queries
from backend.identity.devices.schemas import EndedSessions, SessionList, SessionTime
from backend.identity.operations.sessions import look_at
from backend.identity.session_queries import Session
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import idle_limit, public, signed_in
from backend.web.problems import GUARDED, raises
from backend.web.session import clear_session_cookie, token_of

SignedInRequest = Request[Any, Session, Any]


@get("/sessions", guards=[signed_in], responses=raises(*GUARDED))
async def list_sessions(request: SignedInRequest) -> SessionList:
    """Every browser in which the person is signed in: this one first, then the last used."""
    settings = settings_of(request)
    async with transaction(request.auth.actor):
        items = await queries.sessions_of(session=request.auth, idle=idle_limit(request), now=utc_now())
    return SessionList(items=items, zone=settings.zone)


@delete("/sessions/{session_id:uuid}", guards=[signed_in], responses=raises(*GUARDED, NotFound))
async def end_session(request: SignedInRequest, session_id: FromPath[UUID]) -> Response[None]:
    """End one of the person's sessions; ending this one is signing out."""
    async with transaction(SYSTEM):
        await operations.end_one(session=request.auth, session_id=session_id, client=client_of(request), now=utc_now())
    response: Response[None] = Response(None, status_code=204)
    if session_id == request.auth.id:
        clear_session_cookie(response, settings=settings_of(request))
    return response


@delete("/sessions", guards=[signed_in], status_code=200, responses=raises(*GUARDED))
async def end_other_sessions(request: SignedInRequest) -> EndedSessions:
    """Sign the person out everywhere else."""
    idle = idle_limit(request)
    async with transaction(SYSTEM):
        ended = await operations.end_others(session=request.auth, client=client_of(request), idle=idle, now=utc_now())
    return EndedSessions(ended)


@get("/session/time", guards=[public], responses=raises())
async def read_time(request: Request[Any, Any, Any]) -> SessionTime:
    """How long the session still lasts. Asking does not prolong it, and having none is no error."""
    now, idle = utc_now(), idle_limit(request)
    token = token_of(request)
    seen = await look_at(token=token, now=now, idle=idle) if token else None
    if seen is None:
        return queries.NO_SESSION
    return queries.time_left(session=seen.session, last_seen_at=seen.last_seen_at, idle=idle, now=now)


@post("/session/stay", guards=[signed_in], status_code=200, responses=raises(*GUARDED))
async def stay(request: SignedInRequest) -> SessionTime:
    """The person is still there: the session counts as used now."""
    now = utc_now()
    async with transaction(SYSTEM):
        await operations.stay(session=request.auth, now=now)
    return queries.time_left(session=request.auth, last_seen_at=now, idle=idle_limit(request), now=now)


router = Router(
    "/",
    route_handlers=[list_sessions, end_session, end_other_sessions, read_time, stay],
    tags=["session"],
)
