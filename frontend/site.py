"""Which pages there are, and their addresses in both languages.

Free of Reflex, so that the server can ask it which addresses exist. The pages themselves: `frontend/site_table.py`.
"""

from typing import Final

from frontend.i18n import LANGUAGES, Language
from frontend.site_page import Access, Page
from frontend.site_table import NOT_FOUND, OFFLINE, PAGES

__all__ = [
    "NOT_FOUND",
    "OFFLINE",
    "PAGES",
    "Access",
    "Page",
    "find",
    "language_of",
    "manifest_path",
    "other_language",
    "page",
    "path",
]

_BY_KEY: Final = {page.key: page for page in (*PAGES, NOT_FOUND)}


def page(key: str) -> Page:
    return _BY_KEY[key]


def path(key: str, language: Language, **parameters: str) -> str:
    """The address of a page: `path("invoice", "en", id="0192…")`."""
    address = page(key).address(language)
    for name, value in parameters.items():
        address = address.replace(f"[{name}]", value)
    return address


def manifest_path(language: Language) -> str:
    """The web app manifest of a language; the build writes it."""
    return "/manifest.webmanifest" if language == "de" else f"/{language}/manifest.webmanifest"


def find(address: str) -> tuple[Page, Language] | None:
    """The page behind a path that a browser asks for, and its language."""
    normal = "/" + address.strip("/")
    # Fixed addresses win over dynamic ones: /termine/buchen is not the appointment "buchen".
    for candidate in sorted(PAGES, key=lambda page: page.is_dynamic):
        for language in LANGUAGES:
            if candidate.parameters(normal, language) is not None:
                return candidate, language
    return None


def language_of(address: str) -> Language:
    return "en" if address == "/en" or address.startswith("/en/") else "de"


def other_language(address: str) -> str:
    """The same page in the other language; the start page for an address that is no page."""
    here = language_of(address)
    other: Language = "de" if here == "en" else "en"
    found = find(address)
    if found is None:
        return path("start", other)
    parameters = found[0].parameters("/" + address.strip("/"), here) or {}
    return path(found[0].key, other, **parameters)
