"""Nothing here yet: why, and what one can do."""

import reflex as rx

from frontend.components.button import button
from frontend.components.example import Example
from frontend.components.icons import IconName, icon
from frontend.components.values import Content, HeadingLevel, Text, heading
from frontend.i18n import Translator


def empty_state(
    title: Text,
    *content: Content,
    icon_name: IconName = "document",
    level: HeadingLevel = 2,
    action: rx.Component | None = None,
) -> rx.Component:
    return rx.el.div(
        icon(icon_name),
        heading(level, title),
        *content,
        *((action,) if action is not None else ()),
        class_name="card empty",
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Leere Liste"),
            empty_state(
                t("Keine Rechnung gefunden"),
                rx.el.p(
                    t("Zu Ihrer Suche gibt es nichts. Prüfen Sie die Schreibweise, oder zeigen Sie alle Rechnungen.")
                ),
                icon_name="search",
                level=4,
                action=button(t("Alle Rechnungen zeigen"), href="#main"),
            ),
        ),
    )
