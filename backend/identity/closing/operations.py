"""Ending all sessions of somebody else's account, closing the account, and opening it again.

For when a phone is lost and its owner calls, when somebody leaves the company, when an account is in the wrong hands.
Who did it and when is noted, the owner is told by mail, and what was open in a browser ends at its next question to the
server. Nothing of the account is lost: closed, it is as if it were not there; opened again, it is as before.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.accounts.operations import CLOSED_KEPT, AccountClosed
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.ids import new_id
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.core.text import is_readable
from backend.core.translations import Language
from backend.identity.client import Client
from backend.identity.closing.tables import AccountClosing
from backend.identity.history.operations import note_event
from backend.identity.push_devices import operations as push_devices
from backend.identity.recovery.operations import cancelling

NOTED: Final = timedelta(days=90)
"""How long it stays noted that an account was closed, once it is open again."""

LONGEST_REASON: Final = 500

_SIGN_IN: Final = {"de": "/anmelden", "en": "/en/sign-in"}
_SECURITY: Final = {"de": "/konto/sicherheit", "en": "/en/account/security"}
_NO_DEVICE_OF_THEIRS: Final = Client("")
"""The history names browsers so that owners recognise their own; that of our staff would only mislead."""


class OwnAccount(Problem):
    """Nobody closes the door behind themselves: they could not open it again."""

    status = 409
    slug = "own-account"
    title = "Another administrator has to close this account"


class LastAdministrator(Problem):
    """Without an administrator nobody could open an account again, this one neither."""

    status = 409
    slug = "last-administrator"
    title = "There has to be another administrator first"


class AccountNotClosed(Problem):
    """The account is open already: somebody else was faster."""

    status = 409
    slug = "account-not-closed"
    title = "The account is open"


@dataclass(frozen=True)
class _Held:
    """An account that nobody else can close or open until the transaction ends."""

    id: UUID
    email: str
    language: Language
    name: str
    is_closed: bool
    is_last_administrator: bool


async def sign_out(*, account_id: UUID, done_by: UUID | None, settings: Settings, now: datetime) -> int:
    """End every session of an account, and tell its owner. Returns how many were alive.

    `done_by` is the member of staff; None stands for the command line, here and below. Where nobody was signed in
    there is nothing to tell. Raises `NotFound`.
    """
    async with transaction(SYSTEM):
        account = await _hold(account_id)
        ended = await _end_sessions(account_id, settings, now)
        if ended:
            await _note(account, "signed-out-by-staff", done_by, now)
            link = settings.origin + _SECURITY[account.language]
            await _tell(account, "signed_out_by_staff", {"link": link}, now)
        return ended


async def sign_out_everybody(*, settings: Settings, now: datetime) -> int:
    """End every session there is. Returns how many accounts were signed in.

    It stands in the history of each. A mail to everybody at once would only look like fraud; the sign-in page says that
    the session has ended.
    """
    async with transaction(SYSTEM):
        await fetch("delete from pending_sign_in")
        ended = await fetch(
            "delete from portal_session returning account_id, expires_at > {} and last_seen_at > {} as alive",
            now,
            now - timedelta(minutes=settings.session_idle_minutes),
        )
        await push_devices.end_everywhere()
        accounts = {session["account_id"] for session in ended if session["alive"]}
        for account_id in accounts:
            await note_event(account_id=account_id, kind="signed-out-by-staff", client=_NO_DEVICE_OF_THEIRS, now=now)
        return len(accounts)


async def close(*, account_id: UUID, done_by: UUID | None, reason: str, settings: Settings, now: datetime) -> None:
    """Let nobody in by this account any more, and end all that is under way with it.

    Raises `InvalidInput` for a reason that cannot be read, `NotFound`, `AccountClosed`, `OwnAccount`,
    `LastAdministrator`.
    """
    words = _readable(reason)
    async with transaction(SYSTEM):
        account = await _hold(account_id)
        if account.is_closed:
            raise AccountClosed
        if account_id == done_by:
            raise OwnAccount
        if account.is_last_administrator:
            raise LastAdministrator
        await fetch("update account set closed_at = {} where id = {}", now, account_id)
        await AccountClosing(
            id=new_id(), account_id=account_id, closed_at=now, closed_by=done_by, close_reason=words
        ).save()
        await _end_sessions(account_id, settings, now)
        await cancelling.end_all(account_id=account_id, now=now)
        await _note(account, "account-closed", done_by, now)
        await _tell(account, "account_closed", {"days": CLOSED_KEPT.days}, now)


async def reopen(*, account_id: UUID, done_by: UUID | None, reason: str, settings: Settings, now: datetime) -> None:
    """Let its owner in again, by all ways that were open before.

    Raises `InvalidInput` for a reason that cannot be read, `NotFound`, `AccountNotClosed`.
    """
    words = _readable(reason)
    async with transaction(SYSTEM):
        account = await _hold(account_id)
        if not account.is_closed:
            raise AccountNotClosed
        await fetch("update account set closed_at = null where id = {}", account_id)
        await fetch(
            "update account_closing set reopened_at = {}, reopened_by = {}, reopen_reason = {} "
            "where account_id = {} and reopened_at is null",
            *(now, done_by, words, account_id),
        )
        # A sign-in that ran beside the closing may have left a session, which must not come to life now.
        await _end_sessions(account_id, settings, now)
        await _note(account, "account-reopened", done_by, now)
        await _tell(account, "account_reopened", {"link": settings.origin + _SIGN_IN[account.language]}, now)


async def forget_old(*, now: datetime) -> None:
    """Delete notes of closings that were undone long ago. Runs in the caller's transaction, as the system."""
    await fetch("delete from account_closing where reopened_at <= {}", now - NOTED)


