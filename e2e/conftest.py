"""What browser tests share: the portal, and its address for the pages."""

import pytest

from e2e.fixtures.browser import browser, desktop, guard, open_page, phone
from e2e.fixtures.portal import Portal, portal

__all__ = ["browser", "desktop", "guard", "open_page", "phone", "portal"]


@pytest.fixture(scope="session")
def base_url(portal: Portal) -> str:
    """Relative addresses in tests belong to the portal."""
    return portal.url
