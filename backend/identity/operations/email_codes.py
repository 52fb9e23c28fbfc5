"""Codes that are sent by mail and typed by hand, for sign-in and activation.

Three things must hold at the same time:

- Nobody guesses a code. A request allows five tries, a client few requests; wrong tries at an address are remembered.
- A stranger who knows an address cannot lock its owner out. So nothing is ever refused because of the address: when
  somebody seems to guess at an address or to flood it, its next codes have twelve digits instead of six, and requests
  within five minutes share one mail.
- Nobody learns who has an account. What is done here does not depend on it: `send` gets the template to use, and an
  address without account gets a mail that says so.
"""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import InvalidInput, Problem
from backend.core.ids import new_id
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts
from backend.identity.schemas import CodeRequested, Language
from backend.identity.tables import EmailCode

Purpose = Literal["sign-in", "activation", "registration", "step-up", "recovery", "email-change", "guest-booking"]
Template = Literal[
    "sign_in_code",
    "sign_in_unknown",
    "activation_code",
    "registration_code",
    "registration_known",
    "step_up_code",
    "recovery_code",
    "recovery_unknown",
    "email_change_code",
    "email_change_taken",
    "guest_booking_code",
]

LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
_SHORT, _LONG = 6, 12
_SHARED_FOR = timedelta(minutes=5)

_REQUESTS_OF_CLIENT = attempts.Limit("code-request-client", most=30, within=timedelta(hours=1))
_REQUESTS_FOR_ADDRESS = attempts.Limit("code-request", most=5, within=timedelta(minutes=15))
_TRIES_OF_CLIENT = attempts.Limit("code-try", most=60, within=timedelta(hours=1))

# Beyond these an address counts as attacked, whoever it is that asks and guesses.
_CALM_MAILS = attempts.Limit("code-mail", most=6, within=timedelta(hours=1))
_CALM_ERRORS = attempts.Limit("code-wrong", most=10, within=timedelta(hours=24))

_PATHS: dict[Purpose, dict[Language, str]] = {
    "sign-in": {"de": "/anmelden", "en": "/en/sign-in"},
    "activation": {"de": "/aktivieren", "en": "/en/activate"},
    "registration": {"de": "/registrieren", "en": "/en/register"},
    "email-change": {"de": "/konto/e-mail", "en": "/en/account/email"},
    "recovery": {"de": "/zugang-wiederherstellen", "en": "/en/recover-access"},
}


class InvalidCode(Problem):
    """The code is not the one in the mail; `tries_left` says how often it may still be tried."""

    status = 400
    slug = "invalid-code"
    title = "The code is not right"

    def __init__(self, tries_left: int) -> None:
        super().__init__(tries_left=tries_left)


class CodeExpired(Problem):
    """The code is too old or was used already, or there never was such a request."""

    status = 410
    slug = "code-expired"
    title = "The code is no longer valid"


class CodeUsedUp(Problem):
    """Too many wrong tries: this code is void now, and a new one can be requested."""

    status = 410
    slug = "code-used-up"
    title = "The code was typed wrongly too often"


@dataclass(frozen=True)
class Mailing:
    """What a code is for, and the mail that brings it."""

    purpose: Purpose
    template: Template
    email: str
    language: Language
    activation_code_id: UUID | None = None
    recovery_id: UUID | None = None


@dataclass(frozen=True)
class ProvenMailbox:
    """Somebody has read what was sent to this address."""

    email: str
    language: Language
    activation_code_id: UUID | None
    recovery_id: UUID | None = None
    """The letter that the code was sent for."""


@dataclass(frozen=True)
class _Code:
    hash: bytes
    digits: int
    expires_at: datetime


async def charge_request(*, email: str, client: Client, settings: Settings, now: datetime) -> None:
    """Count a request for a code. Raises `TooManyAttempts`, for this client only."""
    key = settings.key()
    charges = [
        attempts.Charge(_REQUESTS_OF_CLIENT, keyed_hash(key, "client", client.key)),
        attempts.Charge(_REQUESTS_FOR_ADDRESS, keyed_hash(key, "client and address", client.key, email)),
    ]
    await attempts.spend(charges=charges, now=now)


async def send(*, mailing: Mailing, settings: Settings, now: datetime) -> CodeRequested:
    """Send a code, or let the request share the one that is on its way. Runs in the caller's transaction."""
    key = settings.key()
    address = keyed_hash(key, "address", mailing.email)
    await attempts.hold(subject=address)
    attacked = await _attacked(address, now)
    request_id = new_id()
    code = await _on_its_way(mailing, now) if attacked else None
    if code is None:
        typed = _random_digits(_LONG if attacked else _SHORT)
        code = _Code(_hash(key, mailing.purpose, mailing.email, typed), len(typed), now + LIFETIME)
        await attempts.note(kind=_CALM_MAILS.kind, subject=address, now=now)
        await _mail(mailing, request_id, typed, settings, now)
    await _keep(mailing, request_id, code, now)
    return CodeRequested(request_id, code.expires_at)


