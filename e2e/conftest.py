"""What browser tests share: the portal, and its address for the pages."""

import pytest

from e2e.fixtures.portal import Portal


@pytest.fixture(scope="session")
def base_url(portal: Portal) -> str:
    """Relative addresses in tests belong to the portal."""
    return portal.url
