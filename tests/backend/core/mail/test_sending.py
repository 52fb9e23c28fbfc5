"""Every mail goes out once: not before its change is made, not twice, and not never."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, Actor, Role, fetch, transaction
from backend.core.errors import InvalidInput
from backend.core.ids import new_id
from backend.core.job_registry import Run, load_jobs, scheduled_jobs
from backend.core.jobs import worker_lifespan
from backend.core.mail.operations import (
    CLAIM,
    ClaimedByOther,
    ParameterMissing,
    begin_attempt,
    note_failure,
    note_sent,
    resend,
    send_mail,
)
from backend.core.mail.queries import failed_mails
from backend.core.settings import Settings
from tests.backend.core.mail.conftest import Ledger
from tests.support.mail_server import MailServer
from tests.support.waiting import until

CODE: dict[str, str | int] = {"code": "123456", "minutes": 10, "link": "http://localhost:8000/anmelden#code=123456"}


async def write(recipient: str = "anna@example.org") -> UUID:
    """A mail in the transaction under way."""
    return await send_mail(template="sign_in_code", recipient=recipient, language="de", parameters=CODE, now=utc_now())


async def written(recipient: str = "anna@example.org") -> UUID:
    async with transaction(SYSTEM):
        return await write(recipient)


async def test_a_mail_arrives_and_what_stood_in_it_is_forgotten(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger
) -> None:
    await mail_server.start()
    async with worker_lifespan(settings, dsn=database):
        mail_id = await written()
        await until(ledger.all_sent)
    (mail,) = mail_server.parsed()
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"] == "Ihr Code zum Anmelden"
    assert mail["Message-ID"] == f"<{mail_id}@lindental.example>"
    assert "123456" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has a text part
    (row,) = await ledger.mails()
    assert row["parameters"] is None
    assert row["claimed_until"] is None
    assert row["attempts"] == 1
    assert row["sent_at"] >= row["created_at"]


async def test_a_mail_of_a_change_that_was_not_made_never_goes_out(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger
) -> None:
    await mail_server.start()
    async with worker_lifespan(settings, dsn=database):
        with pytest.raises(ZeroDivisionError):
            await _write_and_fail()
        await written("berta@example.org")
        await until(ledger.all_sent)
    assert mail_server.recipients() == ["berta@example.org"]


async def _write_and_fail() -> None:
    async with transaction(SYSTEM):
        await write()
        raise ZeroDivisionError


async def test_with_the_server_down_all_the_time_every_mail_arrives_once_after_it_returns(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger
) -> None:
    addresses = [f"customer{number}@example.org" for number in range(6)]

    async def each_tried_three_times() -> bool:
        # Those that are far enough wait for the others: too many attempts would end them.
        await ledger.hurry(tried_less_than=3)
        return all(mail["attempts"] >= 3 and mail["last_error"] for mail in await ledger.mails())

    async with worker_lifespan(settings, dsn=database):
        for address in addresses:
            await written(address)
        await until(each_tried_three_times)
        assert set(await ledger.states()) == {"queued"}
        assert {mail["last_error"] for mail in await ledger.mails()} == {"SMTPConnectError"}

        await mail_server.start()
        await until(ledger.all_sent_in_a_hurry)
    assert sorted(mail_server.recipients()) == addresses


async def test_a_confirmation_that_gets_lost_leads_to_the_very_same_mail(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger
) -> None:
    mail_server.breaks_off_after = 1
    await mail_server.start()
    async with worker_lifespan(settings, dsn=database):
        mail_id = await written()
        await until(ledger.all_sent_in_a_hurry)
    first, second = mail_server.mails
    assert first == second
    assert f"<{mail_id}@lindental.example>".encode() in first


async def test_two_workers_send_no_mail_twice(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger
) -> None:
    await mail_server.start()
    addresses = [f"customer{number:02}@example.org" for number in range(30)]
    for address in addresses:
        await written(address)
    async with worker_lifespan(settings, dsn=database), worker_lifespan(settings, dsn=database):
        await until(ledger.all_sent, seconds=40)
    assert sorted(mail_server.recipients()) == addresses


async def test_a_worker_cut_off_while_sending_causes_no_second_mail(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger
) -> None:
    """The server has the mail, the worker's connection drops, and others take the job for abandoned."""
    mail_server.takes_its_time.clear()
    await mail_server.start()
    async with worker_lifespan(settings, dsn=database), worker_lifespan(settings, dsn=database):
        await written()
        await until(lambda: mail_server.busy == 1)
        await ledger.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name = 'servicetheke-worker' and datname = current_database()"
        )
        await ledger.execute("update pgqueuer set heartbeat = now() - interval '1 minute'")
        mail_server.takes_its_time.set()
        await until(ledger.all_sent)
        await ledger.execute("update pgqueuer set heartbeat = now() - interval '1 minute'")
        await written("berta@example.org")
        await until(ledger.all_sent)
    assert sorted(mail_server.recipients()) == ["anna@example.org", "berta@example.org"]


