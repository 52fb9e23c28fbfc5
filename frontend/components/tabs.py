"""Parts of one thing that nobody needs to compare. On a phone a list of links is often better."""

from dataclasses import dataclass

import reflex as rx

from frontend.browser.base import BrowserComponent
from frontend.components.browser import module
from frontend.components.example import Example
from frontend.components.values import Text
from frontend.i18n import Translator


@dataclass(frozen=True)
class Tab:
    id: str
    label: str
    content: rx.Component


class _Tabs(BrowserComponent):
    library = module("Tabs")
    tag = "Tabs"

    label: rx.Var[str]
    items: rx.Var[list[dict[str, str]]]


def tabs(label: Text, *items: Tab) -> rx.Component:
    """`label` says what the tabs are parts of."""
    return _Tabs.create(
        *(item.content for item in items),
        label=label,
        items=[{"id": item.id, "label": item.label} for item in items],
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Drei Teile"),
            tabs(
                t("Vertrag Lindental Strom Natur"),
                Tab("gallery-tariff", t("Tarif"), rx.el.p(t("Ökostrom, Laufzeit bis 31. Dezember 2027"))),
                Tab("gallery-meter", t("Zähler"), rx.el.p(t("Zählernummer 1EMH00 4711 8150"))),
                Tab("gallery-payment", t("Zahlung"), rx.el.p(t("Abschlag 62,00 € am Ersten jedes Monats"))),
            ),
        ),
    )
