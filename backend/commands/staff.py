"""Make accounts for people who work for the company: service agents, the data protection officer, administrators.

The account has no password. Its owner gets a mail, signs in with a code sent to the same address, and must then set up
a passkey or an authenticator app; until then the pages for staff stay closed. Whoever has lost both starts anew in
the same way, after somebody at the server has made sure who they are.
"""

import asyncio
from argparse import ArgumentParser, Namespace

from backend.accounts.operations import AccountClosed
from backend.commands.preparation import database_server, read_settings, require_current_schema
from backend.core.clock import utc_now
from backend.core.command_error import CommandError
from backend.core.database import close_pool, open_pool
from backend.core.errors import InvalidInput, NotFound
from backend.core.settings import Settings
from backend.core.translations import LANGUAGES
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


def configure(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="add EMAIL --role ROLE --name NAME | reset EMAIL")
    add = actions.add_parser("add", help="make an account and tell its owner how to sign in")
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--role", required=True, choices=_ROLES)
    add.add_argument("--name", required=True, help="first and last name")
    add.add_argument("--language", default="de", choices=LANGUAGES, help="of the mails to this person")
    add.set_defaults(action=_add)
    reset = actions.add_parser("reset", help="let somebody start anew who has lost passkey and app")
    reset.add_argument("email", metavar="EMAIL")
    reset.set_defaults(action=_reset)


def run(options: Namespace) -> None:
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
    except (AccountExists, AccountClosed):
        raise AddressTaken(options.email) from None
    print(f"{options.email} can sign in now and gets a mail that says how. The first step there is a passkey.")


async def _reset(options: Namespace, settings: Settings) -> None:
    try:
        await let_staff_start_anew(email=options.email, settings=settings, now=utc_now())
    except InvalidInput:
        raise UnusableInput("email") from None
    except NotFound:
        raise NoSuchStaff(options.email) from None
    print(f"All sessions and ways in of {options.email} have ended. The next sign-in there sets up a new passkey.")