async def test_a_recipient_refused_for_good_is_given_up_listed_and_can_be_sent_again(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger
) -> None:
    mail_server.refusal = "550 No such user anna@example.org"
    await mail_server.start()
    async with worker_lifespan(settings, dsn=database):
        mail_id = await written()

        async def given_up() -> bool:
            return await ledger.states() == ["failed"]

        await until(given_up)
        async with transaction(SYSTEM):
            (failed,) = await failed_mails()
        assert (failed.id, failed.attempts, failed.recipient) == (mail_id, 1, "a…@example.org")
        assert failed.last_error == "SMTPRecipientsRefused 550"

        mail_server.refusal = ""
        async with transaction(SYSTEM):
            assert await resend(message_id=mail_id)
            assert not await resend(message_id=mail_id)
        await until(ledger.all_sent)
    assert mail_server.recipients() == ["anna@example.org"]


async def test_a_recipient_refused_for_now_is_tried_again(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger
) -> None:
    mail_server.refusal = "451 Try again later"
    await mail_server.start()

    async def refused() -> bool:
        return [mail["last_error"] for mail in await ledger.mails()] == ["SMTPRecipientsRefused 451"]

    async with worker_lifespan(settings, dsn=database):
        await written()
        await until(refused)
        assert await ledger.states() == ["queued"]
        mail_server.refusal = ""
        await until(ledger.all_sent_in_a_hurry)


async def test_after_the_last_attempt_a_mail_is_given_up(database: str, settings: Settings, ledger: Ledger) -> None:
    async def given_up() -> bool:
        return await ledger.states() == ["failed"]

    await written()
    await ledger.execute("update pgqueuer set attempts = 300")
    async with worker_lifespan(settings, dsn=database):
        await until(given_up)


async def test_a_mail_that_cannot_be_made_is_not_lost(database: str, settings: Settings, ledger: Ledger) -> None:
    async def tried() -> bool:
        return [mail["last_error"] for mail in await ledger.mails()] == ["TemplateNotFound"]

    await written()
    await ledger.execute("update mail_message set template = 'of_another_version'")
    async with worker_lifespan(settings, dsn=database):
        await until(tried)
    assert await ledger.states() == ["queued"]


async def test_nobody_sends_what_another_is_sending(database: str) -> None:
    del database
    mail_id, now = await written(), utc_now()
    async with transaction(SYSTEM):
        attempt = await begin_attempt(message_id=mail_id, now=now)
    assert attempt is not None
    with pytest.raises(ClaimedByOther):
        await _begin(mail_id, after=CLAIM - timedelta(seconds=1))
    second = await _begin(mail_id, after=CLAIM + timedelta(seconds=1))
    assert second is not None
    # Whoever's claim has run out may still say that the mail has left, but no longer that it has not.
    async with transaction(SYSTEM):
        await note_failure(attempt=attempt, error="late", give_up=True)
        assert (await fetch("select state, claimed_until from mail_message"))[0]["state"] == "queued"
        await note_sent(attempt=attempt, now=now)
    assert await _begin(mail_id, after=2 * CLAIM) is None