async def _hold(account_id: UUID) -> _Held:
    """The account, locked together with those of all administrators, in the order of their ids.

    So two administrators who close each other at the same moment wait for one another, and one of them stays.
    """
    rows = await fetch(
        "select id, email, language, trim(given_name || ' ' || family_name) as name, role, closed_at from account "
        "where id = {} or (role = 'administrator' and closed_at is null) order by id for no key update",
        account_id,
    )
    found = next((row for row in rows if row["id"] == account_id), None)
    if found is None:
        raise NotFound
    return _Held(
        **{name: found[name] for name in ("id", "email", "language", "name")},
        is_closed=found["closed_at"] is not None,
        is_last_administrator=found["role"] == "administrator" and len(rows) == 1,
    )


async def _end_sessions(account_id: UUID, settings: Settings, now: datetime) -> int:
    """All sessions of the account, sign-ins that wait for their second step, and messages on devices.

    Returns how many sessions were alive.
    """
    await fetch("delete from pending_sign_in where account_id = {}", account_id)
    await push_devices.end_all(account_id=account_id)
    ended = await fetch(
        "delete from portal_session where account_id = {} returning expires_at > {} and last_seen_at > {} as alive",
        account_id,
        now,
        now - timedelta(minutes=settings.session_idle_minutes),
    )
    return sum(session["alive"] for session in ended)


async def _note(account: _Held, kind: str, done_by: UUID | None, now: datetime) -> None:
    await note_event(account_id=account.id, kind=kind, client=_NO_DEVICE_OF_THEIRS, done_by=done_by, now=now)


async def _tell(account: _Held, template: str, parameters: dict[str, Any], now: datetime) -> None:
    await send_mail(
        template=template,
        recipient=account.email,
        language=account.language,
        parameters={"name": account.name, "at": now.isoformat(), **parameters},
        account_id=account.id,
        now=now,
    )


def _readable(reason: str) -> str:
    """On one line, composed (NFC) and with single blanks."""
    line = " ".join(unicodedata.normalize("NFC", reason).split())
    if not line:
        raise InvalidInput({"reason": "closing-reason-needed"})
    if len(line) > LONGEST_REASON or not is_readable(line):
        raise InvalidInput({"reason": "closing-reason-shape"})
    return line
