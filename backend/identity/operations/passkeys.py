"""Passkeys: making one, and signing in with one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from backend.accounts.queries import Login
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.identity import queries, webauthn
from backend.identity.authenticators import authenticator_name, passkey_name
from backend.identity.client import Client
from backend.identity.history.operations import announce_change, note_event
from backend.identity.kept_passkeys.operations import refuse_removed, usable_name
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts, challenges
from backend.identity.operations.sign_in import OpenedSession, let_in
from backend.identity.schemas import CeremonyOptions, PasskeyItem
from backend.identity.webauthn import (
    KnownCredential,
    NewCredential,
    RelyingParty,
    VerificationFailed,
    VerifiedAssertion,
)

_MOST_PASSKEYS = 20
_TELLING_AGAIN = timedelta(days=1)
_PASSKEYS_PAGE = {"de": "/konto/sicherheit/passkeys", "en": "/en/account/security/passkeys"}

# Nobody guesses a signature: this only keeps one client from making us verify all day.
_SIGN_INS = attempts.Limit("passkey-sign-in", most=100, within=timedelta(minutes=10))

_log = structlog.get_logger(__name__)


class UnknownCredential(Problem):
    """No open account has this passkey: it was removed long ago, or it is a left-over of another portal."""

    status = 404
    slug = "unknown-credential"
    title = "The passkey is not known here"


class CounterWentBack(Problem):
    """The authenticator counts fewer uses than it did before: there may be a copy of it (WebAuthn Level 3, 6.1.1)."""

    status = 403
    slug = "counter-went-back"
    title = "The passkey may have been copied"


class PasskeyExists(Problem):
    """The credential is registered already, for this account or another one (WebAuthn Level 3, 7.1 step 26)."""

    status = 409
    slug = "passkey-exists"
    title = "This passkey is registered already"


class TooManyPasskeys(Problem):
    """The account has as many passkeys as it may have."""

    status = 409
    slug = "too-many-passkeys"
    title = "The account has too many passkeys"


async def begin_registration(*, account_id: UUID, party: RelyingParty, now: datetime) -> CeremonyOptions:
    """What the browser needs to make a passkey for this account. Raises `TooManyPasskeys`."""
    async with transaction(SYSTEM):
        account = await _account(account_id)
        existing = await fetch("select credential_id, transports from passkey where account_id = {}", account_id)
        if len(existing) >= _MOST_PASSKEYS:
            raise TooManyPasskeys
        challenge = await challenges.issue(purpose="register", account_id=account_id, now=now)
    options = webauthn.creation_options(
        party=party,
        challenge=challenge.value,
        user_handle=account["webauthn_user_handle"],
        user_name=account["email"],
        display_name=account["name"] or account["email"],
        existing=[KnownCredential(row["credential_id"], row["transports"]) for row in existing],
    )
    return CeremonyOptions(challenge.id, options)


async def register(
    *,
    account_id: UUID,
    challenge_id: UUID,
    credential: dict[str, Any],
    name: str,
    party: RelyingParty,
    client: Client,
    settings: Settings,
    now: datetime,
) -> PasskeyItem:
    """Keep the passkey that the browser made, and tell the account's owner by mail.

    The session is proven no better by it than before: a passkey counts from its first use on, which shows that it
    works and that its owner has it. Raises `ChallengeExpired`, `VerificationFailed`, `PasskeyExists`,
    `TooManyPasskeys`, and `InvalidInput` for a name that cannot be shown.
    """
    name = usable_name(name)
    challenge = await challenges.take(challenge_id=challenge_id, purpose="register", account_id=account_id, now=now)
    new = webauthn.verify_registration(party=party, challenge=challenge, credential=credential)
    async with transaction(SYSTEM):
        await _account(account_id)
        if await queries.count_passkeys(account_id=account_id) >= _MOST_PASSKEYS:
            raise TooManyPasskeys
        return await keep(account_id=account_id, new=new, name=name, client=client, settings=settings, now=now)


async def keep(
    *, account_id: UUID, new: NewCredential, name: str, client: Client, settings: Settings, now: datetime
) -> PasskeyItem:
    """Keep a verified passkey, and tell the account's owner by mail. Runs in the caller's transaction, as the system.

    Without a name it gets one of its own. Raises `PasskeyExists`.
    """
    taken = [other.name for other in await queries.passkeys(account_id=account_id)]
    passkey = PasskeyItem(
        id=new_id(),
        name=name or passkey_name(aaguid=new.aaguid, system=client.system, taken=taken),
        authenticator=authenticator_name(new.aaguid),
        synced=new.backed_up,
        perhaps_copied=False,
        created_at=now,
        last_used_at=None,
    )
    added = await fetch(
        "insert into passkey (id, account_id, credential_id, public_key, sign_count, transports, aaguid, "
        "backup_eligible, backed_up, name, created_at) values ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}) "
        "on conflict (credential_id) do nothing returning id",
        *(passkey.id, account_id, new.id, new.public_key, new.sign_count, new.transports, new.aaguid),
        *(new.backup_eligible, new.backed_up, passkey.name, now),
    )
    if not added:
        raise PasskeyExists
    await announce_change(
        account_id=account_id,
        kind="passkey-added",
        subject=passkey.name,
        reference=passkey.id,
        client=client,
        settings=settings,
        now=now,
    )
    return passkey


async def begin_sign_in(*, party: RelyingParty, now: datetime) -> CeremonyOptions:
    """What the browser needs to sign anybody in: the authenticator knows the accounts it has passkeys for."""
    async with transaction(SYSTEM):
        challenge = await challenges.issue(purpose="sign-in", account_id=None, now=now)
    return CeremonyOptions(challenge.id, webauthn.request_options(party=party, challenge=challenge.value))


async def sign_in(
    *,
    challenge_id: UUID,
    credential: dict[str, Any],
    party: RelyingParty,
    client: Client,
    held_token: str | None,
    settings: Settings,
    now: datetime,
) -> OpenedSession:
    """Sign in whoever the passkey belongs to (WebAuthn Level 3, 7.2).

    Raises `TooManyAttempts`, `ChallengeExpired`, and what `prove` raises.
    """
    subject = keyed_hash(settings.key(), "client", client.key)
    await attempts.spend(charges=[attempts.Charge(_SIGN_INS, subject)], now=now)
    challenge = await challenges.take(challenge_id=challenge_id, purpose="sign-in", account_id=None, now=now)
    login = await prove(
        challenge=challenge, credential=credential, party=party, client=client, settings=settings, now=now
    )
    async with transaction(SYSTEM):
        return await let_in(
            login=login,
            method="passkey",
            client=client,
            held_token=held_token,
            settings=settings,
            now=now,
            strong=True,
        )


async def prove(
    *,
    challenge: bytes,
    credential: dict[str, Any],
    party: RelyingParty,
    client: Client,
    settings: Settings,
    now: datetime,
) -> Login:
    """Whose passkey has answered this challenge, with its user verified (WebAuthn Level 3, 7.2).

    Raises `VerificationFailed`, `UnknownCredential`, `PasskeyRemoved`, `CounterWentBack`. Has a transaction of its own:
    that there may be a copy of the passkey stays noted although nobody is let in.
    """
    assertion = webauthn.read_assertion(credential)
    async with transaction(SYSTEM):
        record = await _credential_record(assertion.credential_id)
        if assertion.user_handle != record["webauthn_user_handle"]:
            _log.warning("passkey of another account", passkey_id=str(record["id"]))
            raise VerificationFailed
        verified = webauthn.verify_assertion(
            party=party, challenge=challenge, assertion=assertion, public_key=record["public_key"]
        )
        if verified.backup_eligible != record["backup_eligible"]:  # Step 19: this never changes.
            _log.warning("passkey changed its backup eligibility", passkey_id=str(record["id"]))
            raise VerificationFailed
        if _has_grown(record["sign_count"], verified.sign_count):
            await _note_use(record, verified, now)
            return Login(record["account_id"], record["role"])
        await _report_copy(record, client, settings, now)
    raise CounterWentBack


def _has_grown(before: int, counted: int) -> bool:
    """Step 22: the authenticator has counted on, unless it never counts."""
    return counted > before or counted == before == 0


async def _report_copy(record: dict[str, Any], client: Client, settings: Settings, now: datetime) -> None:
    """Tell the account's owner: in the history each time, by mail once a day."""
    _log.warning("passkey counter went back", passkey_id=str(record["id"]))
    account_id = record["account_id"]
    await note_event(
        account_id=account_id, kind="passkey-copied", method="passkey", subject=record["name"], client=client, now=now
    )
    last = record["counter_went_back_at"]
    if last is not None and now - last < _TELLING_AGAIN:
        return
    await fetch("update passkey set counter_went_back_at = {} where id = {}", now, record["id"])
    owner = await _account(account_id)
    await send_mail(
        template="passkey_copied",
        recipient=owner["email"],
        language=owner["language"],
        parameters={
            "name": owner["name"],
            "changed": record["name"],
            "at": now.isoformat(),
            "link": settings.origin + _PASSKEYS_PAGE[owner["language"]],
        },
        account_id=account_id,
        now=now,
    )


async def _note_use(record: dict[str, Any], verified: VerifiedAssertion, now: datetime) -> None:
    await fetch(
        "update passkey set sign_count = {}, backed_up = {}, last_used_at = {} where id = {}",
        verified.sign_count,
        verified.backed_up,
        now,
        record["id"],
    )


async def _credential_record(credential_id: bytes) -> dict[str, Any]:
    """The passkey and whose it is, locked so that two copies of it cannot count at the same time."""
    rows = await fetch(
        "select p.id, p.account_id, p.public_key, p.sign_count, p.backup_eligible, p.name, p.counter_went_back_at, "
        "a.webauthn_user_handle, a.role from passkey p join account a on a.id = p.account_id "
        "where p.credential_id = {} and a.closed_at is null for update of p",
        credential_id,
    )
    if not rows:
        await refuse_removed(credential_id=credential_id)
        raise UnknownCredential
    return rows[0]


async def _account(account_id: UUID) -> dict[str, Any]:
    rows = await fetch(
        "select email, language, webauthn_user_handle, trim(given_name || ' ' || family_name) as name "
        "from account where id = {} and closed_at is null for no key update",
        account_id,
    )
    if not rows:
        raise NotFound
    return rows[0]
