"""What the tests of messages on devices share: a push service, people, and their browsers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.invoices.telling import new_invoice
from backend.push import transport
from backend.push.operations import notify
from tests.backend.identity.people import make_account
from tests.support.devices import Device, NewDevice, devices
from tests.support.push_service import PushService, ReceivingBrowser, running_push_service


@pytest_asyncio.fixture
async def service(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PushService]:
    async with running_push_service(tmp_path_factory.mktemp("push")) as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
        transport._certificates.cache_clear()
        yield running
        transport._certificates.cache_clear()


@pytest.fixture
def settings(tmp_path: Path, service: PushService) -> Settings:
    return Settings(
        public_url="http://localhost:8000",
        var_dir=tmp_path,
        secret_key=SecretStr("k" * 32),
        mail_from="portal@lindental.example",
        push_services=f"fcm.googleapis.com,{service.place}",
    )


@pytest_asyncio.fixture
async def new_device(database: str, settings: Settings) -> AsyncIterator[NewDevice]:
    async with devices(settings) as make:
        yield make


@dataclass(frozen=True)
class Subscribed:
    """Somebody signed in, in a browser that shows messages."""

    account_id: UUID
    device: Device
    browser: ReceivingBrowser
    device_id: str


NewSubscribed = Callable[..., Awaitable[Subscribed]]


@pytest.fixture
def new_subscribed(new_device: NewDevice, service: PushService) -> NewSubscribed:
    """Makes somebody signed in (or signs them in once more), with messages on and wanted for all topics."""

    async def make(email: str = "erika@example.org", *, account_id: UUID | None = None) -> Subscribed:
        account_id = account_id or await wanting_account(email)
        device, browser = await new_device(account_id), service.browser()
        answer = await device.post("/push/subscriptions", json=browser.subscription)
        assert answer.status_code == 201, answer.text
        return Subscribed(account_id, device, browser, answer.json()["id"])

    return make


async def wanting_account(email: str = "erika@example.org") -> UUID:
    """Somebody who wants to hear of everything on their devices."""
    account_id = await make_account(email)
    for topic in ("invoices", "appointments", "security", "news"):
        await choose(account_id, topic, "mail", "push")
    return account_id


async def choose(account_id: UUID, topic: str, *channels: str) -> None:
    async with transaction(SYSTEM):
        await fetch(
            "insert into message_choice (id, account_id, topic, channels, changed_at) values ({}, {}, {}, {}, {}) "
            "on conflict (account_id, topic) do update set channels = excluded.channels",
            *(new_id(), account_id, topic, list(channels), utc_now()),
        )


async def told(account_id: UUID, **values: Any) -> int:
    """Tell of a new invoice. Returns on how many devices."""
    values = {"topic": "invoices", "tag": "new-invoice", "say": new_invoice, "now": utc_now(), **values}
    async with transaction(SYSTEM):
        return await notify(account_id=account_id, **values)


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    async with transaction(SYSTEM):
        return await fetch(sql, *values)


async def subscribed_accounts() -> list[UUID]:
    return [row["account_id"] for row in await rows("select account_id from push_subscription order by id")]
