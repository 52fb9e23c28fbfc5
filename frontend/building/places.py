"""Where the build reads and writes, and how it fails."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
FRONTEND: Final = ROOT / "frontend"
NODE_MODULES: Final = FRONTEND / "node_modules"
ASSETS: Final = FRONTEND / "assets"
"""Copied into the export as it is; everything in it is made by the build."""
GENERATED: Final = ASSETS / "generated"
"""Browser modules on their way into the bundle; left out of the served files."""
EXPORT: Final = FRONTEND / ".web" / "build" / "client"


class BuildError(Exception):
    """A step of the build failed; the message says which, with what it printed."""
