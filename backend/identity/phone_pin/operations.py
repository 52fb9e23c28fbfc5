"""A PIN for a call: shown to the customer in the portal, read out on the phone, checked by the agent.

Whoever calls has to read out six digits that live for ten minutes. Guessing is hopeless: five wrong ones spend all
PINs that the customer has at the time, and an agent may try only so often. No customer is locked out by that: the
next PIN is one press away.
"""

import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.accounts import queries as accounts
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import note_event
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts
from backend.identity.phone_pin.schemas import NewestPin, PinMatch, PinState, ShownPin

LIFETIME: Final = timedelta(minutes=10)
MOST_TRIES: Final = 5
KEPT: Final = timedelta(hours=24)
"""How long the page tells what became of a PIN."""

_DIGITS: Final = 6
_SHOWN: Final = attempts.Limit("phone-pin-shown", most=20, within=timedelta(hours=1))
_CHECKS_OF_AGENT: Final = attempts.Limit("phone-pin-check", most=100, within=timedelta(hours=1))
_CHECKS_OF_CUSTOMER: Final = attempts.Limit("phone-pin-customer", most=10, within=timedelta(minutes=10))


class PinWrong(Problem):
    """The customer has no such PIN at the moment: mistyped, older than ten minutes, or used."""

    status = 400
    slug = "phone-pin-wrong"
    title = "The PIN is not right"


async def show(*, account_id: UUID, customer_id: UUID | None, settings: Settings, now: datetime) -> ShownPin:
    """A new PIN; the account's earlier ones end. Raises `NotFound` without access to a customer, `TooManyAttempts`."""
    subject = keyed_hash(settings.key(), "account", str(account_id))
    await attempts.spend(charges=[attempts.Charge(_SHOWN, subject)], now=now)
    pin = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    async with transaction(SYSTEM):
        if customer_id not in await accounts.granted_customer_ids(account_id=account_id, now=now):
            raise NotFound
        await fetch(
            "update phone_pin set expires_at = {} where account_id = {} and used_at is null and expires_at > {}",
            now,
            account_id,
            now,
        )
        await fetch(
            "insert into phone_pin (id, account_id, customer_id, pin_hash, created_at, expires_at) "
            "values ({}, {}, {}, {}, {}, {})",
            *(new_id(), account_id, customer_id, _hash(settings, customer_id, pin), now, now + LIFETIME),
        )
        customer = (await fetch("select number from customer where id = {}", customer_id))[0]
    return ShownPin(pin, customer["number"], now, now + LIFETIME, settings.zone)


async def newest(*, account_id: UUID, settings: Settings, now: datetime) -> NewestPin:
    """What became of the account's last PIN."""
    async with transaction(SYSTEM):
        rows = await fetch(
            "select expires_at, used_at from phone_pin where account_id = {} and created_at > {} "
            "order by created_at desc limit 1",
            account_id,
            now - KEPT,
        )
    return NewestPin(PinState(**rows[0]) if rows else None, settings.zone)


async def check(
    *, customer_id: UUID, pin: str, staff_id: UUID, client: Client, settings: Settings, now: datetime
) -> PinMatch:
    """Who is on the phone. The PIN is used up by that; the customer reads of it in their history.

    Raises `InvalidInput` for what is no PIN (costs nothing), `TooManyAttempts`, `PinWrong`.
    """
    typed = _read_digits(pin)
    await _charge(customer_id, staff_id, settings, now)
    async with transaction(SYSTEM):
        match = await _match(customer_id, _hash(settings, customer_id, typed), now)
        if match is not None:
            await fetch("update phone_pin set used_at = {}, used_by = {} where id = {}", now, staff_id, match["id"])
            await note_event(account_id=match["account_id"], kind="phone-pin-checked", client=client, now=now)
            return PinMatch(match["name"], match["email"], match["created_at"], now, settings.zone)
    # Outside, so that the wrong try stays counted.
    raise PinWrong


async def clean_up(*, now: datetime) -> None:
    """Delete PINs that ended long ago. Runs in the caller's transaction, as the system."""
    await fetch("delete from phone_pin where expires_at <= {}", now - KEPT)


async def _charge(customer_id: UUID, staff_id: UUID, settings: Settings, now: datetime) -> None:
    """The limit belongs to agent and customer together: nobody else is kept from checking this customer's PIN."""
    key = settings.key()
    charges = [
        attempts.Charge(_CHECKS_OF_AGENT, keyed_hash(key, "account", str(staff_id))),
        attempts.Charge(_CHECKS_OF_CUSTOMER, keyed_hash(key, "account and customer", str(staff_id), str(customer_id))),
    ]
    await attempts.spend(charges=charges, now=now)


async def _match(customer_id: UUID, pin_hash: bytes, now: datetime) -> dict[str, Any] | None:
    """The PIN with this hash, if it is alive. A try that fits none costs each of the customer's PINs one."""
    alive = await fetch(
        "select p.id, p.account_id, p.pin_hash, p.created_at, a.email, "
        "trim(a.given_name || ' ' || a.family_name) as name from phone_pin p join account a on a.id = p.account_id "
        "where p.customer_id = {} and p.used_at is null and p.expires_at > {} and p.tries < {} "
        "and a.closed_at is null for update of p",
        customer_id,
        now,
        MOST_TRIES,
    )
    match = next((row for row in alive if hmac.compare_digest(row["pin_hash"], pin_hash)), None)
    if match is None:
        await fetch(
            "update phone_pin set tries = tries + 1 where customer_id = {} and used_at is null and expires_at > {}",
            customer_id,
            now,
        )
    return match


def _hash(settings: Settings, customer_id: UUID | None, pin: str) -> bytes:
    return keyed_hash(settings.key(), "phone pin", str(customer_id), pin)


def _read_digits(pin: str) -> str:
    """The PIN as people type it while listening: with blanks or hyphens."""
    typed = "".join(char for char in pin if not char.isspace() and unicodedata.category(char) != "Pd")
    if len(typed) != _DIGITS or not typed.isdecimal():
        raise InvalidInput({"pin": "pin-shape"})
    return "".join(str(unicodedata.decimal(char)) for char in typed)
