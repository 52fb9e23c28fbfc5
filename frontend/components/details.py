"""Text that most people do not need, one press away."""

import reflex as rx

from frontend.components.example import Example
from frontend.components.icons import icon
from frontend.components.values import Content, Flag, Text
from frontend.i18n import Translator


def details(summary: Text, *content: Content, is_open: Flag = False) -> rx.Component:
    return rx.el.details(
        rx.el.summary(icon("chevron"), summary),
        rx.el.div(*content, class_name="details-body"),
        class_name="details",
        open=is_open if isinstance(is_open, rx.Var) else is_open or None,
    )


def examples(t: Translator) -> tuple[Example, ...]:
    answer = rx.el.p(t("Er steht in dem Brief, mit dem wir Sie begrüßt haben, unter Ihrer Kundennummer."))
    return (
        Example(t("Geschlossen"), details(t("Wo finde ich den Aktivierungscode?"), answer)),
        Example(t("Offen"), details(t("Wo finde ich die Kundennummer?"), answer, is_open=True)),
    )
