"""The portal in a real browser; pages are watched for violations of their policy and for requests to other hosts."""

from pathlib import Path

import pytest

from e2e.fixtures.browser import browser, desktop, guard, open_page, phone
from e2e.fixtures.portal import Portal

__all__ = ["browser", "desktop", "guard", "open_page", "phone"]


@pytest.fixture(scope="session")
def base_url(built_site: Path, portal: Portal) -> str:
    """The pages have to be built before the portal starts: it reads them once."""
    assert built_site.is_dir()
    return portal.url
