"""A month to choose a day in, for those who think in calendars; beside a list, which is the first way."""

from typing import Any, ClassVar, Final

import reflex as rx
from babel.dates import get_day_names, get_month_names

from frontend.browser.base import BrowserComponent, EventSpecs, given
from frontend.components.browser import module
from frontend.components.example import Example
from frontend.components.values import Handler, Text
from frontend.i18n import Translator

_LOCALES: Final = {"de": "de_DE", "en": "en_GB"}


def _one_text(text: rx.Var[str]) -> tuple[rx.Var[str]]:
    """What an event hands over: a day, or a month."""
    return (text,)


class _DayPicker(BrowserComponent):
    library = module("DayPicker")
    tag = "DayPicker"
    events: ClassVar[EventSpecs] = {"on_month": _one_text, "on_choose": _one_text}

    words: rx.Var[dict[str, str]]
    names: rx.Var[dict[str, Any]]
    month: rx.Var[str]
    free: rx.Var[dict[str, int]]
    first: rx.Var[str]
    last: rx.Var[str]
    chosen: rx.Var[str]
    start: rx.Var[str]


def day_picker(
    t: Translator,
    *,
    month: Text,
    free: dict[str, int] | rx.Var[dict[str, int]],
    today: Text,
    last: Text,
    chosen: Text,
    start: Text = "",
    on_month: Handler = None,
    on_choose: Handler = None,
) -> rx.Component:
    """Days are ISO 8601, months their first seven letters.

    `free` says how many times which day of `month` has; an empty `month` is not known yet. `on_month` is given the
    month that is wanted, empty for whichever is the first to be shown, and answers by changing `month` and `free`.
    The focus begins on the day that is `chosen`, or on `start`.
    """
    return _DayPicker.create(
        words=_words(t),
        names=_names(t),
        month=month,
        free=free,
        first=today,
        last=last,
        chosen=chosen,
        start=start,
        **given(on_month=on_month, on_choose=on_choose),
    )


def _words(t: Translator) -> dict[str, str]:
    return {
        "open": t("Kalender zeigen"),
        "close": t("Kalender schließen"),
        "loading": t("Der Kalender wird geladen …"),
        "previous": t("Vorheriger Monat"),
        "next": t("Nächster Monat"),
        "today": t("heute"),
        "chosen": t("ausgewählt"),
        "some": t("Zeiten frei"),
        "none": t("nichts frei"),
        "one": t("1 Zeit frei"),
        "many": t("{n} Zeiten frei"),
        "nothing": t("An diesem Tag ist nichts frei."),
        "keys": t("Mit der Tastatur: Pfeiltasten für Tag und Woche, Bild auf und Bild ab für den Monat."),
    }


def _names(t: Translator) -> dict[str, Any]:
    """What days and months are called; the week begins on Monday."""
    locale = _LOCALES[t.language]
    days, short = (get_day_names(width, locale=locale) for width in ("wide", "short"))
    months = get_month_names("wide", locale=locale)
    return {
        "weekdays": [days[number].capitalize() for number in range(7)],
        "short": [short[number].strip(".") for number in range(7)],
        "months": [months[number] for number in range(1, 13)],
        "date": "{weekday}, {day}. {month} {year}" if t.language == "de" else "{weekday}, {day} {month} {year}",
    }


def examples(t: Translator) -> tuple[Example, ...]:
    november = {f"2026-11-{day:02}": day % 5 for day in range(10, 31)}
    return (
        Example(
            t("Ein Monat, heute ist der 10."),
            day_picker(
                t,
                month="2026-11",
                free=november,
                today="2026-11-10",
                last="2026-11-29",
                chosen="2026-11-24",
            ),
        ),
    )
