"""All icons from the company's one logo; the same logo always gives the same bytes."""

from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from resvg_py import svg_to_bytes

from frontend.building.places import ASSETS

_GROUND: Final = "#ffffff"

# How much of an icon's width the logo takes. A launcher may cut a maskable icon down to a circle of 80 % of its
# width (W3C Web App Manifest, "Icon masks"); the largest square inside that circle has 56 %.
_PLAIN: Final = 0.8
_MASKABLE: Final = 0.56

_SIZES: Final = {
    "icon-192.png": (192, _PLAIN),
    "icon-512.png": (512, _PLAIN),
    "icon-maskable-512.png": (512, _MASKABLE),
    "apple-touch-icon.png": (180, _PLAIN),
}


def make_icons(logo: Path, *, assets: Path = ASSETS) -> None:
    folder = assets / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (size, share) in _SIZES.items():
        _icon(logo, size, share).save(folder / name, optimize=True)
    _icon(logo, 32, 1.0).save(assets / "favicon.ico", sizes=[(32, 32)])
    (folder / "logo.svg").write_bytes(logo.read_bytes())


def _icon(logo: Path, size: int, share: float) -> Image.Image:
    """The logo in the middle of a square."""
    drawn = _drawn(logo, round(size * share))
    icon = Image.new("RGB", (size, size), _GROUND)
    icon.paste(drawn, ((size - drawn.width) // 2, (size - drawn.height) // 2), drawn)
    return icon


def _drawn(logo: Path, largest: int) -> Image.Image:
    """The logo so that its longer side has the given number of pixels."""
    # Text in a logo would look different on each machine, depending on its fonts; without fonts it fails to show
    # everywhere, so that whoever sets up the portal sees it and saves the text as shapes.
    drawn = Image.open(BytesIO(svg_to_bytes(svg_path=str(logo), width=largest, skip_system_fonts=True)))
    if drawn.height > largest:
        drawn = Image.open(BytesIO(svg_to_bytes(svg_path=str(logo), height=largest, skip_system_fonts=True)))
    return drawn.convert("RGBA")
