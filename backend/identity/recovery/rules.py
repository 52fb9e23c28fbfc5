"""What the company demands before a letter goes out."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from backend.portal.schemas import Recovery, load_portal

LEAST_ANSWERS: Final = 2
"""How many of the company's questions have to be answered rightly, if there are so many."""


@lru_cache
def rules_of(portal_toml: Path) -> Recovery:
    """The rules of `portal.toml`, which do not change while the server runs."""
    return load_portal(portal_toml).recovery
