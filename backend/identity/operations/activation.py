"""Activation: a letter proves who the customer is, a typed code proves the mailbox; together they make a login.

Staff may send the code by mail instead of a letter; then it counts for that address only. Whoever has an account
connects a customer with it by the code alone.

- The address has an account already: the customer is added to it, once its mailbox is proven. Until then the answers
  are the same as for a new address, so nobody learns who has an account.
- The letter's code was used already: who holds the letter is told so and can sign in, or ask for a new letter. Who
  only guesses gets the same answer for a wrong number and a wrong code.
- Guessing is hopeless (60 random bits), so no limit stands on the customer: a stranger who knows a customer number
  cannot keep its owner out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.accounts import operations as accounts
from backend.accounts.queries import Login
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.email_address import normalise_email
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id
from backend.core.readable_code import in_groups, random_code, read_code
from backend.core.settings import Settings
from backend.core.text import normalise_number
from backend.identity.client import Client
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts, email_codes
from backend.identity.operations.activation_notices import Connection, tell_other_holders, welcome
from backend.identity.operations.email_codes import Mailing, ProvenMailbox
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.schemas import CodeRequested, Language
from backend.identity.two_factor.operations.admission import admit
from backend.identity.two_factor.schemas import SecondStep

_LIFETIME = timedelta(days=60)
_LIFETIME_BY_MAIL = timedelta(days=14)
_GROUPS, _GROUP_LENGTH = 3, 4

_STARTS = attempts.Limit("activation-start", most=20, within=timedelta(hours=1))


class ActivationFailed(Problem):
    """There is no such customer number, or its letter has another code; the answer does not tell which."""

    status = 400
    slug = "activation-failed"
    title = "Customer number and activation code do not belong together"


class ActivationCodeUsed(Problem):
    """Number and code are right, but somebody has used them already."""

    status = 409
    slug = "activation-code-used"
    title = "The activation code was used already"


class ActivationCodeExpired(Problem):
    """Number and code are right, but too old, or replaced by a newer letter."""

    status = 410
    slug = "activation-code-expired"
    title = "The activation code is no longer valid"


class InvitedAddressOnly(Problem):
    """Number and code are right, but came by mail, and count for no other address than the one the mail went to."""

    status = 409
    slug = "invited-address-only"
    title = "The code counts for the invited address only"


@dataclass(frozen=True)
class ConnectedCustomer:
    """The customer that an account looks after from now on."""

    id: UUID
    number: str
    name: str


async def issue_activation_code(*, customer_id: UUID, settings: Settings, now: datetime) -> str:
    """A new code for a letter to this customer, such as 7K3M-9XWD-2RTH. Codes of earlier letters end now.

    It is returned once and kept as a keyed hash. Raises `NotFound` when there is no such customer.
    """
    async with transaction(SYSTEM):
        await fetch(
            "update activation_code set expires_at = {} where customer_id = {} and used_at is null and expires_at > {}",
            now,
            customer_id,
            now,
        )
        return await _issue(customer_id, settings, now=now, expires_at=now + _LIFETIME)


async def issue_code_for_mail(
    *, customer_id: UUID, email: str, issued_by: UUID, settings: Settings, now: datetime
) -> tuple[str, datetime]:
    """A new code that staff send to this address, for which alone it counts, and when it ends.

    A letter that is on its way stays good: the customer may use whichever comes first, which ends the other. An earlier
    mail is replaced. Runs in the caller's transaction, as the system.
    """
    await fetch(
        "update activation_code set expires_at = {} where customer_id = {} and used_at is null and expires_at > {} "
        "and email is not null",
        now,
        customer_id,
        now,
    )
    expires_at = now + _LIFETIME_BY_MAIL
    return await _issue(customer_id, settings, now=now, expires_at=expires_at, email=email, by=issued_by), expires_at


async def _issue(
    customer_id: UUID,
    settings: Settings,
    *,
    now: datetime,
    expires_at: datetime,
    email: str | None = None,
    by: UUID | None = None,
) -> str:
    code = random_code(_GROUPS * _GROUP_LENGTH)
    issued = await fetch(
        "insert into activation_code (id, customer_id, code_hash, created_at, expires_at, email, issued_by) "
        "select {}, c.id, {}, {}, {}, {}::text, {}::uuid from customer c where c.id = {} returning id",
        *(new_id(), _hash(settings, code), now, expires_at, email, by, customer_id),
    )
    if not issued:
        raise NotFound
    return in_groups(code, _GROUP_LENGTH)


async def start(
    *,
    customer_number: str,
    activation_code: str,
    email: str,
    language: Language,
    client: Client,
    settings: Settings,
    now: datetime,
) -> CodeRequested:
    """Check the letter, and send a code to the address that is to become the login.

    Raises `InvalidInput` for what is no address, `TooManyAttempts`, `ActivationFailed`, `ActivationCodeUsed`,
    `ActivationCodeExpired`, `InvitedAddressOnly`.
    """
    address = normalise_email(email)
    await _spend_start(client, settings, now)
    async with transaction(SYSTEM):
        letter = await _letter(customer_number, _hash(settings, read_code(activation_code)), address, now)
    await email_codes.charge_request(email=address, client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        mailing = Mailing("activation", "activation_code", address, language, letter)
        return await email_codes.send(mailing=mailing, settings=settings, now=now)


async def confirm(
    *, request_id: UUID, code: str, client: Client, held_token: str | None, settings: Settings, now: datetime
) -> OpenedSession | SecondStep:
    """Find or make the account of the proven mailbox, let it look after the customer, use up the letter, sign in.

    An account that has an authenticator app is asked for the second step first.
    Raises what `email_codes.redeem` raises, `ActivationCodeUsed` and `ActivationCodeExpired` when that happened since
    `start`, and `AccountClosed`.
    """
    proven = await email_codes.redeem(
        purpose="activation", request_id=request_id, code=code, client=client, settings=settings, now=now
    )
    async with transaction(SYSTEM):
        assert proven.activation_code_id is not None, "a constraint of the table says so"
        customer = await _use_letter(proven.activation_code_id, now)
        login = await _login(customer, proven, now)
        await _connect(_connection(customer, login.id, proven.email, proven.language), settings, now)
        return await admit(
            login=login,
            method="activation",
            client=client,
            held_token=held_token,
            settings=settings,
            now=now,
            customer_id=customer["id"],
        )


async def connect(
    *,
    account_id: UUID,
    customer_number: str,
    activation_code: str,
    client: Client,
    settings: Settings,
    now: datetime,
) -> ConnectedCustomer:
    """Let an account look after one more customer, by the letter alone: its mailbox has been proven before.

    Raises `TooManyAttempts`, `ActivationFailed`, `ActivationCodeUsed`, `ActivationCodeExpired`, `InvitedAddressOnly`.
    """
    await _spend_start(client, settings, now)
    async with transaction(SYSTEM):
        [account] = await fetch("select email, language from account where id = {}", account_id)
        letter = await _letter(customer_number, _hash(settings, read_code(activation_code)), account["email"], now)
        customer = await _use_letter(letter, now)
        await _connect(_connection(customer, account_id, account["email"], account["language"]), settings, now)
        return ConnectedCustomer(customer["id"], customer["number"], customer["full_name"])


async def _spend_start(client: Client, settings: Settings, now: datetime) -> None:
    await attempts.spend(charges=[attempts.Charge(_STARTS, keyed_hash(settings.key(), "client", client.key))], now=now)


def _connection(customer: dict[str, Any], account_id: UUID, email: str, language: Language) -> Connection:
    return Connection(customer["id"], customer["number"], customer["full_name"], account_id, email, language)


async def _connect(connection: Connection, settings: Settings, now: datetime) -> None:
    """Let the account look after the customer, and tell everybody whom it concerns."""
    is_new = await accounts.grant_access(account_id=connection.account_id, customer_id=connection.customer_id, now=now)
    await welcome(connection=connection, now=now)
    if is_new:
        await tell_other_holders(connection=connection, settings=settings, now=now)


async def _letter(customer_number: str, code_hash: bytes, email: str, now: datetime) -> UUID:
    """The letter with this code, if it went to this customer. An unknown number costs the same work as a known one."""
    rows = await fetch(
        "select a.id, a.used_at, a.expires_at, a.email, c.number from activation_code a "
        "join customer c on c.id = a.customer_id where a.code_hash = {}",
        code_hash,
    )
    if not rows or normalise_number(rows[0]["number"]) != normalise_number(customer_number):
        raise ActivationFailed
    _refuse_spent(rows[0], now)
    if rows[0]["email"] not in {None, email}:
        raise InvitedAddressOnly
    letter_id: UUID = rows[0]["id"]
    return letter_id


async def _use_letter(letter_id: UUID, now: datetime) -> dict[str, Any]:
    """The customer of the letter, which is used up from now on; others to the same customer end with it.

    The customer is locked first: two codes used at the same time would each wait for the other.
    """
    await fetch(
        "select 1 from customer c join activation_code a on a.customer_id = c.id where a.id = {} "
        "for no key update of c",
        letter_id,
    )
    rows = await fetch(
        "select a.id as letter_id, a.used_at, a.expires_at, c.* from activation_code a "
        "join customer c on c.id = a.customer_id where a.id = {} for update of a",
        letter_id,
    )
    _refuse_spent(rows[0], now)
    await fetch("update activation_code set used_at = {} where id = {}", now, letter_id)
    await fetch(
        "update activation_code set expires_at = {} where customer_id = {} and used_at is null and expires_at > {}",
        now,
        rows[0]["id"],
        now,
    )
    return rows[0] | {"full_name": f"{rows[0]['given_name']} {rows[0]['name']}".strip()}


async def _login(customer: dict[str, Any], proven: ProvenMailbox, now: datetime) -> Login:
    """A new account takes its names from a customer who is a person; who acts for an organisation is not known yet."""
    is_person = customer["kind"] == "person"
    return await accounts.open_account(
        email=proven.email,
        salutation=customer["salutation"] if is_person else "",
        given_name=customer["given_name"] if is_person else "",
        family_name=customer["name"] if is_person else "",
        language=proven.language,
        now=now,
    )


def _refuse_spent(letter: dict[str, Any], now: datetime) -> None:
    if letter["used_at"] is not None:
        raise ActivationCodeUsed
    if letter["expires_at"] <= now:
        raise ActivationCodeExpired


def _hash(settings: Settings, code: str) -> bytes:
    return keyed_hash(settings.key(), "activation code", code)
