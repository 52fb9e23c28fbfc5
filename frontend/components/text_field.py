"""Fields to type in: one line, several lines, or the code from a mail."""

from typing import Any, Literal

import reflex as rx

from frontend.components.example import Example
from frontend.components.field import field
from frontend.components.values import Flag, Handler, Text, described_by, pick, start_value
from frontend.i18n import Translator

InputType = Literal["text", "email", "tel", "search", "url", "password"]
InputMode = Literal["text", "numeric", "decimal", "email", "tel"]
Width = Literal["full", "medium", "short"]

_WIDTHS: dict[Width, str] = {"full": "", "medium": " medium", "short": " short"}


def text_field(
    t: Translator,
    label: Text,
    *,
    name: str,
    id: str | None = None,  # noqa: A002 - the name that HTML gives it.
    type: InputType = "text",  # noqa: A002 - the name that HTML gives it.
    hint: Text | None = None,
    error: Text | None = None,
    value: Text | None = None,
    autocomplete: str | None = None,
    input_mode: InputMode | None = None,
    required: bool = True,
    width: Width = "full",
    max_length: int | None = None,
    rows: int | None = None,
    spell_check: Flag | None = None,
    about_another: bool = False,
    on_change: Handler = None,
    on_blur: Handler = None,
) -> rx.Component:
    """A text field, or with `rows` a text area.

    `autocomplete` is one of the tokens of WCAG 2.2, 1.3.5 ("given-name", "email", …) wherever the field asks for
    something about the person. `about_another` is for what it asks about somebody else: browsers do not offer the
    person's own data, and a draft keeps it. `value` is what the field starts with.
    """
    id = id or name  # noqa: A001 - as above.
    props: dict[str, Any] = {
        "id": id,
        "name": name,
        "class_name": f"kern-form-input__input{_WIDTHS[width]}",
        "auto_complete": "off" if about_another else autocomplete,
        "custom_attrs": {"data-about-another": ""} if about_another else {},
        "max_length": max_length,
        "spell_check": spell_check,
        "aria_required": "true" if required else None,
        "aria_invalid": pick(error, "true", "false"),
        "aria_describedby": described_by((f"{id}-hint", hint), (f"{id}-error", error)),
        "on_change": on_change,
        "on_blur": on_blur,
        **start_value(value),
    }
    control: rx.Component = (
        rx.el.textarea(rows=str(rows), **props) if rows else rx.el.input(type=type, input_mode=input_mode, **props)
    )
    return field(t, label, control, id=id, hint=hint, error=error, required=required)


def code_field(
    t: Translator,
    label: Text,
    *,
    name: str,
    id: str | None = None,  # noqa: A002 - the name that HTML gives it.
    hint: Text | None = None,
    error: Text | None = None,
    value: Text | None = None,
) -> rx.Component:
    """One field for the digits of a one-time code: it can be pasted, and the phone offers it from the message.

    It takes as much as is typed: codes may be longer than six digits, and pasted ones have spaces in them.
    """
    id = id or name  # noqa: A001 - as above.
    control = rx.el.input(
        id=id,
        name=name,
        type="text",
        class_name="kern-form-input__input code",
        input_mode="numeric",
        auto_complete="one-time-code",
        aria_required="true",
        aria_invalid=pick(error, "true", "false"),
        aria_describedby=described_by((f"{id}-hint", hint), (f"{id}-error", error)),
        **start_value(value),
    )
    return field(t, label, control, id=id, hint=hint, error=error, required=True)


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Mit Hinweis"),
            text_field(
                t,
                t("E-Mail-Adresse"),
                name="gallery-email",
                type="email",
                autocomplete="email",
                hint=t("Wir schicken Ihnen einen Code an diese Adresse."),
            ),
        ),
        Example(
            t("Mit Fehler"),
            text_field(
                t,
                t("Kundennummer"),
                name="gallery-customer-number",
                input_mode="numeric",
                value="40 12",
                width="medium",
                hint=t("Sie steht rechts oben auf jeder Rechnung."),
                error=t("Geben Sie alle sieben Ziffern der Kundennummer ein."),
            ),
        ),
        Example(
            t("Freiwillig und mehrzeilig"),
            text_field(t, t("Ihre Nachricht"), name="gallery-message", rows=4, required=False),
        ),
        Example(
            t("Einmalcode"),
            code_field(
                t, t("Code aus der E-Mail"), name="gallery-code", hint=t("Er gilt zehn Minuten."), value="482 915"
            ),
        ),
    )
