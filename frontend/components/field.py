"""What surrounds every control of a form: label, hint and error, tied to it for everybody."""

import reflex as rx

from frontend.components.icons import icon
from frontend.components.values import Content, Text, pick, shown, text_of, unseen
from frontend.i18n import Translator


def field(
    t: Translator,
    label: Text,
    control: rx.Component,
    *,
    id: str,  # noqa: A002 - the name that HTML gives it.
    hint: Text | None,
    error: Text | None,
    required: bool,
) -> rx.Component:
    """One control below its label. The control itself names hint and error in `aria-describedby`."""
    return rx.el.div(
        rx.el.label(label, *optional_mark(t, required=required), html_for=id, class_name="kern-label"),
        *notes(t, id=id, hint=hint, error=error),
        control,
        class_name=pick(error, "kern-form-input field-wrong", "kern-form-input"),
    )


def field_group(
    t: Translator,
    legend: Content,
    *controls: Content,
    id: str,  # noqa: A002 - the name that HTML gives it.
    hint: Text | None,
    error: Text | None,
    required: bool,
    described: Text | None,
) -> rx.Component:
    """Several controls that answer one question, below a legend."""
    return rx.el.fieldset(
        rx.el.legend(legend, *optional_mark(t, required=required)),
        *notes(t, id=id, hint=hint, error=error),
        *controls,
        id=id,
        class_name=pick(error, "field field-wrong", "field"),
        aria_describedby=described,
    )


def notes(
    t: Translator,
    *,
    id: str,  # noqa: A002 - the name that HTML gives it.
    hint: Text | None,
    error: Text | None,
) -> tuple[rx.Component, rx.Component]:
    """Hint and error, above the control: there no on-screen keyboard or list of suggestions covers them."""
    return (
        shown(hint, rx.el.p(text_of(hint), id=f"{id}-hint", class_name="hint")),
        shown(
            error,
            rx.el.p(
                icon("stop"),
                rx.el.span(unseen(t("Fehler:"), " "), text_of(error)),
                id=f"{id}-error",
                class_name="error",
            ),
        ),
    )


def optional_mark(t: Translator, *, required: bool) -> tuple[Content, ...]:
    """Most fields are needed, so the others are marked, and in words."""
    return () if required else (" ", rx.el.span(t("(freiwillig)"), class_name="optional"))
