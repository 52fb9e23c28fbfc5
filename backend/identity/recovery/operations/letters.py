"""Recovery with staff: an agent has checked who is calling, and a code goes by letter to the contract's address.

- The letter goes to the customer by whose contract the account came about, and to no other one that the account looks
  after: who reads a neighbour's or an employer's post must not get into somebody's whole account.
- With four eyes there is no code before a second member of staff has confirmed.
- The code alone opens nothing: it is typed together with the customer number, and a mailbox has to be proven. All
  addresses of the account are told when a letter goes out, and can call it off.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any, Final
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.email_address import normalise_email
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.ids import new_id
from backend.core.readable_code import in_groups, random_code, read_code
from backend.core.settings import Settings
from backend.core.text import normalise_number
from backend.identity.client import Client
from backend.identity.history.operations import hash_token, note_event
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts, email_codes
from backend.identity.operations.email_codes import Mailing
from backend.identity.recovery import queries
from backend.identity.recovery.links import cancel_link, page_link
from backend.identity.recovery.operations import announcing, passes
from backend.identity.recovery.rules import LEAST_ANSWERS
from backend.identity.recovery.schemas import AskedLetter, Letter, RecoveryProgress
from backend.identity.schemas import CodeRequested, Language
from backend.portal.schemas import Recovery as Rules

LETTER_LIFETIME: Final = timedelta(days=60)
ASKED_LIFETIME: Final = timedelta(days=14)
"""How long a letter waits for its second pair of eyes."""

_GROUPS, _GROUP_LENGTH = 3, 4  # 60 random bits.
_STARTS: Final = attempts.Limit("recovery-letter", most=20, within=timedelta(hours=1))


class LetterNotPossible(Problem):
    """The account came about by another contract than this one, or is one of the company's own people."""

    status = 409
    slug = "recovery-letter-not-possible"
    title = "A letter to this customer cannot recover this account"


class SecondPersonNeeded(Problem):
    """Four eyes are those of two people: who asked for the letter cannot confirm it."""

    status = 403
    slug = "second-person-needed"
    title = "Somebody else has to confirm this"


class RecoverySettled(Problem):
    """The letter was confirmed or refused already, or has waited too long."""

    status = 409
    slug = "recovery-settled"
    title = "This was decided already"


class LetterCodeWrong(Problem):
    """There is no such customer number, or its letter has another code; the answer does not tell which."""

    status = 400
    slug = "recovery-letter-wrong"
    title = "Customer number and code do not belong together"


class LetterOver(Problem):
    """Number and code are right, but the letter was used, called off, replaced by a newer one, or is too old."""

    status = 410
    slug = "recovery-letter-over"
    title = "The letter is no longer valid"


class EmailTaken(Problem):
    """The proven address is the login of another account."""

    status = 409
    slug = "recovery-email-taken"
    title = "The address belongs to another account"


async def ask(
    *,
    customer_id: UUID,
    account_id: UUID,
    answered: Sequence[int],
    staff_id: UUID,
    rules: Rules,
    client: Client,
    settings: Settings,
    now: datetime,
) -> AskedLetter:
    """Note which questions were answered, and make the letter, or leave that to a second person.

    Earlier letters for the account end. Raises `InvalidInput` for too few answers, `NotFound`, `LetterNotPossible`.
    """
    questions = _answered_questions(answered, rules)
    recovery_id = new_id()
    async with transaction(SYSTEM):
        await _require_own_contract(account_id, customer_id)
        await _end_earlier(account_id, now)
        await fetch(
            "insert into recovery (id, account_id, kind, state, created_at, ready_at, expires_at, customer_id, "
            "answered, requested_by) values ({}, {}, 'letter', 'asked', {}, {}, {}, {}, {}, {})",
            *(recovery_id, account_id, now, now, now + ASKED_LIFETIME, customer_id, questions, staff_id),
        )
        if rules.four_eyes:
            return AskedLetter(None)
        return AskedLetter(await _issue(await _asked(recovery_id, now), client, settings, now))


async def confirm(
    *, recovery_id: UUID, staff_id: UUID, client: Client, settings: Settings, now: datetime
) -> AskedLetter:
    """The second pair of eyes: make the letter. Raises `NotFound`, `RecoverySettled`, `SecondPersonNeeded`."""
    async with transaction(SYSTEM):
        asked = await _asked(recovery_id, now)
        if asked["requested_by"] == staff_id:
            raise SecondPersonNeeded
        await fetch(
            "update recovery set confirmed_by = {}, confirmed_at = {} where id = {}", staff_id, now, recovery_id
        )
        return AskedLetter(await _issue(asked, client, settings, now))


