"""The React modules of components, for what HTML alone cannot do."""

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent


def module(name: str) -> str:
    """Where the bundler finds the module `name`, after the build has copied it (`frontend/building/export.py`)."""
    assert (_HERE / f"{name}.jsx").is_file(), f"There is no module {name}"
    return f"$/public/generated/components/browser/{name}.jsx"
