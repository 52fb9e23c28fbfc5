"""Search and narrow down a list."""

import reflex as rx

from frontend.components.example import Example
from frontend.components.select import select
from frontend.components.text_field import text_field
from frontend.components.values import Handler, Option, Text
from frontend.i18n import Translator


def filters(
    *fields: rx.Component, label: Text, grow: rx.Component | None = None, on_submit: Handler = None
) -> rx.Component:
    """`grow` is the field that takes the room left over, usually the search; `label` names the search landmark."""
    return rx.el.form(
        *((rx.el.div(grow, class_name="grow"),) if grow is not None else ()),
        *fields,
        class_name="filters",
        role="search",
        aria_label=label,
        no_validate=True,
        **({"on_submit": on_submit} if on_submit is not None else {}),
    )


def examples(t: Translator) -> tuple[Example, ...]:
    years = [Option("", t("Alle Jahre")), Option("2026", "2026")]
    states = [Option("", t("Alle")), Option("open", t("Offen"))]
    return (
        Example(
            t("Suche und zwei Filter"),
            filters(
                select(t, t("Jahr"), name="gallery-filter-year", options=years),
                select(t, t("Status"), name="gallery-filter-state", options=states),
                grow=text_field(t, t("Suchen"), name="gallery-search", type="search"),
                label=t("Rechnungen suchen"),
            ),
        ),
    )
