"""Serves the canary pages as the portal serves its own: from localhost, with a strict policy."""

from collections.abc import AsyncIterator

import pytest_asyncio

from e2e.fixtures.browser import ROOT
from tests.a11y.canary_server import serve_canary


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def base_url() -> AsyncIterator[str]:
    """The address of the canary pages."""
    async with serve_canary(ROOT / "a11y" / "canary") as address:
        yield address
