"""A native list to choose one thing from: every phone and screen reader knows how."""

import reflex as rx

from frontend.components.example import Example
from frontend.components.field import field
from frontend.components.icons import icon
from frontend.components.values import Handler, Option, Options, Text, described_by, each, pick, start_value
from frontend.i18n import Translator


def select(
    t: Translator,
    label: Text,
    *,
    name: str,
    options: Options,
    id: str | None = None,  # noqa: A002 - the name that HTML gives it.
    value: Text | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    autocomplete: str | None = None,
    required: bool = True,
    on_change: Handler = None,
) -> rx.Component:
    """With `on_change` only what stands below the list may change, never the page itself (WCAG 2.2, 3.2.2)."""
    id = id or name  # noqa: A001 - as above.
    control = rx.el.select(
        each(options, lambda option: rx.el.option(option.text, value=option.value)),
        id=id,
        name=name,
        class_name="kern-form-input__input",
        auto_complete=autocomplete,
        aria_required="true" if required else None,
        aria_invalid=pick(error, "true", "false"),
        aria_describedby=described_by((f"{id}-hint", hint), (f"{id}-error", error)),
        on_change=on_change,
        **start_value(value),
    )
    wrapped = rx.el.div(control, icon("chevron"), class_name="select")
    return field(t, label, wrapped, id=id, hint=hint, error=error, required=required)


def examples(t: Translator) -> tuple[Example, ...]:
    years = [Option("", t("Alle Jahre")), Option("2026", "2026"), Option("2025", "2025")]
    return (
        Example(t("Mit Vorauswahl"), select(t, t("Jahr"), name="gallery-year", options=years, value="2026")),
        Example(
            t("Mit Fehler"),
            select(
                t,
                t("Anrede"),
                name="gallery-salutation",
                options=[Option("", t("Bitte wählen")), Option("mrs", t("Frau")), Option("mr", t("Herr"))],
                error=t("Wählen Sie eine Anrede."),
            ),
        ),
    )
