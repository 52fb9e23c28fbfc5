"""What the tests of bookings share."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.settings import Settings
from backend.identity.operations.sessions import hash_token
from tests.backend.appointments.booking.office import Office, open_office
from tests.backend.appointments.booking.tabs import OpenTab, Tab
from tests.backend.profile.people import Household
from tests.support.api import api, browser_of
from tests.support.sessions import new_session


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url="http://localhost:8000", var_dir=tmp_path, secret_key=SecretStr("k" * 32))


@pytest_asyncio.fixture
async def office(database: str, settings: Settings) -> Office:
    """One adviser who works from nine to five, and a consultation of half an hour on the phone."""
    return await open_office(settings)


@pytest_asyncio.fixture
async def open_tab(office: Office, settings: Settings) -> AsyncIterator[OpenTab]:
    """Opens a page as somebody; each in a browser with an address of its own, because limits count per address."""
    gate = api(settings)
    async with AsyncExitStack() as browsers:
        opened = 0

        async def open_tab(who: Household) -> Tab:
            nonlocal opened
            opened += 1
            browser = browser_of(gate, settings, raises=True, address=f"198.51.100.{opened}")
            async with transaction(SYSTEM):
                token = await new_session(who.account_id)
                await fetch(
                    "update portal_session set customer_id = {} where token_hash = {}",
                    *(who.customer_id, hash_token(token)),
                )
            browser.cookies.set("session", token)
            return Tab(await browsers.enter_async_context(browser), office)

        yield open_tab
