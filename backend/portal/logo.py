"""What a logo has to be: one SVG image that neither runs code nor loads anything."""

from pathlib import Path
from typing import Final

from lxml import etree

_SVG: Final = "{http://www.w3.org/2000/svg}"
_ACTIVE: Final = {"script", "style", "foreignObject", "animate", "set", "image", "use", "a"}
"""Elements that run, load or move something; `style` is refused because the strict CSP drops inline styles."""


def logo_problem(path: Path) -> str | None:
    """What is wrong with the logo, as the second half of a sentence; None when it can be used."""
    try:
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    except OSError:
        return f"names {path}, which cannot be read: put an SVG file there."
    except etree.XMLSyntaxError:
        return f"names {path}, which is not an SVG file: save the logo as SVG."
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        return f"names {path}, which is not an SVG image with a viewBox: save the logo as SVG."
    for element in root.iter(etree.Element):
        name = str(element.tag).removeprefix(_SVG)
        if name in _ACTIVE:
            return f"names {path}, which holds a <{name}> element: save it as plain shapes."
        if bad := next((key for key in map(str, element.attrib) if not _is_plain(key)), None):
            return f"names {path}, which has the attribute {bad}: save it as plain shapes."
    return None


def _is_plain(attribute: str) -> bool:
    return not (attribute.startswith("on") or attribute == "style" or attribute.endswith("href"))
