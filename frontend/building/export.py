"""Runs Reflex's export in a process of its own."""

import shutil
from pathlib import Path
from typing import Final

from frontend.building.places import FRONTEND, GENERATED, ROOT
from frontend.building.program import run

_BROWSER_MODULES: Final = {".js", ".jsx"}

# Written by Reflex into every project it starts in, whether wanted or not.
_LITTER: Final = (".gitignore", "requirements.txt")


def copy_browser_modules() -> None:
    """Bring the modules that lie next to their Python components to where the bundler finds them."""
    for folder in ("browser", "components"):
        for module in (FRONTEND / folder).rglob("*"):
            if module.suffix in _BROWSER_MODULES:
                target = GENERATED / module.relative_to(FRONTEND)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(module, target)


def export(portal_toml: Path) -> None:
    """Raises RuntimeError with Reflex's output."""
    before = {name for name in _LITTER if (FRONTEND / name).exists()}
    try:
        run(
            "reflex",
            "export",
            "--frontend-only",
            "--no-zip",
            PORTAL_TOML=str(portal_toml),
            REFLEX_USE_NPM="true",
            REFLEX_DIR=str(ROOT / "var" / "reflex"),
            REFLEX_CHECK_LATEST_VERSION="false",
        )
    finally:
        for name in set(_LITTER) - before:
            (FRONTEND / name).unlink(missing_ok=True)
