"""Who may call a route. Every route names exactly one of these guards, `public` included; a test walks all routes."""

from datetime import timedelta
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from backend.core.clock import utc_now
from backend.core.errors import NotAllowed, NotSignedIn, SecondFactorNeeded, StepUpNeeded
from backend.identity.operations import service_tokens
from backend.identity.operations.sessions import authenticate, look_at
from backend.identity.session_queries import Session
from backend.web.configured import settings_of
from backend.web.session import token_of

Connection = ASGIConnection[Any, Any, Any, Any]


async def public(_connection: Connection, _handler: BaseRouteHandler) -> None:
    """Anybody, also without being signed in."""


async def signed_in(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Anybody who is signed in."""
    await _require(connection)


async def signed_in_unnoticed(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Anybody who is signed in, for what pages do by themselves: the request does not count as use of the session."""
    token = token_of(connection)
    seen = token and await look_at(token=token, now=utc_now(), idle=idle_limit(connection))
    if not seen:
        raise NotSignedIn
    connection.scope["auth"] = seen.session


async def fresh(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Anybody who has proven within the last five minutes who they are, for what a found phone must not do."""
    _require_fresh(await _require(connection))


async def customer(connection: Connection, _handler: BaseRouteHandler) -> None:
    """People who look after contracts; row-level security decides which."""
    await _require(connection, "customer")


async def fresh_customer(connection: Connection, _handler: BaseRouteHandler) -> None:
    """People who look after contracts, and have proven within the last five minutes who they are."""
    _require_fresh(await _require(connection, "customer"))


async def staff(connection: Connection, _handler: BaseRouteHandler) -> None:
    """The company's service agents and administrators."""
    await _require(connection, "agent", "administrator")


async def fresh_staff(connection: Connection, _handler: BaseRouteHandler) -> None:
    """The company's service agents and administrators, who have proven within the last five minutes who they are."""
    _require_fresh(await _require(connection, "agent", "administrator"))


async def administrator(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Administrators only."""
    await _require(connection, "administrator")


async def fresh_administrator(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Administrators only, who have proven within the last five minutes who they are."""
    _require_fresh(await _require(connection, "administrator"))


async def data_protection_officer(connection: Connection, _handler: BaseRouteHandler) -> None:
    """The data protection officer, and administrators who set things up."""
    await _require(connection, "dpo", "administrator")


async def service(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A program of the company that bears a service token (RFC 6750)."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not await service_tokens.authenticate(token=token.strip(), now=utc_now()):
        raise NotSignedIn("Send a service token: Authorization: Bearer …")


async def demo_only(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Anybody, but only in demo mode."""
    settings = settings_of(connection)
    if not settings.demo:
        raise NotAllowed("Demo mode is off")


POLICIES = (
    public,
    signed_in,
    signed_in_unnoticed,
    fresh,
    customer,
    fresh_customer,
    staff,
    fresh_staff,
    administrator,
    fresh_administrator,
    data_protection_officer,
    service,
    demo_only,
)


async def _require(connection: Connection, *roles: str) -> Session:
    session = await _session_of(connection)
    if roles and session.role not in roles:
        raise NotAllowed
    if roles and session.role != "customer" and not session.is_strong:
        raise SecondFactorNeeded
    connection.scope["auth"] = session
    return session


def _require_fresh(session: Session) -> None:
    if not session.is_fresh(utc_now()):
        raise StepUpNeeded


async def _session_of(connection: Connection) -> Session:
    token = token_of(connection)
    session = token and await authenticate(token=token, now=utc_now(), idle=idle_limit(connection))
    if not session:
        raise NotSignedIn
    return session


def idle_limit(connection: Connection) -> timedelta:
    """How long a session lives without use."""
    settings = settings_of(connection)
    return timedelta(minutes=settings.session_idle_minutes)
