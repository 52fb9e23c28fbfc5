"""Noting what happened to an account, and telling its owner of changes in a way that lets them object.

Whoever takes over an account changes its factors first. So each change of a factor, of the e-mail address or of bank
details goes out by mail at once, with a link by which the owner can freeze it without signing in.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final, Literal
from uuid import UUID

from backend.core.database import fetch
from backend.core.discovery import import_all
from backend.core.ids import new_id
from backend.core.jobs import enqueue
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.core.translations import msgid
from backend.identity.client import Client
from backend.identity.history.tables import SecurityChange, SecurityEvent

ChangeKind = Literal[
    "passkey-added",
    "passkey-removed",
    "password-set",
    "password-removed",
    "totp-added",
    "totp-removed",
    "recovery-codes-made",
    "oidc-linked",
    "oidc-unlinked",
    "email-changed",
    "bank-details-changed",
    "bank-details-requested",
    "bank-details-removed",
]

OBJECTION: Final = timedelta(days=7)
"""How long a change can be stopped by its owner, and so how long what it removed must be kept."""

KEPT: Final = timedelta(days=90)
"""How long the history reaches back."""

_SENTENCES: dict[ChangeKind, str] = {
    "passkey-added": msgid(
        "Ihrem Konto wurde ein Passkey hinzugefügt: „{subject}“. Damit kann man sich ab jetzt anmelden."
    ),
    "passkey-removed": msgid(
        "Aus Ihrem Konto wurde ein Passkey entfernt: „{subject}“. Damit kann man sich nicht mehr anmelden."
    ),
    "password-set": msgid("Für Ihr Konto wurde ein Passwort festgelegt."),
    "password-removed": msgid("Aus Ihrem Konto wurde das Passwort entfernt."),
    "totp-added": msgid(
        "Für Ihr Konto wurde eine Authenticator-App eingerichtet. Beim Anmelden wird ab jetzt nach ihrem Code gefragt."
    ),
    "totp-removed": msgid("Aus Ihrem Konto wurde die Authenticator-App entfernt."),
    "recovery-codes-made": msgid(
        "Für Ihr Konto wurden neue Ersatzcodes ausgegeben. Frühere Ersatzcodes gelten nicht mehr."
    ),
    "oidc-linked": msgid(
        "Ihr Konto wurde mit einem anderen Dienst verbunden: {subject}. Damit kann man sich ab jetzt anmelden."
    ),
    "oidc-unlinked": msgid("Die Verbindung Ihres Kontos mit diesem Dienst wurde gelöst: {subject}."),
    "email-changed": msgid("Die E-Mail-Adresse Ihres Kontos wurde geändert. Die neue Adresse ist {subject}."),
    "bank-details-changed": msgid(
        "Die Bankverbindung für Ihre Rechnungen wurde geändert. Wir buchen ab jetzt von diesem Konto ab: {subject}."
    ),
    "bank-details-requested": msgid(
        "Die Bankverbindung für Ihre Rechnungen soll geändert werden. Wenn wir das geprüft haben, buchen wir von "
        "diesem Konto ab: {subject}."
    ),
    "bank-details-removed": msgid(
        "Die Bankverbindung für Ihre Rechnungen wurde entfernt: {subject}. Wir buchen nichts mehr ab."
    ),
}

_PATHS = {"de": "/nicht-ich", "en": "/en/not-me"}
_LONGEST_SUBJECT = 100


@dataclass(frozen=True)
class Change:
    """A change as far as undoing it needs to know."""

    id: UUID
    account_id: UUID
    kind: str
    reference: UUID | None
    subject: str


Undo = Callable[[Change, datetime], Awaitable[None]]
_UNDOS: dict[str, Undo] = {}


def undoes(kind: ChangeKind) -> Callable[[Undo], Undo]:
    """Marks the function that takes a change of this kind back, beside the operation that makes it.

    It runs in a transaction of the system. What it finds may have changed since; it must not fail for that. Where it is
    not imported yet, it is found only in a module named `operations`, or in a folder of that name.
    """

    def mark(function: Undo) -> Undo:
        if kind in _UNDOS:
            raise ValueError(f"{kind} is undone twice")
        _UNDOS[kind] = function
        return function

    return mark


async def undo(*, change: Change, now: datetime) -> None:
    """Take a change back. Runs in the caller's transaction, as the system."""
    if change.kind not in _UNDOS:
        # A worker or a command imports what it needs, and so perhaps not the feature that has made the change.
        import_all(named="operations")
    await _UNDOS[change.kind](change, now)


async def note_event(
    *,
    account_id: UUID,
    kind: str,
    method: str = "",
    subject: str = "",
    client: Client,
    done_by: UUID | None = None,
    now: datetime,
) -> None:
    """Write one line of the account's history. Runs in the caller's transaction, as the system.

    `done_by` is the member of staff who did it, where it was not the owner.
    """
    await SecurityEvent(
        id=new_id(),
        account_id=account_id,
        kind=kind,
        method=method,
        subject=subject[:_LONGEST_SUBJECT],
        browser=client.browser,
        system=client.system,
        country=client.country,
        done_by=done_by,
        at=now,
    ).save()


async def announce_change(
    *,
    account_id: UUID,
    kind: ChangeKind,
    subject: str = "",
    reference: UUID | None = None,
    recipient: str | None = None,
    made_by: str = "",
    client: Client,
    settings: Settings,
    now: datetime,
) -> None:
    """Note a change, and tell the account's owner by mail, with a link by which it can be frozen, and on devices.

    The mail goes to `recipient`, or to the account's address. `made_by` is the name of another person who has made the
    change; then `client` is theirs and not shown. Runs in the caller's transaction, as the system.
    """
    if made_by:
        client = Client(client.key)
    await note_event(account_id=account_id, kind=kind, subject=subject, client=client, now=now)
    token = token_urlsafe(32)
    await SecurityChange(
        id=new_id(),
        account_id=account_id,
        kind=kind,
        reference=reference,
        subject=subject[:_LONGEST_SUBJECT],
        token_hash=hash_token(token),
        created_at=now,
        expires_at=now + OBJECTION,
    ).save()
    owner = await _owner(account_id)
    await send_mail(
        template="security_change",
        recipient=recipient or owner["email"],
        language=owner["language"],
        parameters={
            "name": owner["name"],
            "sentence": _SENTENCES[kind],
            "changed": subject[:_LONGEST_SUBJECT],
            "at": now.isoformat(),
            "device": ", ".join(part for part in (client.browser, client.system) if part),
            "made_by": made_by,
            "days": OBJECTION.days,
            "link": f"{settings.origin}{_PATHS[owner['language']]}#token={token}",
        },
        account_id=account_id,
        now=now,
    )
    await enqueue("push.security-changed", account_id)


async def _owner(account_id: UUID) -> dict[str, Any]:
    rows = await fetch(
        "select email, language, trim(given_name || ' ' || family_name) as name from account where id = {}", account_id
    )
    return rows[0]


def hash_token(token: str) -> bytes:
    """SHA-256 is enough for a token of 256 random bits; there is nothing to guess."""
    return sha256(token.encode()).digest()


async def forget_old(*, now: datetime) -> None:
    """Delete what lies further back than the history reaches."""
    await fetch("delete from security_event where at <= {}", now - KEPT)
    await fetch("delete from security_change where created_at <= {}", now - KEPT)
