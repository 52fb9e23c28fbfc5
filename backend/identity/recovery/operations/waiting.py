"""Everything lost: a proven mailbox starts a wait, and opens the way in once the wait is over.

The mailbox alone must not suffice at once, or whoever reads it owns the account. The wait gives the owner time to hear
of it, on every channel, and to call it off. Nobody learns from here who has an account: an address without one gets a
mail that says so, and the same answers.
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any, Final
from uuid import UUID

from backend.accounts import queries as accounts
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.email_address import normalise_email
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.core.jobs import enqueue
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import hash_token, note_event
from backend.identity.operations import email_codes
from backend.identity.operations.email_codes import CodeExpired, Mailing, ProvenMailbox
from backend.identity.recovery.links import cancel_link, page_link
from backend.identity.recovery.operations import announcing, letters, passes
from backend.identity.recovery.queries import masked
from backend.identity.recovery.schemas import RecoveryProgress
from backend.identity.schemas import CodeRequested, Language

USABLE_FOR: Final = timedelta(days=7)
"""How long after the wait the new passkey may be registered."""


class RecoveryNotForStaff(Problem):
    """Who works for others gets back in through an administrator: a mailbox and a wait are not two factors."""

    status = 403
    slug = "recovery-not-for-staff"
    title = "Ask your administrator"


async def request_code(
    *, email: str, language: Language, client: Client, settings: Settings, now: datetime
) -> CodeRequested:
    """Send a code, or a mail that there is no account under this address; the answer does not tell which.

    Raises `InvalidInput` for what is no address, `TooManyAttempts`.
    """
    address = normalise_email(email)
    await email_codes.charge_request(email=address, client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        known = await accounts.find_login(email=address) is not None
        mailing = Mailing("recovery", "recovery_code" if known else "recovery_unknown", address, language)
        return await email_codes.send(mailing=mailing, settings=settings, now=now)


async def prove_mailbox(
    *, request_id: UUID, code: str, client: Client, settings: Settings, now: datetime
) -> RecoveryProgress:
    """With the code from the mail: start the wait, tell how long it still lasts, or open the way in after it.

    The code that was sent for a letter opens the way in at once. Raises what `email_codes.redeem` raises, what
    `letters.open_way` raises, and `RecoveryNotForStaff`.
    """
    proven = await email_codes.redeem(
        purpose="recovery", request_id=request_id, code=code, client=client, settings=settings, now=now
    )
    async with transaction(SYSTEM):
        if proven.recovery_id is not None:
            return await letters.open_way(
                recovery_id=proven.recovery_id, email=proven.email, settings=settings, now=now
            )
        recovery = await _recovery_of(proven, client, settings, now)
        token = None
        if recovery["ready_at"] <= now:
            token = await passes.issue(recovery_id=recovery["id"], proven_email=None, now=now)
        return RecoveryProgress(recovery["ready_at"], recovery["expires_at"], token, settings.zone)


async def tell_ready(*, recovery_id: UUID, settings: Settings, now: datetime) -> None:
    """Mail that the wait is over, unless the recovery has ended. Runs in the caller's transaction, as the system."""
    rows = await fetch(
        "select r.account_id, r.expires_at, a.email, a.language, trim(a.given_name || ' ' || a.family_name) as name "
        "from recovery r join account a on a.id = r.account_id "
        "where r.id = {} and r.state = 'open' and r.expires_at > {} and a.closed_at is null",
        recovery_id,
        now,
    )
    for row in rows:
        await send_mail(
            template="recovery_ready",
            recipient=row["email"],
            language=row["language"],
            parameters={
                "name": row["name"],
                "until": row["expires_at"].isoformat(),
                "link": page_link(settings, row["language"]),
            },
            account_id=row["account_id"],
            now=now,
        )


async def _recovery_of(proven: ProvenMailbox, client: Client, settings: Settings, now: datetime) -> dict[str, Any]:
    """The wait of this account that is under way, else a new one."""
    accounts_found = await fetch(
        "select id, email, language, role from account where email = {} and closed_at is null for no key update",
        proven.email,
    )
    if not accounts_found:
        raise CodeExpired  # The account was closed meanwhile; or a code was guessed that no mail contained.
    account = accounts_found[0]
    if account["role"] != "customer":
        raise RecoveryNotForStaff
    # The account is held: a second request at the same moment finds what the first one has started.
    await fetch(
        "update recovery set state = 'cancelled', ended_at = expires_at "
        "where account_id = {} and kind = 'wait' and state = 'open' and expires_at <= {}",
        account["id"],
        now,
    )
    rows = await fetch(
        "select id, ready_at, expires_at from recovery "
        "where account_id = {} and kind = 'wait' and state = 'open' for update",
        account["id"],
    )
    return rows[0] if rows else await _start(account, client, settings, now)


async def _start(account: dict[str, Any], client: Client, settings: Settings, now: datetime) -> dict[str, Any]:
    token = token_urlsafe(32)
    wait = timedelta(hours=settings.recovery_wait_hours)
    started = await fetch(
        "insert into recovery (id, account_id, kind, state, created_at, ready_at, expires_at, cancel_hash) "
        "values ({}, {}, 'wait', 'open', {}, {}, {}, {}) returning id, ready_at, expires_at",
        new_id(),
        account["id"],
        now,
        now + wait,
        now + wait + USABLE_FOR,
        hash_token(token),
    )
    recovery = started[0]
    await note_event(account_id=account["id"], kind="recovery-started", client=client, now=now)
    await announcing.announce(
        account_id=account["id"],
        template="recovery_started",
        parameters={
            "account": masked(account["email"]),
            "at": now.isoformat(),
            "ready_at": recovery["ready_at"].isoformat(),
            "link": cancel_link(settings, account["language"], token),
        },
        now=now,
    )
    await enqueue("push.recovery-started", account["id"])
    await enqueue("recovery.ready", recovery["id"], delay=wait)
    return recovery
