"""The site as the build makes it, and the portal that serves it."""

from pathlib import Path

import pytest

from frontend.api.portal import portal_file
from frontend.build import build
from frontend.building.places import ROOT


@pytest.fixture(scope="session")
def built_site() -> Path:
    """An unchanged tree is not built again."""
    folder = ROOT / "var" / "site"
    build(output=folder, portal_toml=portal_file())
    return folder
