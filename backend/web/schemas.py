"""What the frontend's build tells the server about the pages that it has made; kept as `site.json` beside them."""

from dataclasses import dataclass, field
from typing import Literal

Language = Literal["de", "en"]


@dataclass(frozen=True)
class PageFile:
    """One HTML file."""

    file: str
    """Path below the site's folder."""
    language: Language
    scripts: tuple[str, ...]
    """Hashes of its inline scripts as a Content-Security-Policy wants them: `sha256-…` (CSP Level 3, 2.3.1)."""


@dataclass(frozen=True)
class Address:
    """An address of a page; `[name]` in it stands for any one segment."""

    path: str
    language: Language
    access: str
    page: PageFile


@dataclass(frozen=True)
class SiteTable:
    addresses: tuple[Address, ...]
    fallback: dict[Language, PageFile]
    """The page without content, for unknown addresses."""
    preload: tuple[str, ...] = field(default=())
    """Fonts that every page needs first."""
