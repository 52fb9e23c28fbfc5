"""What the tests of the setup share."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import Office, open_office
from tests.backend.profile.people import make_agent
from tests.support.api import api, browser_of
from tests.support.sessions import new_session


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url="http://localhost:8000", var_dir=tmp_path, secret_key=SecretStr("k" * 32))


@pytest_asyncio.fixture
async def office(database: str, settings: Settings) -> Office:
    """Anna, who works from nine to five, and a consultation of half an hour on the phone."""
    return await open_office(settings)


@pytest_asyncio.fixture
async def agent(database: str, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which somebody of the staff is signed in."""
    account_id = (await make_agent("kim")).account_id
    assert account_id is not None
    async with transaction(SYSTEM):
        token = await new_session(account_id)
    async with browser_of(api(settings), settings, raises=True) as opened:
        opened.cookies.set("session", token)
        yield opened
