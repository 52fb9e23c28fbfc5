"""Make accounts for people who work for the company: service agents, the data protection officer, administrators.

The account has no password. Its owner gets a mail, signs in with a code sent to the same address, and must then set up
a passkey or an authenticator app; until then the pages for staff stay closed. Whoever has lost both starts anew in
the same way, after somebody at the server has made sure who they are.

Who leaves has their account closed: nobody signs in with it any more, and it can be opened again. Closing, opening and
signing out work on every account, customers' included; for these there is the customer's page in the portal, too.
"""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from uuid import UUID

from backend.accounts.operations import AccountClosed
from backend.commands.preparation import database_server, read_settings, require_current_schema
from backend.core.clock import utc_now
from backend.core.command_error import CommandError
from backend.core.database import SYSTEM, close_pool, open_pool, transaction
from backend.core.email_address import normalise_email
from backend.core.errors import InvalidInput, NotFound
from backend.core.settings import Settings
from backend.core.translations import LANGUAGES
from backend.identity.closing import operations as closing
from backend.identity.closing import queries as closing_queries
from backend.identity.closing.operations import AccountNotClosed, LastAdministrator
from backend.identity.recovery.operations.staff import let_staff_start_anew
from backend.identity.registration import operations
from backend.identity.registration.operations import AccountExists

_ROLES = ("agent", "dpo", "administrator")


class UnusableInput(CommandError):
    """The address or the name would not work."""

    def __init__(self, field: str) -> None:
        names = "Give first and last name in quotes, such as --name “Jonas Kessler”, up to 100 characters each."
        super().__init__("This is no e-mail address." if field == "email" else names)


class NoSuchStaff(CommandError):
    """The address is nobody's who works here."""

    def __init__(self, email: str) -> None:
        super().__init__(f"There is no account for work of {email}: check the address.")


class AddressTaken(CommandError):
    """What an account may do is not changed in passing: it may be a customer's."""

    def __init__(self, email: str) -> None:
        super().__init__(f"There is an account of {email} already: use an address of its own for work.")


class NoSuchAccount(CommandError):
    """The address is nobody's."""

    def __init__(self, email: str) -> None:
        super().__init__(f"There is no account of {email}: check the address.")


class AccountIsClosed(CommandError):
    """It was closed before."""

    def __init__(self, email: str) -> None:
        super().__init__(f"The account of {email} is closed: `servicetheke staff reopen` opens it again.")


class AccountIsOpen(CommandError):
    """There is nothing to open."""

    def __init__(self, email: str) -> None:
        super().__init__(f"The account of {email} is open already.")


class UnusableReason(CommandError):
    """Others could not read why it was done."""

    def __init__(self) -> None:
        super().__init__(f"Say why in one readable line of up to {closing.LONGEST_REASON} characters: --reason “…”.")


class NobodyElseAdministrates(CommandError):
    """Without an administrator the portal would have nobody who opens accounts again."""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"{email} is the last administrator: make another one first, by `servicetheke staff add … --role "
            "administrator`."
        )


class NotConfirmed(CommandError):
    """Nobody has said yes."""

    def __init__(self) -> None:
        super().__init__("Nobody was signed out: answer “yes”, or give --yes.")


def configure(parser: ArgumentParser) -> None:
    parser.set_defaults(everybody=False)
    actions = parser.add_subparsers(required=True, metavar="add | reset | close | reopen | sign-out")
    add = actions.add_parser("add", help="make an account and tell its owner how to sign in")
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--role", required=True, choices=_ROLES)
    add.add_argument("--name", required=True, help="first and last name")
    add.add_argument("--language", default="de", choices=LANGUAGES, help="of the mails to this person")
    add.set_defaults(action=_add)
    reset = actions.add_parser("reset", help="let somebody start anew who has lost passkey and app")
    reset.add_argument("email", metavar="EMAIL")
    reset.set_defaults(action=_reset)
    close = actions.add_parser("close", help="let nobody in by an account any more, and end its sessions")
    close.set_defaults(action=_close)
    reopen = actions.add_parser("reopen", help="let the owner of a closed account in again")
    reopen.set_defaults(action=_reopen)
    for action in (close, reopen):
        action.add_argument("email", metavar="EMAIL")
        action.add_argument("--reason", required=True, help="noted for staff")
    sign_out = actions.add_parser("sign-out", help="end the sessions of one account, or of all")
    whose = sign_out.add_mutually_exclusive_group(required=True)
    whose.add_argument("email", metavar="EMAIL", nargs="?")
    whose.add_argument("--everybody", action="store_true", help="all accounts; staff and customers")
    sign_out.add_argument("--yes", action="store_true", help="do not ask before signing everybody out")
    sign_out.set_defaults(action=_sign_out)


