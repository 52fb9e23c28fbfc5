"""Runs Reflex's export in a process of its own."""

import re
import shutil
from pathlib import Path
from typing import Final

from frontend.building.places import FRONTEND, GENERATED, ROOT, BuildError
from frontend.building.program import run

_BROWSER_MODULES: Final = {".js", ".jsx"}

_COMPILED: Final = FRONTEND / ".web"
_STYLE: Final = re.compile(r"\bcss:\((\{[^)]{0,200})")

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
    """Raises BuildError with Reflex's output."""
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


def refuse_inline_styles() -> None:
    """Raise BuildError when a component has a style, which the policy of the pages forbids.

    Reflex makes a style of every prop that it does not know; what was meant as an attribute goes into `custom_attrs`.
    """
    found = {
        match[1]: file.relative_to(_COMPILED)
        for folder in ("app", "app_components", "utils")
        for file in (_COMPILED / folder).rglob("*.jsx")
        for match in _STYLE.finditer(file.read_text("utf-8"))
    }
    if found:
        lines = "\n".join(f"  {style}  in {file}" for style, file in list(found.items())[:10])
        raise BuildError(f"Styles in components; use classes, or custom_attrs for attributes:\n{lines}")
