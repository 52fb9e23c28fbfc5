"""What the tests of account data share."""

from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.core.settings import Settings
from tests.backend.profile.people import Household, move_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url="http://localhost:8000", var_dir=tmp_path, secret_key=SecretStr("k" * 32))


@pytest_asyncio.fixture
async def erika(database: str) -> Household:
    """Erika, who looks after her own contract."""
    return await move_in("erika")


@pytest_asyncio.fixture
async def fritz(database: str) -> Household:
    """A neighbour, with a contract of his own."""
    return await move_in("fritz")
