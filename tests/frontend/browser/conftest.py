"""The portal in a real browser; pages are watched for violations of their policy and for requests to other hosts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from e2e.fixtures.portal import Portal
from tests.frontend.browser.server import SmallPortal
from tests.support.network import free_port


@pytest.fixture(scope="session")
def base_url(built_site: Path, portal: Portal) -> str:
    """The pages have to be built before the portal starts: it reads them once."""
    assert built_site.is_dir()
    return portal.url


@pytest_asyncio.fixture(loop_scope="session")
async def server(built_site: Path) -> AsyncIterator[SmallPortal]:
    """A portal without data that a test can stop and start again."""
    server = SmallPortal(free_port(), built_site)
    await server.start()
    yield server
    await server.stop()
