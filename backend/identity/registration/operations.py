"""What makes accounts without a letter, and connects customers with accounts that are there."""

from datetime import datetime
from typing import Final
from urllib.parse import quote
from uuid import UUID

from backend.accounts import operations as accounts
from backend.accounts import queries as account_queries
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.email_address import normalise_email
from backend.core.errors import InvalidInput, Problem
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.core.text import is_readable, normalise_number
from backend.identity.client import Client
from backend.identity.operations import activation, email_codes
from backend.identity.operations.email_codes import Mailing
from backend.identity.operations.sessions import choose_customer
from backend.identity.operations.sign_in import OpenedSession, let_in
from backend.identity.registration.queries import UnknownNumber
from backend.identity.registration.schemas import CustomerInvited
from backend.identity.schemas import AccountRole, CodeRequested, Language
from backend.identity.session_queries import Session

_LONGEST_NAME: Final = 100
_SIGN_IN: Final[dict[Language, str]] = {"de": "/anmelden", "en": "/en/sign-in"}
_ACTIVATION: Final[dict[Language, str]] = {"de": "/aktivieren", "en": "/en/activate"}


class AccountExists(Problem):
    """The mailbox is proven, and its account has been there before: signing in is the way to it, with all its steps."""

    status = 409
    slug = "account-exists"
    title = "There is an account of this address"


async def request_code(
    *, email: str, language: Language, client: Client, settings: Settings, now: datetime
) -> CodeRequested:
    """Send a code, or a mail that there is an account already; the answer does not tell which.

    Raises `InvalidInput` for what is no address, `TooManyAttempts`.
    """
    address = normalise_email(email)
    await email_codes.charge_request(email=address, client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        known = await account_queries.find_login(email=address) is not None
        mailing = Mailing("registration", "registration_known" if known else "registration_code", address, language)
        return await email_codes.send(mailing=mailing, settings=settings, now=now)


async def confirm(
    *,
    request_id: UUID,
    code: str,
    given_name: str,
    family_name: str,
    client: Client,
    held_token: str | None,
    settings: Settings,
    now: datetime,
) -> OpenedSession:
    """Make the account of the proven mailbox, which looks after no customer yet, and sign in.

    Raises `InvalidInput` for a name that cannot be shown (costs no try), what `email_codes.redeem` raises,
    `AccountExists` and `AccountClosed`.
    """
    given, family = _usable_names(given_name, family_name)
    proven = await email_codes.redeem(
        purpose="registration", request_id=request_id, code=code, client=client, settings=settings, now=now
    )
    async with transaction(SYSTEM):
        if await account_queries.find_login(email=proven.email):
            # Letting in here would pass by the second step that the account may ask for.
            raise AccountExists
        login = await accounts.open_account(
            email=proven.email, given_name=given, family_name=family, language=proven.language, now=now
        )
        return await let_in(
            login=login, method="registration", client=client, held_token=held_token, settings=settings, now=now
        )


async def connect(
    *, session: Session, customer_number: str, activation_code: str, client: Client, settings: Settings, now: datetime
) -> activation.ConnectedCustomer:
    """Connect a customer number with the signed-in account, and act for that customer from now on.

    Raises what `activation.connect` raises.
    """
    connected = await activation.connect(
        account_id=session.account_id,
        customer_number=customer_number,
        activation_code=activation_code,
        client=client,
        settings=settings,
        now=now,
    )
    async with transaction(SYSTEM):
        await choose_customer(session=session, customer_id=connected.id, now=now)
    return connected


async def invite_customer(
    *, staff: Session, customer_number: str, email: str, language: Language, settings: Settings, now: datetime
) -> CustomerInvited:
    """Send a customer the way to an account, with number and activation code filled in.

    The mailbox is proven once more by a typed code, as with a letter. Raises `InvalidInput`, `UnknownNumber`.
    """
    address = normalise_email(email)
    async with transaction(SYSTEM):
        rows = await fetch(
            "select id, number, trim(given_name || ' ' || name) as name from customer "
            "where app.normalised(number) = {}",
            normalise_number(customer_number),
        )
        if not rows:
            raise UnknownNumber
        code, expires_at = await activation.issue_code_for_mail(
            customer_id=rows[0]["id"], email=address, issued_by=staff.account_id, settings=settings, now=now
        )
        number: str = rows[0]["number"]
        filled_in = f"number={quote(number)}&letter={code}&email={quote(address)}"
        await send_mail(
            template="customer_invitation",
            recipient=address,
            language=language,
            parameters={
                "customer_number": number,
                "code": code,
                "days": (expires_at - now).days,
                "link": f"{settings.origin}{_ACTIVATION[language]}#{filled_in}",
            },
            now=now,
        )
    return CustomerInvited(rows[0]["name"], address, expires_at)


async def add_staff(
    *, email: str, role: AccountRole, name: str, language: Language, settings: Settings, now: datetime
) -> None:
    """Make the account of somebody who works for the company, and tell them how to sign in.

    Raises `InvalidInput`, `AccountExists`, `AccountClosed`.
    """
    address = normalise_email(email)
    given_name, _, family_name = name.strip().rpartition(" ")
    given, family = _usable_names(given_name, family_name)
    async with transaction(SYSTEM):
        if await account_queries.find_login(email=address):
            raise AccountExists
        login = await accounts.open_account(
            email=address, given_name=given, family_name=family, role=role, language=language, now=now
        )
        await send_mail(
            template="staff_account",
            recipient=address,
            language=language,
            parameters={"name": f"{given} {family}", "link": settings.origin + _SIGN_IN[language]},
            account_id=login.id,
            now=now,
        )


def _usable_names(given_name: str, family_name: str) -> tuple[str, str]:
    names = {"given_name": given_name.strip(), "family_name": family_name.strip()}
    wrong = [field for field, name in names.items() if not 0 < len(name) <= _LONGEST_NAME or not is_readable(name)]
    if wrong:
        raise InvalidInput(dict.fromkeys(wrong, "person-name"))
    return names["given_name"], names["family_name"]
