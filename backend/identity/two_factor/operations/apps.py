"""Setting up and removing an authenticator app.

Three steps, and nothing changes before the last one: the app gets its secret, a typed code proves that it works, and
the recovery codes have been seen. Who stops on the way has no app that asks for codes which nobody can give.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.ids import new_id
from backend.core.qr_code import qr_path
from backend.core.settings import Settings
from backend.identity import ways_in
from backend.identity.client import Client
from backend.identity.history.operations import Change, announce_change, undoes
from backend.identity.session_queries import Session
from backend.identity.step_up.operations import make_fresh
from backend.identity.two_factor import one_time_code
from backend.identity.two_factor.operations import passwords, recovery_codes
from backend.identity.two_factor.operations.proof import open_secret, read_typed, seal_secret
from backend.identity.two_factor.operations.recovery_codes import NoAuthenticatorApp
from backend.identity.two_factor.schemas import AppSetup, RecoveryCodes

SETUP_LIFETIME = timedelta(minutes=30)


class AppSetupExpired(Problem):
    """No app is being set up, or it was begun too long ago, or its code has not been typed yet."""

    status = 410
    slug = "app-setup-expired"
    title = "Begin setting up the app again"


class InvalidAppCode(Problem):
    """The app that is being set up shows another code: it has another secret, or its clock is wrong."""

    status = 400
    slug = "invalid-app-code"
    title = "The code does not come from this app"


async def begin_setup(*, account_id: UUID, company: str, settings: Settings, now: datetime) -> AppSetup:
    """A new secret, shown once. What was begun before and not finished ends."""
    secret = one_time_code.new_secret()
    new = new_id()
    async with transaction(SYSTEM):
        account = await _locked(account_id)
        await fetch("delete from totp where account_id = {} and confirmed_at is null", account_id)
        await fetch(
            "insert into totp (id, account_id, secret, created_at) values ({}, {}, {}, {})",
            *(new, account_id, seal_secret(settings, new, secret), now),
        )
    address = one_time_code.address(secret=secret, account=account["email"], company=company)
    picture = qr_path(address)
    return AppSetup(secret, address, picture.path, picture.size)


async def prove_setup(*, account_id: UUID, code: str, settings: Settings, now: datetime) -> RecoveryCodes:
    """The app shows the right code: here are the recovery codes that go with it.

    Raises `InvalidInput` for what is no code, `AppSetupExpired`, `InvalidAppCode`. Guessing needs no limit: whoever
    may set up the app has just been shown its secret.
    """
    typed = read_typed(code)
    if not typed.is_short:
        raise InvalidInput({"code": "app-code-shape"})
    new = recovery_codes.make_codes(account_id=account_id, settings=settings)
    async with transaction(SYSTEM):
        setup = await _setup(account_id, now)
        step = one_time_code.matching_step(secret=open_secret(settings, setup), code=typed.text, now=now)
        if step is None:
            raise InvalidAppCode
        await fetch(
            "update totp set last_step = {}, offered_codes = {} where id = {}", *(step, new.hashes, setup["id"])
        )
    return new.shown


async def finish_setup(*, session: Session, client: Client, settings: Settings, now: datetime) -> None:
    """From now on sign-in asks for codes of this app, and of no other. The session has proven it. Tells the owner.

    Raises `AppSetupExpired`.
    """
    account_id = session.account_id
    async with transaction(SYSTEM):
        await _locked(account_id)
        setup = await _setup(account_id, now)
        if not setup["offered_codes"]:
            raise AppSetupExpired
        await _take_out(account_id, now)
        await fetch(
            "update totp set confirmed_at = {}, last_used_at = {}, offered_codes = array[]::bytea[] where id = {}",
            *(now, now, setup["id"]),
        )
        await recovery_codes.replace_codes(account_id=account_id, hashes=setup["offered_codes"], now=now)
        await make_fresh(session=session, strong=True, now=now)
        await announce_change(
            account_id=account_id,
            kind="totp-added",
            reference=setup["id"],
            client=client,
            settings=settings,
            now=now,
        )


async def remove_app(*, account_id: UUID, client: Client, settings: Settings, now: datetime) -> None:
    """Sign-in asks for no codes any more. The password, which counts only together with them, goes with the app.

    Raises `NoAuthenticatorApp`, and `LastWayIn` if the account could not be entered any more.
    """
    async with transaction(SYSTEM):
        await _locked(account_id)
        removed = await _take_out(account_id, now)
        if removed is None:
            raise NoAuthenticatorApp
        await passwords.take_out(account_id=account_id, now=now)
        await recovery_codes.take_out(account_id=account_id, now=now)
        await ways_in.refuse_last_way(account_id=account_id)
        await announce_change(
            account_id=account_id, kind="totp-removed", reference=removed, client=client, settings=settings, now=now
        )


async def _locked(account_id: UUID) -> dict[str, Any]:
    """The account, of which one factor changes at a time."""
    rows = await fetch("select email from account where id = {} and closed_at is null for no key update", account_id)
    if not rows:
        raise NotFound
    return rows[0]


async def _setup(account_id: UUID, now: datetime) -> dict[str, Any]:
    rows = await fetch(
        "select id, secret, offered_codes from totp "
        "where account_id = {} and confirmed_at is null and created_at > {} for update",
        *(account_id, now - SETUP_LIFETIME),
    )
    if not rows:
        raise AppSetupExpired
    return rows[0]


async def _take_out(account_id: UUID, now: datetime) -> UUID | None:
    rows = await fetch(
        "update totp set removed_at = {} where account_id = {} and confirmed_at is not null and removed_at is null "
        "returning id",
        *(now, account_id),
    )
    return rows[0]["id"] if rows else None


async def _give_back(account_id: UUID, removed_at: datetime, now: datetime) -> None:
    """The app that was taken out at that moment with its recovery codes, in place of what there is now."""
    await _take_out(account_id, now)
    await fetch(
        "update totp set removed_at = null where account_id = {} and removed_at = {}", *(account_id, removed_at)
    )
    await recovery_codes.give_back(account_id=account_id, removed_at=removed_at, now=now)


@undoes("totp-added")
async def _undo_adding(change: Change, now: datetime) -> None:
    rows = await fetch("select confirmed_at from totp where id = {}", change.reference)
    if rows and rows[0]["confirmed_at"]:
        await _give_back(change.account_id, rows[0]["confirmed_at"], now)


@undoes("totp-removed")
async def _undo_removal(change: Change, now: datetime) -> None:
    rows = await fetch("select removed_at from totp where id = {}", change.reference)
    if rows and rows[0]["removed_at"]:
        await _give_back(change.account_id, rows[0]["removed_at"], now)
        await passwords.give_back(account_id=change.account_id, removed_at=rows[0]["removed_at"], now=now)
