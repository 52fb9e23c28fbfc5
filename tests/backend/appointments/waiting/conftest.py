"""What the tests of the waiting list share."""

from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.core.settings import Settings
from tests.backend.appointments.booking.office import Office, open_office


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        public_url="http://localhost:8000",
        var_dir=tmp_path,
        secret_key=SecretStr("k" * 32),
        mail_from="portal@lindental.example",
    )


@pytest_asyncio.fixture
async def office(database: str, settings: Settings) -> Office:
    """One adviser who works from nine to five, and a consultation of half an hour on the phone."""
    return await open_office(settings)
