"""Look after mails that could not be sent: `failed` lists them, `resend` queues them again."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from uuid import UUID

from backend.commands.preparation import database_server, read_settings, require_current_schema
from backend.core.command_error import CommandError
from backend.core.database import SYSTEM, close_pool, open_pool, transaction
from backend.core.mail.operations import resend
from backend.core.mail.queries import FailedMail, failed_mails


class NoSuchMail(CommandError):
    """None of the mails that were given up has this id."""

    def __init__(self, mail_id: UUID) -> None:
        super().__init__(f"No mail {mail_id} was given up: `servicetheke mail failed` lists those that were.")


def configure(parser: ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("failed", help="list the mails that were given up")
    again = commands.add_parser("resend", help="send mails again that were given up")
    which = again.add_mutually_exclusive_group(required=True)
    which.add_argument("ids", nargs="*", type=UUID, default=[], metavar="ID", help="as `mail failed` lists it")
    which.add_argument("--all", action="store_true", help="all that were given up")


def run(options: Namespace) -> None:
    settings = read_settings()
    with database_server(settings, join=True) as dsn:
        require_current_schema(dsn)
        asyncio.run(_run(dsn, options))


async def _run(dsn: str, options: Namespace) -> None:
    await open_pool(dsn, size=1)
    try:
        if options.command == "failed":
            _print_list(await _failed())
        else:
            await _resend([mail.id for mail in await _failed()] if options.all else options.ids)
    finally:
        await close_pool()


async def _failed() -> list[FailedMail]:
    async with transaction(SYSTEM):
        return await failed_mails()


async def _resend(ids: Sequence[UUID]) -> None:
    """All of them or, if one is unknown, none."""
    async with transaction(SYSTEM):
        for mail_id in ids:
            if not await resend(message_id=mail_id):
                raise NoSuchMail(mail_id)
    print(f"Queued again: {len(ids)}.")


def _print_list(mails: Sequence[FailedMail]) -> None:
    if not mails:
        print("No mail was given up.")
        return
    lines = [("ID", "TEMPLATE", "TO", "ATTEMPTS", "LAST ATTEMPT", "ERROR"), *map(_line, mails)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _line(mail: FailedMail) -> tuple[str, str, str, str, str, str]:
    last = f"{mail.attempted_at:%Y-%m-%d %H:%M} UTC"
    return str(mail.id), mail.template, mail.recipient, str(mail.attempts), last, mail.last_error
