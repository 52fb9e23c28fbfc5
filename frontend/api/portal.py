"""The company whose portal this is, as the pages show it. Read while building; a changed file builds anew."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from backend.portal.schemas import (
    DARK,
    LIGHT,
    Authority,
    Colours,
    Portal,
    PortalFileError,
    Section,
    Surroundings,
    load_portal,
)

__all__ = [
    "Authority",
    "Colours",
    "Portal",
    "PortalFileError",
    "Section",
    "Surroundings",
    "load_portal",
    "portal",
    "portal_file",
    "surroundings",
]

_DEMO: Final = Path(__file__).parents[2] / "backend" / "demo" / "portal.toml"


def portal_file() -> Path:
    """The file named by PORTAL_TOML, by default the one of the demo."""
    return Path(os.environ.get("PORTAL_TOML") or _DEMO).resolve()


@lru_cache
def portal() -> Portal:
    """Raises `PortalFileError` with a sentence for each thing to correct."""
    return load_portal(portal_file())


def surroundings(theme: Literal["light", "dark"]) -> Surroundings:
    """The portal's own colours of page and cards, the same in every company."""
    return LIGHT if theme == "light" else DARK
