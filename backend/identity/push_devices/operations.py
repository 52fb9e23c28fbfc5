"""Keeping and ending the browsers that show messages. Each runs in the caller's transaction, as the system.

A subscription hangs on the session in which its browser was last seen: whatever deletes that session deletes it, too
(`backend/migrations/0020_push.sql`). What is here is for the rest: browsers whose session has run out by itself.
"""

from base64 import urlsafe_b64decode
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.push_devices.queries import is_push_service
from backend.identity.push_devices.schemas import NewPushDevice
from backend.identity.session_queries import Session

KEPT: Final = timedelta(days=400)
"""How long a browser is kept that neither came by nor took a message: an invoice a year still gets through."""

MOST: Final = 20
"""Browsers of one account; the one not seen for longest makes room."""

_LONGEST_ENDPOINT: Final = 1000
_P256DH_BYTES: Final = 65
_AUTH_BYTES: Final = 16


class UnknownPushService(Problem):
    """The browser's push service is none that this portal calls."""

    status = 400
    slug = "push-service-unknown"
    title = "The push service of this browser is not known here"


async def subscribe(
    *, session: Session, device: NewPushDevice, client: Client, settings: Settings, now: datetime
) -> UUID:
    """Have messages shown in the browser of this session. Subscribing again only renews the keys.

    A browser shows the messages of one person: of whoever asked last. Raises `UnknownPushService`, `InvalidInput`.
    """
    p256dh, auth = _keys(device)
    if len(device.endpoint) > _LONGEST_ENDPOINT or not is_push_service(
        device.endpoint, services=settings.push_services
    ):
        raise UnknownPushService
    await fetch(
        "delete from push_subscription where endpoint = {} and account_id <> {}", device.endpoint, session.account_id
    )
    rows = await fetch(
        "insert into push_subscription "
        "(id, account_id, session_id, endpoint, p256dh, auth, browser, system, created_at, seen_at) "
        "values ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}) on conflict (endpoint) do update set "
        "session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth, "
        "browser = excluded.browser, system = excluded.system, seen_at = excluded.seen_at returning id",
        *(new_id(), session.account_id, session.id, device.endpoint, p256dh, auth),
        *(client.browser, client.system, now, now),
    )
    await fetch(
        "delete from push_subscription where id in "
        "(select id from push_subscription where account_id = {} order by seen_at desc, id desc offset {})",
        session.account_id,
        MOST,
    )
    device_id: UUID = rows[0]["id"]
    return device_id


async def come_by(*, session: Session, endpoint: str, with_our_key: bool, now: datetime) -> UUID | None:
    """A browser tells which subscription it has; it belongs to this session from now on.

    What this session had before is out of date. An empty text says that there is no subscription (any more), for
    instance because messages have been blocked in the browser.

    None if it shows no messages of theirs: it was ended, or it was subscribed with another key of ours, or by somebody
    else, whose messages then end: they would show to whoever uses the browser now.
    """
    await fetch("delete from push_subscription where session_id = {} and endpoint <> {}", session.id, endpoint)
    await fetch(
        "delete from push_subscription where endpoint = {} and (account_id <> {} or not {}::boolean)",
        *(endpoint, session.account_id, with_our_key),
    )
    rows = await fetch(
        "update push_subscription set session_id = {}, seen_at = {} where endpoint = {} returning id",
        *(session.id, now, endpoint),
    )
    return rows[0]["id"] if rows else None


async def remove(*, account_id: UUID, device_id: UUID) -> None:
    """No messages there any more. Raises `NotFound` when it is so already, or when it is somebody else's."""
    if not await fetch(
        "delete from push_subscription where id = {} and account_id = {} returning id", device_id, account_id
    ):
        raise NotFound


async def hand_over(*, account_id: UUID, ended_token_hash: bytes, session_id: UUID) -> None:
    """The same person has signed in again in the same browser: its messages go on in the new session."""
    await fetch(
        "update push_subscription set session_id = {} where account_id = {} "
        "and session_id = (select id from portal_session where token_hash = {})",
        *(session_id, account_id, ended_token_hash),
    )


async def outlive(*, over_before: datetime, unused_before: datetime) -> None:
    """Sessions that have run out by themselves are about to be deleted; nobody has signed out there."""
    await fetch(
        "update push_subscription set session_id = null where session_id in "
        "(select id from portal_session where expires_at <= {} or last_seen_at <= {})",
        over_before,
        unused_before,
    )


async def end_all(*, account_id: UUID) -> None:
    """No messages anywhere any more, not even where a session has run out."""
    await fetch("delete from push_subscription where account_id = {}", account_id)


async def end_others(*, account_id: UUID, session_id: UUID) -> None:
    """No messages but in the browser of this session."""
    await fetch(
        "delete from push_subscription where account_id = {} and session_id is distinct from {}",
        account_id,
        session_id,
    )


async def end_everywhere() -> None:
    """Nobody gets messages any more until they ask for them anew."""
    await fetch("delete from push_subscription")


async def forget_unused(*, now: datetime) -> None:
    """Delete browsers that have long neither come by nor taken a message."""
    await fetch("delete from push_subscription where seen_at <= {}", now - KEPT)


def _keys(device: NewPushDevice) -> tuple[bytes, bytes]:
    """The point and the secret. Whether the point lies on the curve shows when something is encrypted for it."""
    p256dh, auth = _decoded(device.p256dh), _decoded(device.auth)
    errors = {"p256dh": "push-key"} if len(p256dh) != _P256DH_BYTES else {}
    errors |= {"auth": "push-key"} if len(auth) != _AUTH_BYTES else {}
    if errors:
        raise InvalidInput(errors)
    return p256dh, auth


def _decoded(text: str) -> bytes:
    """Base64url, with or without padding (RFC 7515, 2); nothing for what is none."""
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except ValueError:
        return b""
