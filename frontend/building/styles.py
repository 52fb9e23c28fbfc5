"""Compiles the one stylesheet, in the company's colours and with its fonts under names that change with them."""

import hashlib
import re
import shutil
from pathlib import Path
from typing import Final

from frontend.api.portal import Colours
from frontend.building.places import ASSETS, FRONTEND, NODE_MODULES
from frontend.building.program import run

_FONT_FILES: Final = NODE_MODULES / "@fontsource" / "fira-sans" / "files"
_FONT_ADDRESS: Final = re.compile(r"/fonts/([a-z0-9-]+)\.woff2")


def make_stylesheet(colours: Colours) -> None:
    """Write `portal.css` and the fonts that it names into the assets."""
    css = _FONT_ADDRESS.sub(lambda match: f"/fonts/{_add_font(match[1])}", _compile(colours))
    (ASSETS / "portal.css").write_text(css, encoding="utf-8")


def _compile(colours: Colours) -> str:
    return run(
        "node",
        str(NODE_MODULES / "sass" / "sass.js"),
        "--stdin",
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        f"--load-path={FRONTEND / 'styles'}",
        f"--load-path={NODE_MODULES}",
        given=f"@use 'theme' with ({_variables(colours)});\n@use 'portal';\n",
    )


def _variables(colours: Colours) -> str:
    values = {
        "brand": colours.light.brand,
        "brand-strong": colours.light.brand_strong,
        "brand-on": colours.light.on_brand,
        "brand-dark": colours.dark.brand,
        "brand-dark-strong": colours.dark.brand_strong,
        "brand-dark-on": colours.dark.on_brand,
    }
    return ", ".join(f"${name}: {value}" for name, value in values.items())


def _add_font(name: str) -> str:
    source = _FONT_FILES / f"{name}.woff2"
    mark = hashlib.sha256(source.read_bytes()).hexdigest()[:8]
    target = ASSETS / "fonts" / f"{name}-{mark}.woff2"
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, target)
    return target.name


def font_addresses() -> tuple[str, ...]:
    """The fonts that the stylesheet made last names, the upright regular one first."""
    fonts: list[Path] = sorted((ASSETS / "fonts").glob("*.woff2"))
    return tuple(f"/fonts/{font.name}" for font in fonts)
