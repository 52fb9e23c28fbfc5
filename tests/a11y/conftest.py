"""Serves the canary pages as the portal serves its own: from localhost, with a strict policy."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from e2e.fixtures.browser import browser, desktop, guard, open_page, phone
from tests.a11y.canary_server import serve_canary

__all__ = ["browser", "desktop", "guard", "open_page", "phone"]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session", autouse=True)
def engine_files() -> None:
    """Say where npm has put the engines."""
    os.environ.setdefault("A11Y_NODE_MODULES", str(ROOT / "frontend" / "node_modules"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def base_url() -> AsyncIterator[str]:
    """The address of the canary pages."""
    async with serve_canary(ROOT / "a11y" / "canary") as address:
        yield address
