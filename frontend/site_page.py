"""One page of the portal, with both its addresses."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from frontend.i18n import LANGUAGES, Language

Access = Literal["public", "signed-in", "customer", "staff", "dpo", "administrator", "demo", "dev"]
"""Who a page is for: what is not "public" is never kept by the service worker."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page with its German and its English address; `[name]` in an address stands for any one segment."""

    key: str
    de: str
    en: str
    title: str
    """Message id of the title; a title that depends on data is set with `title_var`."""
    build: str
    """`module:function` in `frontend.pages`; the function takes a `Translator` and returns the component."""
    access: Access = "public"
    on_load: tuple[str, ...] = ()
    """`module:Class.handler` in `frontend.state`, run at each arrival on the page."""
    title_var: str = ""
    """`module:Class.var` in `frontend.state`: the document title, when it depends on data."""

    def address(self, language: Language) -> str:
        return self.de if language == "de" else self.en

    @property
    def is_dynamic(self) -> bool:
        return "[" in self.de

    @cached_property
    def _patterns(self) -> dict[Language, re.Pattern[str]]:
        return {language: _pattern(self.address(language)) for language in LANGUAGES}

    def parameters(self, path: str, language: Language) -> dict[str, str] | None:
        """What stands in place of each `[name]`, or None if the path is not an address of this page."""
        match = self._patterns[language].fullmatch(path)
        return match.groupdict() if match else None


def _pattern(address: str) -> re.Pattern[str]:
    parts = re.split(r"\[(\w+)\]", address)
    # re.split leaves fixed text at even and parameter names at odd places.
    return re.compile("".join(f"(?P<{part}>[^/]+)" if i % 2 else re.escape(part) for i, part in enumerate(parts)))
