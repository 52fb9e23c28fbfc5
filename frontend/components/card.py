"""White cards, and the few ways in which things stand beside or below each other."""

import reflex as rx

from frontend.components.button import button
from frontend.components.example import Example
from frontend.components.link import link
from frontend.components.values import Content, HeadingLevel, Kind, Text, heading
from frontend.i18n import Translator


def card(
    *content: Content,
    title: Text | None = None,
    level: HeadingLevel = 2,
    accent: Kind | None = None,
    more: rx.Component | None = None,
    id: str | None = None,  # noqa: A002 - the name that HTML gives it.
) -> rx.Component:
    """`accent` colours the edge of a card that asks for something; `more` is the link or button at its end."""
    return rx.el.div(
        *((heading(level, title),) if title is not None else ()),
        *content,
        *((rx.el.div(more, class_name="card-more"),) if more is not None else ()),
        class_name=f"card card-{accent}" if accent else "card",
        id=id,
    )


def grid(*children: rx.Component) -> rx.Component:
    """Side by side where there is room."""
    return rx.el.div(*children, class_name="grid")


def stack(*children: Content, tight: bool = False) -> rx.Component:
    """Below each other at even distances."""
    return rx.el.div(*children, class_name="stack stack-tight" if tight else "stack")


def amount(text: Text, *, big: bool = False) -> rx.Component:
    """Money that never breaks over two lines, in figures of one width."""
    return rx.el.span(text, class_name="amount amount-big" if big else "amount")


def figures(text: Text) -> rx.Component:
    """A number, such as that of an invoice, that never breaks over two lines."""
    return rx.el.span(text, class_name="figures")


def muted(*content: Content) -> rx.Component:
    """A paragraph that matters less than those around it."""
    return rx.el.p(*content, class_name="muted")


def separator(text: Text) -> rx.Component:
    """A word between two ways to do the same."""
    return rx.el.p(text, class_name="separator")


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Was zu tun ist"),
            card(
                amount("84,20 €", big=True),
                rx.el.p(t("fällig am 24. November, in 2 Tagen")),
                title=t("Rechnung vom 3. November"),
                level=4,
                accent="warning",
                more=button(t("Rechnung ansehen"), kind="primary", href="#main"),
            ),
        ),
        Example(
            t("Zwei nebeneinander"),
            grid(
                card(
                    rx.el.p(rx.el.strong(t("Donnerstag, 26. November, 10:30 Uhr"))),
                    muted(t("Beratung Wärmepumpe, Kundenzentrum Markt 4, stufenlos erreichbar")),
                    title=t("Nächster Termin"),
                    level=4,
                    more=link(t("Termin ändern oder absagen"), href="#main", kind="alone"),
                ),
                card(
                    rx.el.p(t("„Zählerwechsel“ ist in Bearbeitung.")),
                    muted(t("Antwort voraussichtlich bis 25. November")),
                    title=t("Anfragen"),
                    level=4,
                    more=link(t("Verlauf ansehen"), href="#main", kind="alone"),
                ),
            ),
        ),
        Example(t("Entweder, oder"), separator(t("oder"))),
    )