async def redeem(
    *, purpose: Purpose, request_id: UUID, code: str, client: Client, settings: Settings, now: datetime
) -> ProvenMailbox:
    """Whose mailbox the code came from. A code works once; a wrong one costs a try.

    Raises `InvalidInput` for what is no code at all (costs nothing), `TooManyAttempts`, `InvalidCode`, `CodeExpired`,
    `CodeUsedUp`. Has transactions of its own: a wrong try stays counted.
    """
    typed = _read_digits(code)
    key = settings.key()
    await attempts.spend(charges=[attempts.Charge(_TRIES_OF_CLIENT, keyed_hash(key, "client", client.key))], now=now)
    async with transaction(SYSTEM):
        row = await _count_try(request_id, purpose, now)
        right = hmac.compare_digest(_hash(key, purpose, row["email"], typed), row["code_hash"])
        if right and row["tries"] <= MOST_TRIES:
            # Requests that share this code go with it.
            await fetch("delete from email_code where email = {} and code_hash = {}", row["email"], row["code_hash"])
            return ProvenMailbox(row["email"], row["language"], row["activation_code_id"], row["recovery_id"])
        address = keyed_hash(key, "address", row["email"])
        await attempts.note(kind=_CALM_ERRORS.kind, subject=address, now=now)
    if row["tries"] >= MOST_TRIES:
        raise CodeUsedUp
    raise InvalidCode(tries_left=MOST_TRIES - row["tries"])


async def _count_try(request_id: UUID, purpose: Purpose, now: datetime) -> dict[str, Any]:
    """The request, with this try counted before it is looked at: parallel guesses get no more tries than others."""
    rows = await fetch(
        "update email_code set tries = tries + 1 where id = {} and purpose = {} and expires_at > {} "
        "returning email, language, activation_code_id, recovery_id, code_hash, tries",
        request_id,
        purpose,
        now,
    )
    if not rows:
        raise CodeExpired
    return rows[0]


async def _attacked(address: bytes, now: datetime) -> bool:
    for calm in (_CALM_MAILS, _CALM_ERRORS):
        if await attempts.count(kind=calm.kind, subject=address, since=now - calm.within) >= calm.most:
            return True
    return False


async def _on_its_way(mailing: Mailing, now: datetime) -> _Code | None:
    """A long code that was sent so recently that it can serve one more request for the same thing."""
    rows = await fetch(
        "select code_hash, digits, expires_at from email_code where email = {} and purpose = {} and digits = {} "
        "and activation_code_id is not distinct from {}::uuid and recovery_id is not distinct from {}::uuid "
        "and expires_at > {} order by expires_at desc limit 1",
        mailing.email,
        mailing.purpose,
        _LONG,
        mailing.activation_code_id,
        mailing.recovery_id,
        now + LIFETIME - _SHARED_FOR,
    )
    return _Code(rows[0]["code_hash"], rows[0]["digits"], rows[0]["expires_at"]) if rows else None


async def _mail(mailing: Mailing, request_id: UUID, typed: str, settings: Settings, now: datetime) -> None:
    """The link only fills in the form. What it carries stands behind the #, which no server and no log gets to see."""
    page = settings.origin + _PATHS.get(mailing.purpose, {}).get(mailing.language, "")
    parameters: dict[str, str | int] = {
        "code": typed,
        "minutes": int(LIFETIME.total_seconds() // 60),
        "link": f"{page}#request={request_id}&code={typed}",
    }
    if mailing.template in {"sign_in_unknown", "recovery_unknown"}:
        parameters = {"link": page}
    if mailing.template == "registration_known":
        parameters = {"link": settings.origin + _PATHS["sign-in"][mailing.language]}
    await send_mail(
        template=mailing.template, recipient=mailing.email, language=mailing.language, parameters=parameters, now=now
    )


async def _keep(mailing: Mailing, request_id: UUID, code: _Code, now: datetime) -> None:
    await EmailCode(
        id=request_id,
        purpose=mailing.purpose,
        email=mailing.email,
        activation_code_id=mailing.activation_code_id,
        recovery_id=mailing.recovery_id,
        code_hash=code.hash,
        digits=code.digits,
        language=mailing.language,
        created_at=now,
        expires_at=code.expires_at,
    ).save()


def _hash(key: bytes, purpose: Purpose, email: str, typed: str) -> bytes:
    return keyed_hash(key, "e-mail code", purpose, email, typed)


def _random_digits(length: int) -> str:
    return f"{secrets.randbelow(10**length):0{length}}"


def _read_digits(code: str) -> str:
    """The code as people type it: with blanks or hyphens, in whatever digits their keyboard has."""
    typed = "".join(char for char in code if not char.isspace() and unicodedata.category(char) != "Pd")
    if len(typed) not in {_SHORT, _LONG} or not typed.isdecimal():
        raise InvalidInput({"code": "code-shape"})
    return "".join(str(unicodedata.decimal(char)) for char in typed)
