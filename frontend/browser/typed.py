"""Keeps what is being typed in page state, for forms of people who are not signed in."""

from typing import Any, ClassVar

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, an_object, module
from frontend.components.values import Handler


class _TypedFields(BrowserComponent):
    library = module("TypedFields")
    tag = "TypedFields"
    events: ClassVar[EventSpecs] = {"on_typed": an_object}

    typed: rx.Var[dict[str, Any]]


def typed_fields(*, typed: dict[str, list[str]] | rx.Var[dict[str, list[str]]], on_typed: Handler) -> rx.Component:
    """Inside a form: `on_typed` gets the values by name, each a list, and gives them back as `typed`.

    Whoever is signed in has drafts instead, which outlive the tab (`api_form`).
    """
    return _TypedFields.create(typed=typed, on_typed=on_typed)
