"""“That wasn't me”: whoever holds the link of the mail about a change takes it back and ends all sessions.

The link is a bearer of trust that somebody may have forwarded or a program may have opened. So opening it changes
nothing: the page asks what it was about (`look`), and a button freezes it, once.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.freezing.schemas import ChangeNotice
from backend.identity.history.operations import Change, hash_token, note_event, undo
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts
from backend.identity.push_devices import operations as push_devices

# Nobody guesses a token of 256 bits: this only keeps one client from making us look all day.
_LINKS: Final = attempts.Limit("change-link", most=60, within=timedelta(hours=1))


class ChangeFrozen(Problem):
    """The change was frozen already: the link works once."""

    status = 409
    slug = "change-frozen"
    title = "The change was stopped already"


class ChangeSettled(Problem):
    """The change is older than the owner had time to object."""

    status = 410
    slug = "change-settled"
    title = "The time for stopping this change is over"


async def look(*, token: str, client: Client, settings: Settings, now: datetime) -> ChangeNotice:
    """Which change the mail was about. Changes nothing. Raises `NotFound`, `ChangeSettled`, `TooManyAttempts`."""
    await _charge(client, settings, now)
    async with transaction(SYSTEM):
        change = await _change(token)
    if change["expires_at"] <= now:
        raise ChangeSettled
    return ChangeNotice(
        kind=change["kind"],
        subject=change["subject"],
        changed_at=change["created_at"],
        expires_at=change["expires_at"],
        frozen_at=change["frozen_at"],
        zone=settings.zone,
    )


async def freeze(*, token: str, client: Client, settings: Settings, now: datetime) -> None:
    """Take the change back, end every session of the account, and mail what happens next.

    Raises `NotFound`, `ChangeFrozen`, `ChangeSettled`, `TooManyAttempts`.
    """
    await _charge(client, settings, now)
    async with transaction(SYSTEM):
        found = await _change(token)
        if found["frozen_at"] is not None:
            raise ChangeFrozen
        if found["expires_at"] <= now:
            raise ChangeSettled
        await fetch("update security_change set frozen_at = {} where id = {}", now, found["id"])
        change = Change(**{name: found[name] for name in ("id", "account_id", "kind", "reference", "subject")})
        await undo(change=change, now=now)
        await fetch("delete from portal_session where account_id = {}", change.account_id)
        await push_devices.end_all(account_id=change.account_id)
        await note_event(
            account_id=change.account_id, kind="change-frozen", subject=change.subject, client=client, now=now
        )
        await _confirm(change, now)


async def _charge(client: Client, settings: Settings, now: datetime) -> None:
    subject = keyed_hash(settings.key(), "client", client.key)
    await attempts.spend(charges=[attempts.Charge(_LINKS, subject)], now=now)


async def _change(token: str) -> dict[str, Any]:
    """The change, held until the transaction ends: of two buttons pressed at once, one finds it frozen."""
    rows = await fetch(
        "select id, account_id, kind, reference, subject, created_at, expires_at, frozen_at from security_change "
        "where token_hash = {} for update",
        hash_token(token),
    )
    if not rows:
        raise NotFound
    return rows[0]


async def _confirm(change: Change, now: datetime) -> None:
    """To the address as it is after the change was taken back."""
    rows = await fetch(
        "select email, language, trim(given_name || ' ' || family_name) as name from account where id = {}",
        change.account_id,
    )
    owner = rows[0]
    await send_mail(
        template="change_frozen",
        recipient=owner["email"],
        language=owner["language"],
        parameters={"name": owner["name"], "at": now.isoformat()},
        account_id=change.account_id,
        now=now,
    )
