"""Ending sessions, here and elsewhere, and staying signed in. Each runs in the caller's transaction, as the system."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import NotFound
from backend.identity.client import Client
from backend.identity.history.operations import note_event
from backend.identity.operations.sessions import hash_token
from backend.identity.push_devices import operations as push_devices
from backend.identity.session_queries import Session


async def end_one(*, session: Session, session_id: UUID, client: Client, now: datetime) -> None:
    """End one of the person's sessions. Raises `NotFound` when it has ended already, or is somebody else's."""
    ended = await fetch(
        "delete from portal_session where id = {} and account_id = {} returning browser, system",
        session_id,
        session.account_id,
    )
    if not ended:
        raise NotFound
    await _note(session, ended[0], client, now)


async def end_others(*, session: Session, client: Client, idle: timedelta, now: datetime) -> int:
    """End every session of the person but this one; returns how many that were.

    What is over by itself and not yet cleaned up goes as well, but is neither counted nor noted.
    """
    deleted = await fetch(
        "delete from portal_session where account_id = {} and id <> {} "
        "returning browser, system, expires_at > {} and last_seen_at > {} as is_alive",
        session.account_id,
        session.id,
        now,
        now - idle,
    )
    await push_devices.end_others(account_id=session.account_id, session_id=session.id)
    ended = [device for device in deleted if device["is_alive"]]
    for device in ended:
        await _note(session, device, client, now)
    return len(ended)


async def sign_out(*, token: str, client: Client, now: datetime) -> None:
    """End the session of this token; nothing happens when there is none."""
    for ended in await fetch(
        "delete from portal_session where token_hash = {} returning account_id, method", hash_token(token)
    ):
        await note_event(
            account_id=ended["account_id"], kind="signed-out", method=ended["method"], client=client, now=now
        )


async def stay(*, session: Session, now: datetime) -> None:
    """The session was used just now."""
    await fetch("update portal_session set last_seen_at = {} where id = {}", now, session.id)


async def _note(session: Session, device: dict[str, Any], client: Client, now: datetime) -> None:
    subject = ", ".join(part for part in (device["browser"], device["system"]) if part)
    await note_event(account_id=session.account_id, kind="session-ended", subject=subject, client=client, now=now)
