"""Who may call a route. Every route names exactly one of these guards, `public` included; a test walks all routes."""

from datetime import timedelta
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from backend.core.clock import utc_now
from backend.core.errors import NotAllowed, NotSignedIn
from backend.core.settings import Settings
from backend.identity.operations import service_tokens
from backend.identity.operations.sessions import authenticate
from backend.identity.session_queries import Session
from backend.web.session import token_of

Connection = ASGIConnection[Any, Any, Any, Any]


async def public(_connection: Connection, _handler: BaseRouteHandler) -> None:
    """Anybody, also without being signed in."""


async def signed_in(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Anybody who is signed in."""
    await _require(connection)


async def customer(connection: Connection, _handler: BaseRouteHandler) -> None:
    """People who look after contracts; row-level security decides which."""
    await _require(connection, "customer")


async def staff(connection: Connection, _handler: BaseRouteHandler) -> None:
    """The company's service agents and administrators."""
    await _require(connection, "agent", "administrator")


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
    settings: Settings = connection.app.state.settings
    if not settings.demo:
        raise NotAllowed("Demo mode is off")


POLICIES = (public, signed_in, customer, staff, data_protection_officer, service, demo_only)


async def _require(connection: Connection, *roles: str) -> None:
    session = await _session_of(connection)
    if roles and session.role not in roles:
        raise NotAllowed
    connection.scope["auth"] = session


async def _session_of(connection: Connection) -> Session:
    settings: Settings = connection.app.state.settings
    token = token_of(connection)
    session = token and await authenticate(
        token=token, now=utc_now(), idle=timedelta(minutes=settings.session_idle_minutes)
    )
    if not session:
        raise NotSignedIn
    return session
