"""What somebody was typing is there again for them, and for nobody else, for a day."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.accounts.operations import grant_access
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.job_registry import Run, load_jobs, scheduled_jobs
from backend.core.settings import Settings
from tests.backend.identity.people import make_account, make_customer, rows
from tests.support.devices import Device, NewDevice, devices, is_signed_in, last_used

TYPED = {"note": ["Der Zähler steht im Keller."], "topics": ["strom", "gas"]}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url="http://localhost:8000", var_dir=tmp_path, secret_key=SecretStr("k" * 32))


@pytest_asyncio.fixture
async def new_device(database: str, settings: Settings) -> AsyncIterator[NewDevice]:
    async with devices(settings) as make:
        yield make


async def save(device: Device, fields: Any = TYPED, *, key: str = "message") -> httpx.Response:
    return await device.put(f"/drafts/{key}", json={"fields": fields})


async def found(device: Device, *, key: str = "message") -> Any:
    """The fields of the draft, or None."""
    answer = await device.get(f"/drafts/{key}")
    assert answer.status_code == 200, answer.text
    draft = answer.json()["draft"]
    return draft and draft["fields"]


async def test_it_survives_the_session_and_is_there_on_another_device(new_device: NewDevice) -> None:
    erika = await make_account()
    before = await new_device(erika)
    assert (await save(before)).status_code == 204
    await before.post("/sign-out", json={})
    assert await found(await new_device(erika)) == TYPED


async def test_it_says_when_it_was_saved(new_device: NewDevice) -> None:
    device = await new_device(await make_account())
    await save(device)
    draft = (await device.get("/drafts/message")).json()["draft"]
    assert utc_now() - datetime.fromisoformat(draft["saved_at"]) < timedelta(minutes=1)
    assert draft["zone"] == "Europe/Berlin"


async def test_the_newest_words_count(new_device: NewDevice) -> None:
    device = await new_device(await make_account())
    for text in ("Der", "Der Zähler"):
        await save(device, {"note": [text]})
    assert await found(device) == {"note": ["Der Zähler"]}
    assert await found(device, key="another-form") is None
    assert len(await rows("select 1 from draft")) == 1


async def test_nobody_else_gets_it(new_device: NewDevice) -> None:
    erika, max_ = await new_device(await make_account()), await new_device(await make_account("max@example.org"))
    await save(erika)
    assert await found(max_) is None
    await max_.delete("/drafts/message")
    await save(max_, {"note": ["von Max"]})
    assert await found(erika) == TYPED


async def test_what_was_typed_for_one_customer_does_not_turn_up_for_another(new_device: NewDevice) -> None:
    erika = await make_account()
    first, second = await make_customer(), await make_customer("40-2")
    await _let_look_after(erika, first, second)
    device = await new_device(erika)
    await save(device)
    await device.put("/session/customer", json={"customer_id": str(second)})
    assert await found(device) is None
    await save(device, {"note": ["für die zweite"]})
    await device.put("/session/customer", json={"customer_id": str(first)})
    assert await found(device) == TYPED


async def _let_look_after(account_id: UUID, *customers: UUID) -> None:
    async with transaction(SYSTEM):
        for customer_id in customers:
            await grant_access(account_id=account_id, customer_id=customer_id, now=utc_now())


async def test_sending_or_discarding_deletes_it(new_device: NewDevice) -> None:
    device = await new_device(await make_account())
    await save(device)
    for _ in range(2):
        assert (await device.delete("/drafts/message")).status_code == 204
    assert await rows("select 1 from draft") == []


async def test_it_is_erased_after_24_hours(new_device: NewDevice, settings: Settings) -> None:
    device = await new_device(await make_account())
    await save(device)
    [saved] = await rows("select saved_at from draft")
    load_jobs()
    for age, left in ((timedelta(hours=24) - timedelta(seconds=1), 1), (timedelta(hours=24), 0)):
        async with transaction(SYSTEM):
            await scheduled_jobs["drafts.forget"].work(Run(settings, saved["saved_at"] + age))
        assert len(await rows("select 1 from draft")) == left


async def test_saving_does_not_keep_the_session_alive(new_device: NewDevice) -> None:
    """A page saves by itself; somebody who has left their desk is still signed out in the end."""
    device = await new_device(await make_account())
    await last_used(device, ago=timedelta(minutes=29))
    await save(device)
    await found(device)
    assert (await device.get("/session/time")).json()["seconds_left"] <= 60
    await last_used(device, ago=timedelta(minutes=30))
    assert (await save(device)).status_code == 401
    assert not await is_signed_in(device)


async def test_more_than_anybody_types_is_refused(new_device: NewDevice) -> None:
    device = await new_device(await make_account())
    refused = await save(device, {f"field-{number}": ["x" * 9_000] for number in range(3)})
    assert (refused.status_code, refused.json()["type"]) == (413, "/problems/draft-too-large")
    assert await found(device) is None


async def test_of_too_many_the_oldest_goes(new_device: NewDevice) -> None:
    device = await new_device(await make_account())
    for number in range(51):
        assert (await save(device, key=f"form-{number}")).status_code == 204
    assert len(await rows("select 1 from draft")) == 50
    assert await found(device, key="form-0") is None
    assert await found(device, key="form-50") == TYPED


@pytest.mark.parametrize("key", ["a" * 101, "UPPER", "0192", "a--b", "a%00b", "-", "%2e%2e"])
async def test_a_key_that_no_form_has_is_not_there(new_device: NewDevice, key: str) -> None:
    device = await new_device(await make_account())
    answers = [await device.get(f"/drafts/{key}"), await save(device, key=key), await device.delete(f"/drafts/{key}")]
    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize(
    "fields",
    [
        None,
        [],
        {"note": "no list"},
        {"note": [1]},
        {"note": ["a\0b"]},
        {"": ["x"]},
        {"x" * 101: ["x"]},
        {"note": ["x"] * 51},
        {"note": ["x" * 10_001]},
        {f"f{number}": ["x"] for number in range(51)},
    ],
    ids=lambda fields: str(fields)[:20],
)
async def test_what_no_form_holds_is_refused(new_device: NewDevice, fields: Any) -> None:
    device = await new_device(await make_account())
    assert (await save(device, fields)).status_code == 400
    assert await rows("select 1 from draft") == []


async def test_drafts_are_for_people_who_are_signed_in(new_device: NewDevice) -> None:
    nobody = await new_device()
    answers = [await nobody.get("/drafts/message"), await save(nobody), await nobody.delete("/drafts/message")]
    assert {answer.status_code for answer in answers} == {401}
