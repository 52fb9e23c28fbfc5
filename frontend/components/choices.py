"""Radios and checkboxes: native controls, and the whole line is the target."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from frontend.components.example import Example
from frontend.components.field import field_group, notes
from frontend.components.values import Content, Flag, Handler, Option, Options, Text, described_by, each, pick, shown
from frontend.i18n import Translator


def radios(
    t: Translator,
    legend: Content,
    *,
    name: str,
    options: Options,
    value: Text | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    tiles: bool = False,
    required: bool = True,
    on_change: Handler = None,
) -> rx.Component:
    """One of several. `tiles` puts short choices such as times side by side."""

    def control(option: Option) -> rx.Component:
        chosen = value == option.value if value is not None else False
        return rx.el.input(
            type="radio", name=name, value=option.value, on_change=on_change, **_start(chosen, drawn_anew_with=value)
        )

    return _group(t, legend, options, control, name=name, hint=hint, error=error, tiles=tiles, required=required)


def checkboxes(
    t: Translator,
    legend: Text,
    *,
    name: str,
    options: Options,
    values: Sequence[str] | rx.vars.ArrayVar[list[str]] = (),
    hint: Text | None = None,
    error: Text | None = None,
    tiles: bool = False,
    required: bool = True,
    on_change: Handler = None,
) -> rx.Component:
    """Any of several; `required=False` if none is an answer too."""

    def control(option: Option) -> rx.Component:
        chosen = values.contains(option.value) if isinstance(values, rx.Var) else option.value in values
        return rx.el.input(
            type="checkbox",
            name=name,
            value=option.value,
            on_change=on_change,
            **_start(chosen, drawn_anew_with=values),
        )

    return _group(t, legend, options, control, name=name, hint=hint, error=error, tiles=tiles, required=required)


def checkbox(
    t: Translator,
    label: Content,
    *,
    name: str,
    checked: Flag = False,
    hint: Text | None = None,
    error: Text | None = None,
    on_change: Handler = None,
) -> rx.Component:
    """A single yes or no, such as a consent. It starts unticked unless the person has ticked it before."""
    return rx.el.div(
        *notes(t, id=name, hint=hint, error=error),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                id=name,
                name=name,
                aria_invalid=pick(error, "true", "false"),
                aria_describedby=described_by((f"{name}-hint", hint), (f"{name}-error", error)),
                on_change=on_change,
                **_start(checked, drawn_anew_with=checked),
            ),
            rx.el.span(label),
            class_name="choice",
        ),
        class_name=pick(error, "field field-wrong", "field"),
    )


def _group(
    t: Translator,
    legend: Content,
    options: Options,
    control: Callable[[Option], rx.Component],
    *,
    name: str,
    hint: Text | None,
    error: Text | None,
    tiles: bool,
    required: bool,
) -> rx.Component:
    def line(option: Option) -> rx.Component:
        words = rx.el.span(option.text, shown(option.hint, rx.el.span(option.hint, class_name="hint")))
        return rx.el.label(control(option), words, class_name="choice")

    return field_group(
        t,
        legend,
        rx.el.div(each(options, line), class_name="choices tiles" if tiles else "choices"),
        id=name,
        hint=hint,
        error=error,
        required=required,
        described=described_by((f"{name}-hint", hint), (f"{name}-error", error)),
    )


def _start(chosen: Flag, *, drawn_anew_with: Any) -> dict[str, Any]:
    """Props of a control that starts ticked or not; see `values.start_value` for what the key does."""
    key = {"key": drawn_anew_with.to_string()} if isinstance(drawn_anew_with, rx.Var) else {}
    return {"default_checked": chosen, **key}


def examples(t: Translator) -> tuple[Example, ...]:
    times = [Option("0900", t("{time} Uhr", time="09:00")), Option("1030", t("{time} Uhr", time="10:30"))]
    ways = [
        Option("mail", t("E-Mail"), t("Sofort nach der Rechnung")),
        Option("letter", t("Brief"), t("Zwei bis drei Werktage später")),
    ]
    return (
        Example(t("Auswahl"), radios(t, t("Wie möchten Sie Rechnungen bekommen?"), name="gallery-way", options=ways)),
        Example(
            t("Kacheln"),
            radios(t, t("Donnerstag, 26. November"), name="gallery-time", options=times, value="1030", tiles=True),
        ),
        Example(
            t("Mehrfachauswahl mit Fehler"),
            checkboxes(
                t,
                t("Worüber dürfen wir Sie informieren?"),
                name="gallery-topics",
                options=ways,
                values=("mail",),
                error=t("Wählen Sie mindestens einen Weg."),
            ),
        ),
        Example(t("Einzeln"), checkbox(t, t("Auf diesem Gerät angemeldet bleiben"), name="gallery-stay")),
    )
