"""What the tests of the agenda share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.core.settings import Settings
from tests.backend.appointments.booking.office import Office, open_office
from tests.backend.identity.people import make_account
from tests.support.devices import Device, NewDevice, devices


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url="http://localhost:8000", var_dir=tmp_path, secret_key=SecretStr("k" * 32))


@pytest_asyncio.fixture
async def office(database: str, settings: Settings) -> Office:
    """One adviser who works from nine to five, and a consultation of half an hour on the phone."""
    return await open_office(settings)


@pytest_asyncio.fixture
async def new_device(database: str, settings: Settings) -> AsyncIterator[NewDevice]:
    async with devices(settings) as made:
        yield made


@pytest_asyncio.fixture
async def desk(new_device: NewDevice) -> Device:
    """An agent's browser."""
    return await new_device(await make_account("agent@example.org", role="agent"))
