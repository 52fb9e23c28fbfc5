"""Keeps what is being typed on the server, so that it survives the end of a session."""

from typing import Any, Final

import reflex as rx

from frontend.browser.base import BrowserComponent, module
from frontend.i18n import LANGUAGES, Translator, translator


class _Draft(BrowserComponent):
    library = module("Draft")
    tag = "Draft"

    name: rx.Var[str]
    texts: rx.Var[dict[str, Any]]


def draft(name: str | rx.Var[str]) -> rx.Component:
    """Inside a form: see `api_form`."""
    return _Draft.create(name=name, texts=_TEXTS)


def _texts(t: Translator) -> dict[str, str]:
    return {
        "found": t("Ihre Eingaben vom {when} Uhr sind wieder da."),
        "discard": t("Diese Eingaben verwerfen"),
        "discarded": t("Ihre Eingaben sind verworfen."),
    }


_TEXTS: Final = {language: _texts(translator(language)) for language in LANGUAGES}
