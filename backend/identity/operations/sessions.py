"""Sessions live in PostgreSQL; the browser holds a random token, the database its hash."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Literal, cast
from uuid import UUID

import asyncpg

from backend.accounts import queries as accounts
from backend.core.database import call_unprivileged
from backend.core.errors import NotFound
from backend.core.ids import new_id
from backend.identity.client import Client
from backend.identity.push_devices import operations as push_devices
from backend.identity.session_queries import Session
from backend.identity.tables import PortalSession

SignInMethod = Literal["passkey", "email-code", "activation", "password", "oidc", "recovery", "registration"]


def hash_token(token: str) -> bytes:
    """SHA-256 is enough for a token of 256 random bits; there is nothing to guess."""
    return sha256(token.encode()).digest()


async def open_session(
    *,
    account_id: UUID,
    method: SignInMethod,
    client: Client,
    strong: bool,
    fresh: bool,
    replaced_token: str | None,
    now: datetime,
    lifetime: timedelta,
) -> str:
    """Start a session and return its token, to be kept by the browser only.

    `strong`: two factors were proven; `fresh`: what was proven suffices for sensitive actions (`Session`).
    The token is always new, and a session that the browser held before ends: a token planted before sign-in is worth
    nothing afterwards (session fixation). Runs in the caller's transaction, as the system.
    """
    token, session_id = token_urlsafe(32), new_id()
    await PortalSession(
        id=session_id,
        token_hash=hash_token(token),
        account_id=account_id,
        customer_id=await accounts.first_customer(account_id=account_id, now=now),
        method=method,
        browser=client.browser,
        system=client.system,
        country=client.country,
        strong_at=now if strong else None,
        fresh_at=now if fresh else None,
        created_at=now,
        last_seen_at=now,
        expires_at=now + lifetime,
    ).save()
    if replaced_token:
        await push_devices.hand_over(
            account_id=account_id, ended_token_hash=hash_token(replaced_token), session_id=session_id
        )
        await end_session(token=replaced_token)
    return token


async def end_session(*, token: str) -> None:
    """End the session of this token; nothing happens when there is none."""
    await PortalSession.delete().where(PortalSession.token_hash == hash_token(token))


async def choose_customer(*, session: Session, customer_id: UUID, now: datetime) -> Session:
    """The session, from now on acting for this customer. Raises `NotFound` without a valid grant."""
    if customer_id not in await accounts.granted_customer_ids(account_id=session.account_id, now=now):
        raise NotFound
    await PortalSession.update({PortalSession.customer_id: customer_id}).where(PortalSession.id == session.id)
    return replace(session, customer_id=customer_id)


async def authenticate(*, token: str, now: datetime, idle: timedelta) -> Session | None:
    """The session of this token if it is alive, else `None`. Needs no transaction; notes the use."""
    row = await call_unprivileged("select * from app.authenticate($1, $2, $3)", hash_token(token), now, idle)
    return None if row is None else _session(row)


@dataclass(frozen=True)
class SeenSession:
    """A session that is alive, and when it was last used."""

    session: Session
    last_seen_at: datetime


async def look_at(*, token: str, now: datetime, idle: timedelta) -> SeenSession | None:
    """As `authenticate`, but no use of the session: it ends as if nobody had asked."""
    row = await call_unprivileged("select * from app.look_at_session($1, $2, $3)", hash_token(token), now, idle)
    return None if row is None else SeenSession(_session(row), row["last_seen_at"])


def _session(row: asyncpg.Record) -> Session:
    return Session(
        id=cast(UUID, row["session_id"]),
        **{name: row[name] for name in ("account_id", "customer_id", "role", "language", "method")},
        **{name: row[name] for name in ("created_at", "expires_at", "strong_at", "fresh_at")},
    )