def run(options: Namespace) -> None:
    if options.everybody and not options.yes:
        _require_yes()
    settings = read_settings()
    with database_server(settings, join=True) as dsn:
        require_current_schema(dsn)
        asyncio.run(_with_pool(dsn, options, settings))


async def _with_pool(dsn: str, options: Namespace, settings: Settings) -> None:
    await open_pool(dsn, size=1)
    try:
        await options.action(options, settings)
    finally:
        await close_pool()


async def _add(options: Namespace, settings: Settings) -> None:
    try:
        await operations.add_staff(
            email=options.email,
            role=options.role,
            name=options.name,
            language=options.language,
            settings=settings,
            now=utc_now(),
        )
    except InvalidInput as error:
        raise UnusableInput(next(iter(error.errors))) from None
    except AccountExists:
        raise AddressTaken(options.email) from None
    except AccountClosed:
        raise AccountIsClosed(options.email) from None
    print(f"{options.email} can sign in now and gets a mail that says how. The first step there is a passkey.")


async def _reset(options: Namespace, settings: Settings) -> None:
    try:
        await let_staff_start_anew(email=options.email, settings=settings, now=utc_now())
    except InvalidInput:
        raise UnusableInput("email") from None
    except NotFound:
        raise NoSuchStaff(options.email) from None
    print(f"All sessions and ways in of {options.email} have ended. The next sign-in there sets up a new passkey.")


async def _close(options: Namespace, settings: Settings) -> None:
    account_id = await _account_of(options.email)
    try:
        await closing.close(
            account_id=account_id, done_by=None, reason=options.reason, settings=settings, now=utc_now()
        )
    except InvalidInput:
        raise UnusableReason from None
    except AccountClosed:
        raise AccountIsClosed(options.email) from None
    except LastAdministrator:
        raise NobodyElseAdministrates(options.email) from None
    print(f"The account of {options.email} is closed and its sessions have ended. Its owner gets a mail.")


async def _reopen(options: Namespace, settings: Settings) -> None:
    account_id = await _account_of(options.email)
    try:
        await closing.reopen(
            account_id=account_id, done_by=None, reason=options.reason, settings=settings, now=utc_now()
        )
    except InvalidInput:
        raise UnusableReason from None
    except AccountNotClosed:
        raise AccountIsOpen(options.email) from None
    print(f"The account of {options.email} is open again, with all its ways in. Its owner gets a mail.")


async def _sign_out(options: Namespace, settings: Settings) -> None:
    if options.everybody:
        accounts = await closing.sign_out_everybody(settings=settings, now=utc_now())
        print(f"All sessions have ended. Accounts that were signed in: {accounts}.")
        return
    account_id = await _account_of(options.email)
    sessions = await closing.sign_out(account_id=account_id, done_by=None, settings=settings, now=utc_now())
    told = "Its owner gets a mail." if sessions else "Nobody was signed in."
    print(f"Sessions of {options.email} that have ended: {sessions}. {told}")


async def _account_of(email: str) -> UUID:
    try:
        async with transaction(SYSTEM):
            return await closing_queries.account_of(email=normalise_email(email))
    except InvalidInput:
        raise UnusableInput("email") from None
    except NotFound:
        raise NoSuchAccount(email) from None


def _require_yes() -> None:
    """Ask whoever sits at the terminal; where nobody does, that is no yes."""
    print(
        "This signs everybody out, customers and staff, whatever they are doing just now. Go on? [yes/no] ",
        end="",
        flush=True,
    )
    if sys.stdin.readline().strip().lower() != "yes":
        raise NotConfirmed
