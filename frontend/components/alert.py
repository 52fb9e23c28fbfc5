"""A message in the page: what happened, and what to do next."""

from typing import Literal

import reflex as rx

from frontend.components.example import Example
from frontend.components.icons import IconName, icon
from frontend.components.link import link
from frontend.components.values import Content, HeadingLevel, Kind, Text, heading
from frontend.i18n import Translator

_ICONS: dict[Kind, IconName] = {"info": "info", "success": "check", "warning": "alert", "danger": "stop"}


def alert(
    title: Text,
    *content: Content,
    kind: Kind = "info",
    level: HeadingLevel | None = None,
    announce: Literal["politely", "at once"] | None = None,
) -> rx.Component:
    """The colour only repeats what the title says.

    `announce` is for a message that appears while the person is on the page: "politely" for results, "at once" for
    what stops them. A message that is there from the start announces nothing. With `level` the title is a heading.
    """
    words = heading(level, title) if level else rx.el.p(title, class_name="alert-title")
    role: Literal["status", "alert"] | None = None
    if announce:
        role = "status" if announce == "politely" else "alert"
    return rx.el.div(icon(_ICONS[kind]), rx.el.div(words, *content), class_name=f"alert alert-{kind}", role=role)


def status_region(text: Text, *, seen: bool = False) -> rx.Component:
    """A live region that is always in the page, so that screen readers notice when its text changes."""
    return rx.el.p(text, role="status", class_name="status" if seen else "status unseen")


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Hinweis"),
            alert(
                t("Ihr Kundenzentrum ist umgezogen."),
                rx.el.p(t("Sie finden uns jetzt am Markt 4, stufenlos erreichbar.")),
                level=4,
            ),
        ),
        Example(t("Erfolg"), alert(t("Ihre Adresse ist gespeichert."), kind="success", announce="politely")),
        Example(
            t("Warnung"),
            alert(
                t("Eine Rechnung ist überfällig."),
                rx.el.p(link(t("Rechnung ansehen"), href="#main")),
                kind="warning",
                level=4,
            ),
        ),
        Example(
            t("Gefahr"),
            alert(
                t("Die Anmeldung ist fehlgeschlagen."),
                rx.el.p(t("Versuchen Sie es noch einmal, oder lassen Sie sich einen Code schicken.")),
                kind="danger",
                level=4,
            ),
        ),
    )
