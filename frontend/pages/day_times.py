"""Free times to choose one of: native radios in order, below the day they are on."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from frontend.components.field import field_group
from frontend.components.values import Text, described_by, each, shown
from frontend.i18n import Translator


def time_choice(
    t: Translator,
    legend: Text,
    days: Sequence[Any] | rx.Var[list[Any]],
    *,
    hint: Text | None = None,
    error: Text | None = None,
) -> rx.Component:
    """One group of radios named "time", however many days it goes over; `days` are of `state.day_times`."""
    return field_group(
        t,
        legend,
        each(days, _day),
        id="time",
        hint=hint,
        error=error,
        required=True,
        described=described_by(("time-hint", hint), ("time-error", error)),
    )


def _day(day: Any) -> rx.Component:
    """The times of one day, called by it for those who move through the radios one after the other."""
    options = each(
        day.options,
        lambda option: rx.el.label(
            rx.el.input(type="radio", name="time", value=option.value),
            rx.el.span(option.text, shown(option.hint, rx.el.span(option.hint, class_name="hint"))),
            class_name="choice",
        ),
    )
    return rx.el.div(
        rx.el.p(rx.el.strong(day.title)),
        rx.el.div(options, class_name="choices tiles"),
        role="group",
        aria_label=day.title,
        class_name="day-times",
    )
