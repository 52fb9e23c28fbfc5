"""The second step of signing in: a code from the authenticator app, or a recovery code.

Four things must hold at the same time:

- Nobody guesses a code. A sign-in allows five tries, a client few sign-ins. Who has proven the first factor of an
  account has ten wrong codes in an hour; then codes of the app are no longer taken by this way, and its owner is told.
- A stranger cannot lock anybody out. That limit is counted only behind a first factor that was right, and for the way
  that was used: the owner still gets in by passkey, by another way, and with a recovery code, which nobody guesses.
- Nobody learns whether a password was right. A sign-in with a wrong one goes on in the same way, with the same work,
  and fails with the same answer, also beyond the limit.
- A code counts once (`proof`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from backend.accounts.queries import Login
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.core.jobs import enqueue
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import note_event
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts
from backend.identity.operations.sign_in import OpenedSession, let_in
from backend.identity.two_factor.operations.proof import Typed, proves, read_typed
from backend.identity.two_factor.schemas import SecondStep
from backend.identity.two_factor.tables import PendingSignIn

FirstStep = Literal["password", "email-code", "oidc", "activation"]

LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5

_TRIES_OF_CLIENT = attempts.Limit("second-step", most=60, within=timedelta(hours=1))

# Of a million codes three count at any moment: ten guesses an hour find one in four years, thirty a day in thirty.
_PATIENCE = (
    attempts.Limit("second-step-wrong", most=10, within=timedelta(hours=1)),
    attempts.Limit("second-step-wrong", most=30, within=timedelta(hours=24)),
)


class SecondStepFailed(Problem):
    """The code is not right; `tries_left` says how often another one may be tried."""

    status = 400
    slug = "second-step-failed"
    title = "The code is not right"

    def __init__(self, tries_left: int) -> None:
        super().__init__(tries_left=tries_left)


class SignInFailed(Problem):
    """Address, password and code do not belong together; the answer does not tell which of them is wrong."""

    status = 400
    slug = "sign-in-failed"
    title = "Address, password and code do not fit"

    def __init__(self, tries_left: int) -> None:
        super().__init__(tries_left=tries_left)


class SecondStepExpired(Problem):
    """The sign-in is too old, is finished, was given up after too many wrong codes, or there never was one."""

    status = 410
    slug = "second-step-expired"
    title = "Begin signing in again"


@dataclass(frozen=True)
class _Pending:
    id: UUID
    account_id: UUID | None
    customer_id: UUID | None
    method: FirstStep
    tries: int

    def subject(self, key: bytes) -> bytes:
        """Whose wrong codes are counted together; a sign-in without account counts for itself, for the same work."""
        return keyed_hash(key, "second step", self.method, str(self.account_id or self.id))


async def begin(
    *, account_id: UUID | None, method: FirstStep, customer_id: UUID | None = None, now: datetime
) -> SecondStep:
    """Ask for the second step. Without account, somebody has given a wrong first one and is not to know.

    Runs in the caller's transaction, as the system.
    """
    step = SecondStep(new_id(), now + LIFETIME)
    await PendingSignIn(
        id=step.step_id,
        account_id=account_id,
        customer_id=customer_id,
        method=method,
        created_at=now,
        expires_at=step.expires_at,
    ).save()
    return step


async def finish(
    *, step_id: UUID, code: str, client: Client, held_token: str | None, settings: Settings, now: datetime
) -> OpenedSession:
    """Sign in whoever has given the first step and types the right code. A wrong code costs a try.

    Raises `InvalidInput` for what is no code at all (costs nothing), `TooManyAttempts`, `SecondStepExpired`, and
    `SecondStepFailed` or, after a password, `SignInFailed`. Has transactions of its own: a wrong try stays counted.
    """
    typed = read_typed(code)
    subject = keyed_hash(settings.key(), "client", client.key)
    await attempts.spend(charges=[attempts.Charge(_TRIES_OF_CLIENT, subject)], now=now)
    async with transaction(SYSTEM):
        pending = await _count_try(step_id, now)
        login = await _proven_login(pending, typed, settings, now)
        if login is not None:
            await fetch("delete from pending_sign_in where id = {}", pending.id)
            return await let_in(
                login=login,
                method=pending.method,
                client=client,
                held_token=held_token,
                settings=settings,
                now=now,
                customer_id=pending.customer_id,
                strong=True,
            )
        await _note_wrong(pending, client, settings, now)
    if pending.tries >= MOST_TRIES:
        raise SecondStepExpired
    failed = SignInFailed if pending.method == "password" else SecondStepFailed
    raise failed(MOST_TRIES - pending.tries)


async def _count_try(step_id: UUID, now: datetime) -> _Pending:
    """The sign-in, with this try counted before it is looked at: parallel guesses get no more tries than others."""
    rows = await fetch(
        "update pending_sign_in set tries = tries + 1 where id = {} and expires_at > {} and tries < {} "
        "returning id, account_id, customer_id, method, tries",
        *(step_id, now, MOST_TRIES),
    )
    if not rows:
        raise SecondStepExpired
    return _Pending(**rows[0])


async def _proven_login(pending: _Pending, typed: Typed, settings: Settings, now: datetime) -> Login | None:
    is_patient = await may_guess(subject=pending.subject(settings.key()), now=now)
    account_id = pending.account_id if is_patient or not typed.is_short else None
    if not await proves(account_id=account_id, typed=typed, settings=settings, now=now):
        return None
    rows = await fetch("select id, role from account where id = {} and closed_at is null", account_id)
    return Login(**rows[0]) if rows else None


async def _note_wrong(pending: _Pending, client: Client, settings: Settings, now: datetime) -> None:
    is_last = await note_wrong(subject=pending.subject(settings.key()), now=now)
    if is_last and pending.account_id:
        await _warn_owner(pending.account_id, pending.method, client, now)


async def may_guess(*, subject: bytes, now: datetime) -> bool:
    """Whether one more code of the app may be tried. Others with the same subject wait until this transaction ends."""
    await attempts.hold(subject=subject)
    return all(count < limit.most for count, limit in zip(await _wrong(subject, now), _PATIENCE, strict=True))


async def note_wrong(*, subject: bytes, now: datetime) -> bool:
    """Count a wrong code; tells whether it was the last one that is borne with for now."""
    await attempts.note(kind=_PATIENCE[0].kind, subject=subject, now=now)
    return any(count == limit.most for count, limit in zip(await _wrong(subject, now), _PATIENCE, strict=True))


async def _wrong(subject: bytes, now: datetime) -> list[int]:
    return [await attempts.count(kind=limit.kind, subject=subject, since=now - limit.within) for limit in _PATIENCE]


async def _warn_owner(account_id: UUID, method: FirstStep, client: Client, now: datetime) -> None:
    """Somebody has the first factor, and guesses at the second one."""
    await note_event(account_id=account_id, kind="sign-in-refused", method=method, client=client, now=now)
    rows = await fetch(
        "select email, language, trim(given_name || ' ' || family_name) as name from account where id = {}", account_id
    )
    await send_mail(
        template="second_step_guessed",
        recipient=rows[0]["email"],
        language=rows[0]["language"],
        parameters={"name": rows[0]["name"], "at": now.isoformat(), "method": method},
        account_id=account_id,
        now=now,
    )
    await enqueue("push.sign-in-guessed", account_id)
