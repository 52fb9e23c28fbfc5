"""How far something is: work that goes on, or the steps of a task."""

import reflex as rx

from frontend.components.example import Example
from frontend.components.values import Number, Text, text_of
from frontend.i18n import Translator


def progress(label: Text, *, value: Number, maximum: Number = 100, text: Text | None = None) -> rx.Component:
    """A bar with its label; `text` says the same in words, such as "12 von 20 Dateien"."""
    return rx.el.div(
        rx.el.div(
            rx.el.span(label),
            rx.el.span(text_of(text), class_name="muted figures"),
            class_name="meter-words",
            aria_hidden=True,
        ),
        rx.el.progress(value=value, max=maximum, aria_label=label, aria_valuetext=text),
        class_name="meter",
    )


def stepper(t: Translator, *, step: Number, steps: Number, name: Text | None = None) -> rx.Component:
    """Above the h1 of a task in several pages. The words say it all; the bar repeats them for the eye."""
    words = t("Schritt {step} von {steps}", step=step, steps=steps)
    return rx.el.div(
        rx.el.p(words, *((": ", name) if name is not None else ())),
        rx.el.progress(value=step, max=steps, aria_hidden=True),
        class_name="steps",
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Laufende Arbeit"),
            progress(
                t("Rechnungen werden zusammengestellt"),
                value=12,
                maximum=20,
                text=t("{done} von {all} Dateien", done=12, all=20),
            ),
        ),
        Example(t("Schritte"), stepper(t, step=2, steps=3, name=t("Ihre Angaben"))),
    )
