"""Two or three ways to look at the same thing, each with an address of its own."""

from dataclasses import dataclass

import reflex as rx

from frontend.components.example import Example
from frontend.components.link import anchor
from frontend.components.values import Flag, Text, pick
from frontend.i18n import Translator


@dataclass(frozen=True)
class Way:
    """One of the ways; `is_current` for the one that is shown."""

    label: str
    href: Text
    is_current: Flag


def switch(label: Text, *ways: Way) -> rx.Component:
    """`label` says what is looked at in these ways."""
    return rx.el.nav(
        rx.el.ul(
            *(
                rx.el.li(
                    anchor(way.label, href=way.href, class_name="way", current=pick(way.is_current, "true", "false"))
                )
                for way in ways
            )
        ),
        class_name="switch",
        aria_label=label,
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Zwei Ansichten"),
            switch(
                t("Zeitraum"),
                Way(t("Tag"), "#main", is_current=True),
                Way(t("Woche").capitalize(), "#main", is_current=False),
            ),
        ),
    )
