"""Language and appearance."""

from typing import Any

import reflex as rx

from frontend.browser.base import BrowserComponent, module
from frontend.i18n import Language


class _LanguageLink(BrowserComponent):
    library = module("LanguageLink")
    tag = "LanguageLink"

    address: rx.Var[str]
    language: rx.Var[str]


def language_link(*content: rx.Component | str, address: str, language: Language, **props: Any) -> rx.Component:
    """A link to this page in another language; it loads the page, so that its language is right from the start.

    `address` may name parameters that this page has: `site.page("invoice").address("en")`.
    """
    return _LanguageLink.create(*content, address=address, language=language, **props)


class _Appearance(BrowserComponent):
    library = module("Appearance")
    tag = "Appearance"

    control: rx.Var[str]


def appearance(*, control: str) -> rx.Component:
    """Lets the radios or the select named `control` choose between "system", "light" and "dark"."""
    return _Appearance.create(control=control)
