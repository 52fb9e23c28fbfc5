"""What is told on devices: a new invoice, and what endangers an account."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.core.job_registry import JobRun, jobs, load_jobs
from backend.core.settings import Settings
from backend.core.storage import storage
from backend.demo.invoices import schedule
from backend.identity.freezing import operations as freezing
from backend.identity.history.operations import announce_change
from backend.invoices.operations import assign_customer, import_invoice
from backend.invoices.telling import NEW
from backend.invoices.writing.cii import write_cii
from tests.backend.identity.people import mails
from tests.backend.invoices.conftest import make_customer
from tests.backend.push.conftest import NewSubscribed, rows, subscribed_accounts
from tests.support.queue import waiting_jobs
from tests.support.sessions import HOME


async def _let_look_after(account_id: UUID, customer_id: UUID, scope: str = "everything") -> None:
    yesterday = utc_now() - timedelta(days=1)
    async with transaction(SYSTEM):
        await fetch(
            "insert into access_grant (id, account_id, customer_id, scope, starts_at, created_at) "
            "values ({}, {}, {}, {}, {}, {})",
            *(new_id(), account_id, customer_id, scope, yesterday, yesterday),
        )


async def _import(settings: Settings, *, age: timedelta = timedelta()) -> UUID:
    document = next(each.document for each in schedule(utc_now().date()) if each.state == "open")
    document = msgspec.structs.replace(document, issue_date=(utc_now() - age).date())
    done = await import_invoice(
        data=write_cii(document), name="invoice.xml", companion=None, storage=storage(settings), now=utc_now()
    )
    return done.invoice_id


async def titles() -> list[str]:
    return [row["title"] for row in await rows("select title from push_message order by id")]


async def test_a_new_invoice_is_told_to_those_who_may_see_it(new_subscribed: NewSubscribed, settings: Settings) -> None:
    customer_id = await make_customer()
    for name, scope in (("erika", "everything"), ("max", "invoices"), ("rosa", "appointments")):
        person = await new_subscribed(f"{name}@example.org")
        await _let_look_after(person.account_id, customer_id, scope)
    await new_subscribed("stranger@example.org")
    await _import(settings)
    told = await rows(
        "select a.email from push_message m join push_subscription s on s.id = m.subscription_id "
        "join account a on a.id = s.account_id order by a.email"
    )
    assert [row["email"] for row in told] == ["erika@example.org", "max@example.org"]
    await _import(settings)
    assert len(await titles()) == 2, "the same file again is no news"


@pytest.mark.parametrize(("age", "count"), [(NEW - timedelta(days=1), 1), (NEW + timedelta(days=1), 0)])
async def test_old_files_are_no_news(
    new_subscribed: NewSubscribed, settings: Settings, age: timedelta, count: int
) -> None:
    erika = await new_subscribed()
    await _let_look_after(erika.account_id, await make_customer())
    await _import(settings, age=age)
    assert await titles() == ["Eine neue Rechnung ist da"] * count


async def test_an_invoice_that_staff_assign_is_told(new_subscribed: NewSubscribed, settings: Settings) -> None:
    erika = await new_subscribed()
    invoice_id = await _import(settings)
    assert await titles() == []
    await _let_look_after(erika.account_id, await make_customer("99"))
    async with transaction(SYSTEM):
        await assign_customer(invoice_id=invoice_id, customer_number="99", now=utc_now())
    assert await titles() == ["Eine neue Rechnung ist da"]


async def _do_waiting(settings: Settings, name: str) -> None:
    """The jobs of this name that were enqueued."""
    load_jobs()
    waiting = await waiting_jobs(name)
    for reference in waiting:
        async with transaction(SYSTEM):
            await jobs[name].work(JobRun(settings, utc_now(), reference, is_last=False))
    assert waiting, "there was one"


async def test_a_changed_factor_is_told_and_freezing_it_ends_messages_everywhere(
    new_subscribed: NewSubscribed, settings: Settings
) -> None:
    erika, max_ = await new_subscribed(), await new_subscribed("max@example.org")
    async with transaction(SYSTEM):
        await announce_change(
            account_id=erika.account_id, kind="recovery-codes-made", client=HOME, settings=settings, now=utc_now()
        )
    await _do_waiting(settings, "push.security-changed")
    assert await titles() == ["Etwas an Ihrem Konto wurde geändert"]
    assert await rows("select urgent, address from push_message") == [{"urgent": True, "address": "/konto/sicherheit"}]
    token = str((await mails())[-1].parameters["link"]).partition("#token=")[2]
    await rows("update push_subscription set session_id = null where account_id = {}", erika.account_id)
    await freezing.freeze(token=token, client=HOME, settings=settings, now=utc_now())
    assert await subscribed_accounts() == [max_.account_id]
    assert await titles() == []


@pytest.mark.parametrize(
    ("job", "title"),
    [
        ("push.recovery-started", "Jemand möchte Ihren Zugang wiederherstellen"),
        ("push.sign-in-guessed", "Eine Anmeldung wurde abgewiesen"),
    ],
)
async def test_other_dangers(new_subscribed: NewSubscribed, settings: Settings, job: str, title: str) -> None:
    erika = await new_subscribed()
    load_jobs()
    async with transaction(SYSTEM):
        await jobs[job].work(JobRun(settings, utc_now(), erika.account_id, is_last=False))
    assert await titles() == [title]
