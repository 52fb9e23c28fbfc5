"""A state as a word in a coloured pill. Nobody has to see the colour to know the state."""

from typing import Literal

import reflex as rx

from frontend.components.example import Example
from frontend.components.values import Text
from frontend.i18n import Translator

BadgeKind = Literal["neutral", "info", "success", "warning", "danger"]


def badge(text: Text, *, kind: BadgeKind | rx.Var[str] = "neutral") -> rx.Component:
    """`kind` may come from page state, as one of the words of `BadgeKind`."""
    return rx.el.span(text, class_name=f"badge badge-{kind}")


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Zustände"),
            rx.el.p(
                badge(t("bezahlt"), kind="success"),
                " ",
                badge(t("fällig am 24. November"), kind="warning"),
                " ",
                badge(t("überfällig"), kind="danger"),
                " ",
                badge(t("in Bearbeitung"), kind="info"),
                " ",
                badge(t("abgeschlossen")),
            ),
        ),
    )