async def refuse(*, recovery_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Send no letter. Whoever asked for it may take that back, too. Raises `NotFound`, `RecoverySettled`."""
    async with transaction(SYSTEM):
        asked = await _asked(recovery_id, now)
        second = None if asked["requested_by"] == staff_id else staff_id
        await fetch(
            "update recovery set state = 'refused', ended_at = {}, confirmed_by = {}, confirmed_at = {} where id = {}",
            *(now, second, now if second else None, recovery_id),
        )


async def start(
    *,
    customer_number: str,
    letter_code: str,
    email: str,
    language: Language,
    client: Client,
    settings: Settings,
    now: datetime,
) -> CodeRequested:
    """Check the letter, and send a code to the mailbox that the person can read now.

    Raises `InvalidInput` for what is no address, `TooManyAttempts`, `LetterCodeWrong`, `LetterOver`.
    """
    address = normalise_email(email)
    await attempts.spend(charges=[attempts.Charge(_STARTS, keyed_hash(settings.key(), "client", client.key))], now=now)
    async with transaction(SYSTEM):
        recovery_id = await _letter(customer_number, _hash(settings, read_code(letter_code)), now)
    await email_codes.charge_request(email=address, client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        mailing = Mailing("recovery", "recovery_code", address, language, recovery_id=recovery_id)
        return await email_codes.send(mailing=mailing, settings=settings, now=now)


async def open_way(*, recovery_id: UUID, email: str, settings: Settings, now: datetime) -> RecoveryProgress:
    """Letter and mailbox are proven: the passkey may be registered now. Runs in the caller's transaction.

    Raises `LetterOver` when that happened since `start`, `EmailTaken`.
    """
    rows = await fetch(
        "select id, account_id, ready_at, expires_at, state from recovery where id = {} for update", recovery_id
    )
    _refuse_over(rows[0], now)
    await refuse_taken(email=email, account_id=rows[0]["account_id"])
    token = await passes.issue(recovery_id=recovery_id, proven_email=email, now=now)
    return RecoveryProgress(rows[0]["ready_at"], rows[0]["expires_at"], token, settings.zone)


async def refuse_taken(*, email: str, account_id: UUID) -> None:
    """Raises `EmailTaken` when the address is another account's. Runs in the caller's transaction."""
    if await fetch("select 1 from account where email = {} and id <> {}", email, account_id):
        raise EmailTaken


def _answered_questions(answered: Sequence[int], rules: Rules) -> list[str]:
    """The questions as they read on this day: the log stays true when they are changed."""
    questions = [question.de for number, question in enumerate(rules.questions) if number in answered]
    if len(questions) < min(LEAST_ANSWERS, len(rules.questions)):
        raise InvalidInput({"answered": "recovery-answers"})
    return questions


async def _require_own_contract(account_id: UUID, customer_id: UUID) -> None:
    accounts = await fetch("select role from account where id = {} and closed_at is null for no key update", account_id)
    if not accounts:
        raise NotFound
    if accounts[0]["role"] != "customer" or customer_id != await queries.first_own_customer(account_id=account_id):
        raise LetterNotPossible


async def _end_earlier(account_id: UUID, now: datetime) -> None:
    await fetch(
        "update recovery set state = 'cancelled', ended_at = {} "
        "where account_id = {} and kind = 'letter' and state in ('asked', 'open')",
        now,
        account_id,
    )


async def _asked(recovery_id: UUID, now: datetime) -> dict[str, Any]:
    """The recovery that waits for its letter, held until the transaction ends."""
    rows = await fetch(
        "select id, account_id, customer_id, state, expires_at, requested_by from recovery "
        "where id = {} and kind = 'letter' for update",
        recovery_id,
    )
    if not rows:
        raise NotFound
    if rows[0]["state"] != "asked" or rows[0]["expires_at"] <= now:
        raise RecoverySettled
    return rows[0]


async def _issue(asked: dict[str, Any], client: Client, settings: Settings, now: datetime) -> Letter:
    """The code comes into being now, and is never shown again."""
    code, token = random_code(_GROUPS * _GROUP_LENGTH), token_urlsafe(32)
    await fetch(
        "update recovery set state = 'open', code_hash = {}, cancel_hash = {}, ready_at = {}, expires_at = {} "
        "where id = {}",
        *(_hash(settings, code), hash_token(token), now, now + LETTER_LIFETIME, asked["id"]),
    )
    account = (await fetch("select email, language from account where id = {}", asked["account_id"]))[0]
    await note_event(account_id=asked["account_id"], kind="recovery-letter-sent", client=client, now=now)
    await announcing.announce(
        account_id=asked["account_id"],
        template="recovery_letter",
        parameters={
            "account": queries.masked(account["email"]),
            "at": now.isoformat(),
            "link": cancel_link(settings, account["language"], token),
        },
        now=now,
    )
    return await _printed(asked["customer_id"], in_groups(code, _GROUP_LENGTH), account["language"], settings, now)


async def _printed(customer_id: UUID, code: str, language: Language, settings: Settings, now: datetime) -> Letter:
    customer = (await fetch("select * from customer where id = {}", customer_id))[0]
    city = f"{customer['postal_code']} {customer['city']}".strip()
    return Letter(
        name=f"{customer['given_name']} {customer['name']}".strip(),
        address=[line for line in (customer["street"], city) if line],
        customer_number=customer["number"],
        code=code,
        page=page_link(settings, language),
        language=language,
        expires_at=now + LETTER_LIFETIME,
        zone=settings.zone,
    )


async def _letter(customer_number: str, code_hash: bytes, now: datetime) -> UUID:
    """The letter with this code, if it went to this customer. An unknown number costs the same work as a known one."""
    rows = await fetch(
        "select r.id, r.state, r.expires_at, c.number from recovery r join customer c on c.id = r.customer_id "
        "where r.code_hash = {}",
        code_hash,
    )
    if not rows or normalise_number(rows[0]["number"]) != normalise_number(customer_number):
        raise LetterCodeWrong
    _refuse_over(rows[0], now)
    recovery_id: UUID = rows[0]["id"]
    return recovery_id


def _refuse_over(letter: dict[str, Any], now: datetime) -> None:
    if letter["state"] != "open" or letter["expires_at"] <= now:
        raise LetterOver


def _hash(settings: Settings, code: str) -> bytes:
    return keyed_hash(settings.key(), "recovery letter", code)
