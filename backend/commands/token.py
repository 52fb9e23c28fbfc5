"""Make, list or revoke the tokens with which programs of the company, such as billing, use the API."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable

from backend.commands.preparation import database_server, read_settings, require_current_schema
from backend.core.clock import utc_now
from backend.core.command_error import CommandError
from backend.core.database import SYSTEM, close_pool, open_pool, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.identity import queries
from backend.identity.operations import service_tokens
from backend.identity.operations.service_tokens import TokenNameTaken
from backend.identity.schemas import ServiceTokenItem


class UnusableName(CommandError):
    """The name would be hard to read in logs or to type."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” cannot be a name: use up to 60 of a–z, 0–9, dot, hyphen and underscore.")


class NameTaken(CommandError):
    """Another token has the name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a token “{name}” already: revoke it first, or take another name.")


class NoSuchToken(CommandError):
    """Nothing to revoke."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no valid token “{name}”; `servicetheke token list` shows all.")


def configure(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="create NAME | list | revoke NAME")
    create = actions.add_parser("create", help="make a token and print it, once")
    create.add_argument("name", metavar="NAME", help="which program will use it, e.g. billing")
    create.set_defaults(action=_create)
    listing = actions.add_parser("list", help="show all tokens, without their secrets")
    listing.set_defaults(action=_list)
    revoke = actions.add_parser("revoke", help="end a token at once")
    revoke.add_argument("name", metavar="NAME")
    revoke.set_defaults(action=_revoke)


def run(options: Namespace) -> None:
    with database_server(read_settings(), join=True) as dsn:
        require_current_schema(dsn)
        asyncio.run(_with_pool(dsn, options.action, options))


async def _with_pool(dsn: str, action: Callable[[Namespace], Awaitable[None]], options: Namespace) -> None:
    await open_pool(dsn, size=1)
    try:
        await action(options)
    finally:
        await close_pool()


async def _create(options: Namespace) -> None:
    try:
        token = await service_tokens.create(name=options.name, now=utc_now())
    except InvalidInput:
        raise UnusableName(options.name) from None
    except TokenNameTaken:
        raise NameTaken(options.name) from None
    print(token)
    note = "Nobody can show this token again. The program sends it as: Authorization: Bearer <token>"
    print(note, file=sys.stderr)  # So that a script can take the token from stdout.


async def _list(_options: Namespace) -> None:
    async with transaction(SYSTEM):
        tokens = await queries.service_tokens()
    if not tokens:
        print("There are no tokens.")
    for token in tokens:
        print(f"{token.name:<24} created {token.created_at:%Y-%m-%d}, {_state(token)}")


async def _revoke(options: Namespace) -> None:
    try:
        await service_tokens.revoke(name=options.name, now=utc_now())
    except NotFound:
        raise NoSuchToken(options.name) from None
    print(f"The token “{options.name}” is worth nothing from now on.")


def _state(token: ServiceTokenItem) -> str:
    if token.revoked_at:
        return f"revoked {token.revoked_at:%Y-%m-%d}"
    return f"last used {token.last_used_at:%Y-%m-%d}" if token.last_used_at else "never used"
