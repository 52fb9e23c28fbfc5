"""The portal in a real browser; pages are watched for violations of their policy and for requests to other hosts."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, async_playwright

from e2e.fixtures.browser import ARGUMENTS, chromium_path
from e2e.fixtures.portal import Portal
from tests.frontend.browser.server import SmallPortal
from tests.support.network import free_port


@pytest.fixture(scope="session")
def base_url(built_site: Path, portal: Portal) -> str:
    """The pages have to be built before the portal starts: it reads them once."""
    assert built_site.is_dir()
    return portal.url


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def small_portal(built_site: Path) -> AsyncIterator[SmallPortal]:
    """One for all tests: it takes some seconds to start."""
    portal = SmallPortal(free_port(), built_site)
    yield portal
    await portal.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def server(small_portal: SmallPortal) -> SmallPortal:
    """A portal without data that a test can stop and start again."""
    if not small_portal.is_running:
        await small_portal.start()
    return small_portal


@pytest_asyncio.fixture(loop_scope="session")
async def device(server: SmallPortal) -> AsyncIterator[BrowserContext]:
    """A browser with a profile on disk: only such a one can install an app."""
    with tempfile.TemporaryDirectory() as profile:
        async with async_playwright() as playwright:
            context = await playwright.chromium.launch_persistent_context(
                profile, executable_path=chromium_path(), args=list(ARGUMENTS), base_url=server.url, locale="de-DE"
            )
            yield context
            await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(device: BrowserContext) -> Page:
    """At the portal without data; what its server fails at is not counted against it."""
    return device.pages[0]
