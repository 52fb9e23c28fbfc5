"""A contract partner with one invoice, a friend without contracts, and a stranger with contracts of their own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.core.settings import Settings
from tests.backend.delegation.people import ORIGIN, Person, make_customer, make_person
from tests.support.api import api, browser_of
from tests.support.catalog import as_owner
from tests.support.customers import SettledCustomer, settle

Browsers = Callable[[], httpx.AsyncClient]


@dataclass(frozen=True)
class Town:
    """Everybody the tests are about."""

    erika: Person
    """The contract partner."""
    max: Person
    """Has an account and no contract."""
    mia: Person
    """Has a contract of her own."""
    customer_id: UUID
    """Erika's."""
    invoice: str
    """The number of Erika's invoice, and the name in the company's records."""
    invoice_id: UUID
    customer_of_mia: UUID


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url=ORIGIN, var_dir=tmp_path, secret_key=SecretStr("k" * 32))


@pytest_asyncio.fixture
async def new_browser(database: str, settings: Settings) -> AsyncIterator[Browsers]:
    """Opens browsers that know nobody yet."""
    app = api(settings)
    async with AsyncExitStack() as stack:

        def open_browser() -> httpx.AsyncClient:
            browser = browser_of(app, settings)
            stack.push_async_callback(browser.aclose)
            return browser

        yield open_browser


@pytest_asyncio.fixture
async def settled(database: str) -> SettledCustomer:
    """A customer with an account and an invoice, who has invited nobody yet."""
    async with as_owner(database) as owner:
        customer = await settle(owner, "erika")
        await owner.execute("delete from access_invitation")
    return customer


@pytest_asyncio.fixture
async def town(new_browser: Browsers, settled: SettledCustomer) -> Town:
    customer_of_mia = await make_customer("77", "Mia Mustermann")
    erika = await make_person(new_browser(), "erika@example.org", customer_id=settled.customer_id)
    return Town(
        erika=erika,
        max=await make_person(new_browser(), "max@example.org", language="en"),
        mia=await make_person(new_browser(), "mia@example.org", customer_id=customer_of_mia),
        customer_id=settled.customer_id,
        invoice=settled.marker,
        invoice_id=settled.rows["invoice"],
        customer_of_mia=customer_of_mia,
    )
