"""The way back up, above the h1 of pages that lie deeper than the navigation shows."""

from collections.abc import Sequence

import reflex as rx

from frontend.components.example import Example
from frontend.components.icons import icon
from frontend.components.link import anchor
from frontend.components.values import Text
from frontend.i18n import Translator


def breadcrumb(t: Translator, *, trail: Sequence[tuple[Text, Text]], current: Text) -> rx.Component:
    """`trail` holds label and address of each page above the `current` one."""
    return rx.el.nav(
        rx.el.ol(
            *(
                rx.el.li(anchor(label, href=href, class_name="link link-alone"), icon("chevron"))
                for label, href in trail
            ),
            rx.el.li(rx.el.span(current, aria_current="page")),
        ),
        class_name="crumbs",
        aria_label=t("Sie sind hier"),
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(t("Zwei Stufen"), breadcrumb(t, trail=((t("Rechnungen"), "#main"),), current=t("Rechnung 2026-1103"))),
    )
