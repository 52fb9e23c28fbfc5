"""An office whose adviser keeps a calendar on a real server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.core.settings import Settings
from tests.backend.appointments.booking.conftest import office
from tests.backend.appointments.booking.office import Office
from tests.backend.appointments.calendars.conftest import calendar, person, proxy, radicale
from tests.backend.appointments.staff_calendars.advisers import account_of
from tests.support.devices import Device, NewDevice, devices

__all__ = ["calendar", "office", "person", "proxy", "radicale"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        public_url="http://localhost:8000",
        var_dir=tmp_path,
        secret_key=SecretStr("k" * 32),
        calendars_may_be_local=True,
    )


@pytest_asyncio.fixture
async def new_device(database: str, settings: Settings) -> AsyncIterator[NewDevice]:
    async with devices(settings) as made:
        yield made


@pytest_asyncio.fixture
async def desk(new_device: NewDevice, office: Office) -> Device:
    """The adviser's browser."""
    return await new_device(await account_of(office))
