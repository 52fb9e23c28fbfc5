"""Calling a recovery off: by the link in any mail about it, or inside any session of the account."""

from datetime import datetime
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import hash_token, note_event
from backend.identity.recovery import queries
from backend.identity.recovery.operations import announcing
from backend.identity.recovery.operations.limits import charge_link
from backend.identity.recovery.schemas import RecoveryNotice


class RecoveryOver(Problem):
    """The recovery has ended already: completed, called off, or too old."""

    status = 410
    slug = "recovery-over"
    title = "There is nothing left to call off"


async def look(*, token: str, client: Client, settings: Settings, now: datetime) -> RecoveryNotice:
    """What the mail with this token was about. Changes nothing. Raises `NotFound`, `TooManyAttempts`."""
    await charge_link(client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        notice = await queries.announced(token=token, zone=settings.zone, now=now)
    if notice is None:
        raise NotFound
    return notice


async def cancel_by_link(*, token: str, client: Client, settings: Settings, now: datetime) -> None:
    """Raises `NotFound`, `RecoveryOver`, `TooManyAttempts`."""
    await charge_link(client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        rows = await fetch("select id, account_id from recovery where cancel_hash = {}", hash_token(token))
        if not rows:
            raise NotFound
        await _cancel(rows[0]["account_id"], rows[0]["id"], client, now)


async def cancel_own(*, account_id: UUID, client: Client, now: datetime) -> None:
    """Call off whatever is under way for the signed-in account. Raises `RecoveryOver` when nothing is."""
    async with transaction(SYSTEM):
        await _cancel(account_id, None, client, now)


async def end_all(*, account_id: UUID, now: datetime) -> None:
    """Let no recovery of a closed account go on. Tells nobody: the mail about the closing does.

    Runs in the caller's transaction, as the system.
    """
    await fetch(
        "update recovery set state = 'cancelled', ended_at = {} where account_id = {} and state in ('asked', 'open')",
        now,
        account_id,
    )


async def _cancel(account_id: UUID, recovery_id: UUID | None, client: Client, now: datetime) -> None:
    """With the recovery end its pass and its letter: both are looked up by its state."""
    cancelled = await fetch(
        "update recovery set state = 'cancelled', ended_at = {} "
        "where account_id = {} and id = coalesce({}::uuid, id) and state in ('asked', 'open') and expires_at > {} "
        "returning account_id",
        now,
        account_id,
        recovery_id,
        now,
    )
    if not cancelled:
        raise RecoveryOver
    account = (await fetch("select email from account where id = {}", account_id))[0]
    await note_event(account_id=account_id, kind="recovery-cancelled", client=client, now=now)
    await announcing.announce(
        account_id=account_id,
        template="recovery_cancelled",
        parameters={"account": queries.masked(account["email"]), "at": now.isoformat()},
        now=now,
    )
