"""A date that people know by heart, typed into three fields: easier and safer than a calendar to click in."""

from typing import Literal

import reflex as rx

from frontend.components.example import Example
from frontend.components.field import field_group
from frontend.components.values import Text, described_by, pick, start_value
from frontend.i18n import Translator

DatePart = Literal["day", "month", "year"]


def date_input(
    t: Translator,
    legend: Text,
    *,
    name: str,
    hint: Text | None = None,
    error: Text | None = None,
    day: Text | None = None,
    month: Text | None = None,
    year: Text | None = None,
    birthday: bool = False,
    required: bool = True,
) -> rx.Component:
    """Sends `<name>-day`, `<name>-month` and `<name>-year`; an error concerns the date as a whole."""

    def part(key: DatePart, label: str, value: Text | None, digits: int) -> rx.Component:
        return _part(
            label,
            id=f"{name}-{key}",
            value=value,
            digits=digits,
            error=error,
            autocomplete=f"bday-{key}" if birthday else None,
        )

    return field_group(
        t,
        legend,
        rx.el.div(
            part("day", t("Tag"), day, 2),
            part("month", t("Monat"), month, 2),
            part("year", t("Jahr"), year, 4),
            class_name="date",
        ),
        id=name,
        hint=hint,
        error=error,
        required=required,
        described=described_by((f"{name}-hint", hint), (f"{name}-error", error)),
    )


def _part(
    label: str,
    *,
    id: str,  # noqa: A002 - the name that HTML gives it.
    value: Text | None,
    digits: int,
    error: Text | None,
    autocomplete: str | None,
) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=id, class_name="kern-label"),
        rx.el.input(
            id=id,
            name=id,
            type="text",
            input_mode="numeric",
            max_length=digits,
            auto_complete=autocomplete,
            class_name="kern-form-input__input",
            aria_invalid=pick(error, "true", "false"),
            **start_value(value),
        ),
        class_name="kern-form-input",
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Geburtsdatum"),
            date_input(
                t,
                t("Ihr Geburtsdatum"),
                name="gallery-birthday",
                hint=t("Zum Beispiel 27 3 1961"),
                birthday=True,
            ),
        ),
        Example(
            t("Mit Fehler"),
            date_input(
                t,
                t("Tag des Einzugs"),
                name="gallery-move",
                day="31",
                month="2",
                year="2026",
                error=t("Diesen Tag gibt es nicht. Der Februar 2026 hat 28 Tage."),
            ),
        ),
    )
