"""The history of an account: its owner reads it, nobody else does, and it reaches back 90 days."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.job_registry import Run, load_jobs, scheduled_jobs
from backend.core.settings import Settings
from backend.identity.history.operations import note_event
from tests.backend.identity.people import make_account, rows
from tests.support.devices import NewDevice, devices
from tests.support.sessions import HOME


@pytest_asyncio.fixture
async def new_device(database: str, settings: Settings) -> AsyncIterator[NewDevice]:
    async with devices(settings) as make:
        yield make


async def _note(account_id: UUID, *, ago: timedelta, kind: str = "signed-in", subject: str = "") -> None:
    async with transaction(SYSTEM):
        await note_event(
            account_id=account_id, kind=kind, method="passkey", subject=subject, client=HOME, now=utc_now() - ago
        )


async def test_the_owner_reads_what_happened_newest_first(new_device: NewDevice) -> None:
    erika, max_ = await make_account(), await make_account("max@example.org")
    await _note(erika, ago=timedelta(days=2), kind="passkey-added", subject="Telefon")
    await _note(erika, ago=timedelta(days=1))
    await _note(max_, ago=timedelta(days=1), subject="of Max")
    answer = (await (await new_device(erika)).get("/security/history")).json()
    assert [(item["kind"], item["method"], item["subject"], item["browser"]) for item in answer["items"]] == [
        ("signed-in", "passkey", "", "Firefox 140"),
        ("passkey-added", "passkey", "Telefon", "Firefox 140"),
    ]
    assert answer["zone"] == "Europe/Berlin"


async def test_a_long_history_comes_in_pages(new_device: NewDevice) -> None:
    erika = await make_account()
    for number in range(5):
        await _note(erika, ago=timedelta(hours=number), subject=str(number))
    device = await new_device(erika)
    pages = [(await device.get("/security/history", params={"page": page, "size": 2})).json() for page in (1, 2, 3, 4)]
    assert [[item["subject"] for item in page["items"]] for page in pages] == [["0", "1"], ["2", "3"], ["4"], []]
    assert {(page["total"], page["pages"]) for page in pages} == {(5, 3)}


async def test_it_reaches_back_90_days_and_is_then_deleted(new_device: NewDevice, settings: Settings) -> None:
    erika = await make_account()
    await _note(erika, ago=timedelta(days=90) - timedelta(minutes=1), subject="just within")
    await _note(erika, ago=timedelta(days=90), subject="too old")
    shown = (await (await new_device(erika)).get("/security/history")).json()
    assert [item["subject"] for item in shown["items"]] == ["just within"]
    assert len(await rows("select 1 from security_event")) == 2
    load_jobs()
    async with transaction(SYSTEM):
        await scheduled_jobs["identity.forget_history"].work(Run(settings, utc_now()))
    assert [row["subject"] for row in await rows("select subject from security_event")] == ["just within"]


@pytest.mark.usefixtures("database")
async def test_it_is_for_people_who_are_signed_in(new_device: NewDevice) -> None:
    assert (await (await new_device()).get("/security/history")).status_code == 401
