"""What is wrong with a form, at its top: it takes the focus and leads to each field."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import reflex as rx

from frontend.browser.base import BrowserComponent
from frontend.components.browser import module
from frontend.components.example import Example
from frontend.i18n import Translator


@dataclass(frozen=True)
class FieldError:
    """`field` is the id of the control or of its group; `text` says what to do, and stands at the field too."""

    field: str
    text: str


class _ErrorSummary(BrowserComponent):
    library = module("ErrorSummary")
    tag = "ErrorSummary"

    title: rx.Var[str]
    errors: rx.Var[list[Any]]


def error_summary(t: Translator, *, errors: Sequence[FieldError] | rx.Var[list[FieldError]]) -> rx.Component:
    """Nothing without errors. Put it above the form; assign the errors anew at each attempt to move the focus."""
    return _ErrorSummary.create(
        title=t("Bitte prüfen Sie Ihre Angaben"),
        errors=errors if isinstance(errors, rx.Var) else [asdict(error) for error in errors],
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Zwei Fehler"),
            error_summary(
                t,
                errors=(
                    FieldError("gallery-customer-number", t("Geben Sie alle sieben Ziffern der Kundennummer ein.")),
                    FieldError("gallery-topics", t("Wählen Sie mindestens einen Weg.")),
                ),
            ),
        ),
    )
