"""`servicetheke mail`: dead mails are seen and get another chance."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, Actor, Role, fetch, transaction
from backend.core.ids import new_id
from backend.core.jobs import worker_lifespan
from backend.core.mail.operations import begin_attempt, note_failure, send_mail
from backend.core.settings import Settings
from tests.support.mail_server import MailServer
from tests.support.terminal import Terminal
from tests.support.waiting import until


@pytest.fixture
def terminal(database: str, tmp_path: Path) -> Terminal:
    return Terminal(database, tmp_path)


@pytest_asyncio.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    server = MailServer()
    await server.start()
    yield server
    await server.stop()


async def dead_mail(recipient: str) -> UUID:
    """A mail that was given up, and whose job is done."""
    now = utc_now()
    async with transaction(SYSTEM):
        mail_id = await send_mail(
            template="sign_in_unknown", recipient=recipient, language="de", parameters={"link": "https://x"}, now=now
        )
        attempt = await begin_attempt(message_id=mail_id, now=now)
        assert attempt is not None
        await note_failure(attempt=attempt, error="SMTPRecipientsRefused 550", give_up=True)
    async with transaction(Actor(Role.QUEUE)):
        await fetch("delete from pgqueuer")
    return mail_id


async def states() -> set[str]:
    async with transaction(SYSTEM):
        return {row["state"] for row in await fetch("select state from mail_message")}


async def all_sent() -> bool:
    return await states() == {"sent"}


async def test_dead_mails_are_listed_without_their_recipients(terminal: Terminal) -> None:
    assert (await terminal.run("mail", "failed")).out == "No mail was given up.\n"
    mail_id = await dead_mail("anna.schaefer@example.org")
    answer = await terminal.run("mail", "failed")
    assert answer.code == 0
    head, line = answer.out.splitlines()
    assert head.split() == ["ID", "TEMPLATE", "TO", "ATTEMPTS", "LAST", "ATTEMPT", "ERROR"]
    assert line.split()[:4] == [str(mail_id), "sign_in_unknown", "a…@example.org", "1"]
    assert line.split()[-3:] == ["UTC", "SMTPRecipientsRefused", "550"]
    assert "schaefer" not in answer.out


async def test_one_dead_mail_is_sent_again(
    terminal: Terminal, database: str, mail_server: MailServer, tmp_path: Path
) -> None:
    mail_id, other = await dead_mail("anna@example.org"), await dead_mail("berta@example.org")
    answer = await terminal.run("mail", "resend", str(mail_id))
    assert (answer.code, answer.out) == (0, "Queued again: 1.\n")
    settings = Settings.model_validate({"smtp_url": mail_server.url, "var_dir": tmp_path})
    async with worker_lifespan(settings, dsn=database):
        await until(lambda: mail_server.recipients() == ["anna@example.org"])
        assert str(other) in (await terminal.run("mail", "failed")).out
        assert (await terminal.run("mail", "resend", "--all")).out == "Queued again: 1.\n"
        await until(all_sent)
    assert mail_server.recipients() == ["anna@example.org", "berta@example.org"]


async def test_an_unknown_id_is_told_and_changes_nothing(terminal: Terminal) -> None:
    mail_id, unknown = await dead_mail("anna@example.org"), new_id()
    answer = await terminal.run("mail", "resend", str(mail_id), str(unknown))
    assert answer.code == 1
    assert f"No mail {unknown} was given up" in answer.err
    assert await states() == {"failed"}


@pytest.mark.parametrize("words", [(), ("resend",), ("resend", "not-an-id")])
async def test_half_a_command_is_explained(terminal: Terminal, words: tuple[str, ...]) -> None:
    answer = await terminal.run("mail", *words)
    assert answer.code == 2
    assert "usage: servicetheke mail" in answer.err