async def _begin(mail_id: UUID, *, after: timedelta) -> object:
    async with transaction(SYSTEM):
        return await begin_attempt(message_id=mail_id, now=utc_now() + after)


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.STAFF, Role.QUEUE, Role.NOBODY])
async def test_no_other_role_reads_mail(database: str, role: Role) -> None:
    del database
    await written()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _read_mail(Actor(role))


async def _read_mail(actor: Actor) -> None:
    async with transaction(actor):
        await fetch("select * from mail_message")


async def test_a_customer_may_cause_a_mail(database: str, ledger: Ledger) -> None:
    del database
    async with transaction(Actor(Role.CUSTOMER, account_id=new_id(), customer_id=new_id())):
        await write()
        assert (await fetch("select current_user as role"))[0]["role"] == Role.CUSTOMER
    assert await ledger.states() == ["queued"]


async def test_only_what_the_template_needs_is_kept(database: str, ledger: Ledger) -> None:
    del database
    async with transaction(SYSTEM):
        await send_mail(
            template="sign_in_unknown", recipient="Anna@Example.org ", language="en", parameters=CODE, now=utc_now()
        )
        with pytest.raises(ParameterMissing, match="needs code, minutes"):
            await send_mail(
                template="sign_in_code", recipient="a@b.de", language="de", parameters={"link": "x"}, now=utc_now()
            )
    (mail,) = await ledger.mails()
    assert mail["recipient"] == "anna@example.org"
    assert "123456" not in mail["parameters"].replace(str(CODE["link"]), "")


@pytest.mark.parametrize("recipient", ["a@b.de\r\nBcc: x@y.de", "a@b.de, x@y.de", "Anna <a@b.de>", "anna", ""])
async def test_only_one_plain_address_is_written_to(database: str, recipient: str) -> None:
    del database
    with pytest.raises(InvalidInput):
        await written(recipient)


async def test_old_mails_are_forgotten(database: str, settings: Settings, ledger: Ledger) -> None:
    del database
    old, recent = await written(), await written()
    await ledger.execute("update mail_message set created_at = now() - interval '91 days' where id = $1", old)
    load_jobs()
    async with transaction(SYSTEM):
        await scheduled_jobs["mail.forget"].work(Run(settings, utc_now()))
    assert [mail["id"] for mail in await ledger.mails()] == [recent]


async def test_without_a_server_mail_is_kept_in_a_folder(
    database: str, settings: Settings, ledger: Ledger, tmp_path: Path
) -> None:
    without = settings.model_copy(update={"smtp_url": Settings.model_fields["smtp_url"].default})
    async with worker_lifespan(without, dsn=database):
        mail_id = await written()
        await until(ledger.all_sent)
    assert _names(tmp_path / "mail") == [f"{mail_id}.eml"]


async def test_the_demo_sends_and_keeps(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger, tmp_path: Path
) -> None:
    await mail_server.start()
    async with worker_lifespan(settings.model_copy(update={"demo": True}), dsn=database):
        mail_id = await written()
        await until(ledger.all_sent)
    assert len(mail_server.mails) == 1
    assert _names(tmp_path / "mail") == [f"{mail_id}.eml"]


async def test_in_production_no_copy_is_kept(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger, tmp_path: Path
) -> None:
    await mail_server.start()
    async with worker_lifespan(settings, dsn=database):
        await written()
        await until(ledger.all_sent)
    assert not _names(tmp_path / "mail")


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*")]


async def test_sending_holds_no_connection_to_the_database(
    database: str, settings: Settings, mail_server: MailServer, ledger: Ledger
) -> None:
    """A slow mail server must not use up the pool that requests need."""
    mail_server.takes_its_time.clear()
    await mail_server.start()
    async with worker_lifespan(settings, dsn=database):
        for _ in range(4):
            await written()
        await until(lambda: mail_server.busy == 4)
        async with asyncio.timeout(5):
            await asyncio.gather(*(written() for _ in range(5)))
        mail_server.takes_its_time.set()
        await until(ledger.all_sent)
