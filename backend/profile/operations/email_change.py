"""Changing the address with which somebody signs in.

The new address is proven first, by a code typed from a mail that went there; only then it counts. The old one is told
and can take the change back for seven days, without signing in: whoever took over an account, and changed its address
to keep it, does not keep it.

- Nobody learns who has an account: an address that belongs to another account is answered like any other, and only the
  mail that goes there says so.
- Taking it back also takes back what changed in the account's ways in since: a passkey made by the intruder would
  otherwise let them in again.
- All other sessions end with the change. Whoever changes an address because somebody else reads its mailbox wants that
  person out, and the session at hand has just been proven anew.
"""

from datetime import datetime
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.email_address import normalise_email
from backend.core.errors import InvalidInput, Problem
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.core.translations import Language
from backend.identity.client import Client
from backend.identity.history.operations import OBJECTION, Change, announce_change, undo, undoes
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts, email_codes
from backend.identity.operations.email_codes import CodeExpired, Mailing
from backend.identity.push_devices import operations as push_devices
from backend.profile.operations.history import DoneBy, note
from backend.profile.schemas import Action, EmailChanged, EmailCodeSent
from backend.profile.tables import EmailChange


class EmailTaken(Problem):
    """The address became that of another account while its code was on the way. Said only to who has read its mail."""

    status = 409
    slug = "email-taken"
    title = "The address belongs to another account"


async def request_code(
    *, account_id: UUID, email: str, language: Language, client: Client, settings: Settings, now: datetime
) -> EmailCodeSent:
    """Send a code to the new address; to one that has an account already, a mail that says so. The answer is the same.

    Raises `InvalidInput` for what is no address and for the one that the account has, `TooManyAttempts`.
    """
    address = normalise_email(email)
    async with transaction(SYSTEM):
        old = await _email(account_id)
    if address == old:
        raise InvalidInput({"email": "email-same"})
    await email_codes.charge_request(email=address, client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        taken = await _is_taken(address)
        mailing = Mailing(
            "email-change", "email_change_taken" if taken else "email_change_code", address, language=language
        )
        requested = await email_codes.send(mailing=mailing, settings=settings, now=now)
        await EmailChange(
            id=requested.request_id,
            account_id=account_id,
            old_email=old,
            new_email=address,
            requested_at=now,
            expires_at=requested.expires_at,
        ).save()
    return EmailCodeSent(requested.request_id, requested.expires_at)


async def confirm(
    *,
    account_id: UUID,
    session_id: UUID,
    request_id: UUID,
    code: str,
    client: Client,
    settings: Settings,
    now: datetime,
) -> EmailChanged:
    """Let the new address count, with the code that was sent there. Other sessions of the account end.

    Raises what `email_codes.redeem` raises; `CodeExpired` also for a request of another account; `EmailTaken`.
    """
    proven = await email_codes.redeem(
        purpose="email-change", request_id=request_id, code=code, client=client, settings=settings, now=now
    )
    async with transaction(SYSTEM):
        # Two accounts may have proven the same address: the second one waits here, and finds it taken.
        await attempts.hold(subject=keyed_hash(settings.key(), "address", proven.email))
        rows = await fetch(
            "update email_change set confirmed_at = {}, expires_at = {}, "
            "old_email = (select email from account where id = {}) "
            "where id = {} and account_id = {} and new_email = {} and confirmed_at is null returning old_email",
            *(now, now + OBJECTION, account_id, request_id, account_id, proven.email),
        )
        if not rows:
            raise CodeExpired
        if await _is_taken(proven.email):
            raise EmailTaken
        await announce_change(
            account_id=account_id,
            kind="email-changed",
            subject=proven.email,
            reference=request_id,
            recipient=rows[0]["old_email"],
            client=client,
            settings=settings,
            now=now,
        )
        await _set_email(account_id, proven.email, action="changed", done_by="person", now=now)
        await fetch("delete from portal_session where account_id = {} and id <> {}", account_id, session_id)
        await push_devices.end_others(account_id=account_id, session_id=session_id)
        await _tell(account_id, proven.email, "email_changed", {"old": rows[0]["old_email"]}, now)
    return EmailChanged(proven.email, now + OBJECTION)


@undoes("email-changed")
async def _take_back(change: Change, now: datetime) -> None:
    """Give the account its old address back, and undo what changed in its ways in since."""
    rows = await fetch(
        "update email_change set undone_at = {} where id = {} and account_id = {} and confirmed_at is not null "
        "and undone_at is null returning old_email, new_email",
        now,
        change.reference,
        change.account_id,
    )
    for done in rows:
        await _undo_later_changes(change, now)
        # Its owner may have opened another account with it since. Then the account has no address until staff have
        # helped, and above all not the new one.
        old = f"{change.account_id}@undone.invalid" if await _is_taken(done["old_email"]) else done["old_email"]
        await _set_email(change.account_id, old, action="undone", done_by="system", now=now)
        await _tell(change.account_id, done["new_email"], "email_change_undone", {}, now)


async def _undo_later_changes(change: Change, now: datetime) -> None:
    """The newest first, so that each finds what it left."""
    later = await fetch(
        "update security_change set frozen_at = {} where account_id = {} and id <> {} and frozen_at is null "
        "and created_at >= (select created_at from security_change where id = {}) "
        "returning id, account_id, kind, reference, subject, created_at",
        *(now, change.account_id, change.id, change.id),
    )
    for row in sorted(later, key=lambda row: (row["created_at"], row["id"]), reverse=True):
        await undo(change=Change(**{name: row[name] for name in _CHANGE}), now=now)


_CHANGE = ("id", "account_id", "kind", "reference", "subject")


async def _email(account_id: UUID) -> str:
    rows = await fetch("select email from account where id = {}", account_id)
    email: str = rows[0]["email"]
    return email


async def _is_taken(email: str) -> bool:
    """Whether an account has this address, be it a closed one."""
    return bool(await fetch("select 1 from account where email = {}", email))


async def _set_email(account_id: UUID, email: str, *, action: Action, done_by: DoneBy, now: datetime) -> None:
    old = await _email(account_id)
    await fetch("update account set email = {} where id = {}", email, account_id)
    await note(
        field="email",
        action=action,
        old={"email": old},
        new={"email": email},
        account_id=account_id,
        done_by=done_by,
        done_by_account=account_id if done_by == "person" else None,
        now=now,
    )


async def _tell(account_id: UUID, recipient: str, template: str, more: dict[str, str], now: datetime) -> None:
    found = await fetch(
        "select language, trim(given_name || ' ' || family_name) as name from account where id = {}", account_id
    )
    person = found[0]
    await send_mail(
        template=template,
        recipient=recipient,
        language=person["language"],
        parameters={"name": person["name"], "at": now.isoformat(), "email": recipient, **more},
        account_id=account_id,
        now=now,
    )
