"""How a time is found: what suits, and the list of what is free. For booking and for moving alike."""

from typing import Any, Final

import reflex as rx

from frontend.api.portal import portal
from frontend.browser.steps import step_focus
from frontend.components.alert import alert, status_region
from frontend.components.button import actions, button
from frontend.components.choices import checkbox
from frontend.components.day_picker import day_picker
from frontend.components.details import details
from frontend.components.empty_state import empty_state
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.select import select
from frontend.components.values import Text, either, pick, shown, some
from frontend.i18n import Translator
from frontend.pages.day_times import time_choice
from frontend.state.time_choice import offered_needs, parts_of_day, weekdays

Choice = Any
"""A state made with `TimeChoice`."""

_LIST: Final = "free-times"


def what_suits(t: Translator, choice: Choice) -> rx.Component:
    """The way, the place, the weekday, the part of the day, and what somebody needs to take part."""
    return rx.el.form(
        rx.el.div(
            shown(
                choice.channels.length() > 1,
                select(t, t("Wie"), name="channel", options=choice.channels, value=choice.channel),
            ),
            shown(
                some(choice.places),
                select(t, t("Wo"), name="place", options=choice.places, value=choice.place),
            ),
            select(t, t("Wochentag"), name="weekday", options=weekdays(t), value=choice.weekday),
            select(t, t("Tageszeit"), name="part", options=parts_of_day(t), value=choice.part),
            class_name="filters",
        ),
        details(
            t("Unterstützung beim Termin"),
            rx.el.div(
                *(
                    checkbox(t, option.text, name=f"need-{option.value}", checked=choice.needs.contains(option.value))
                    for option in offered_needs(t)
                ),
                class_name="choices",
            ),
            is_open=some(choice.needs),
        ),
        actions(button(t("Freie Zeiten zeigen"), submit=True, icon_name="search")),
        role="search",
        aria_label=t("Was Ihnen passt"),
        no_validate=True,
        on_submit=choice.look,
        class_name="stack suits",
    )


def times_by_day(t: Translator, choice: Choice, *, on_submit: Any, go_on: Text, ways_out: rx.Component) -> rx.Component:
    """`free_times`, and beside them a calendar that leads them to one day."""
    return rx.el.div(
        step_focus(step=choice.list_turn, words=choice.list_news, target=f"#{_LIST}"),
        day_picker(
            t,
            month=choice.month,
            free=choice.free_days,
            today=choice.today,
            last=choice.last_day,
            chosen=choice.day,
            start=choice.first_free,
            on_month=choice.show_month,
            on_choose=choice.choose_day,
        ),
        rx.el.section(
            rx.el.h2(pick(choice.list_title, choice.list_title, t("Freie Zeiten")), id=_LIST, tab_index=-1),
            shown(choice.day, rx.el.div(_all_days(t, choice))),
            free_times(t, choice, on_submit=on_submit, go_on=go_on, ways_out=ways_out),
            aria_labelledby=_LIST,
            class_name="stack",
        ),
        class_name="by-day",
    )


def _all_days(t: Translator, choice: Choice) -> rx.Component:
    return button(t("Alle Tage zeigen"), kind="quiet", on_click=choice.choose_day(""))


def free_times(t: Translator, choice: Choice, *, on_submit: Any, go_on: Text, ways_out: rx.Component) -> rx.Component:
    """What is free, as radios by day, and the button to go on; `ways_out` stand beside it."""
    return rx.fragment(
        error_summary(t, errors=choice.errors),
        shown(
            choice.gone,
            alert(
                choice.gone,
                rx.el.p(t("Diese Zeiten liegen am nächsten. Was Sie schon eingegeben haben, bleibt erhalten.")),
                kind="warning",
            ),
        ),
        status_region(choice.found),
        either(
            some(choice.times),
            rx.el.form(
                time_choice(
                    t,
                    t("Wählen Sie eine Zeit"),
                    choice.times,
                    hint=choice.whose_time,
                    error=choice.time_error,
                ),
                shown(
                    choice.more_from,
                    rx.el.div(button(t("Weitere Zeiten zeigen"), kind="quiet", on_click=choice.more_times)),
                ),
                actions(button(go_on, kind="primary", submit=True), ways_out),
                on_submit=on_submit,
                no_validate=True,
                aria_label=t("Freie Zeiten"),
                class_name="stack",
            ),
            rx.fragment(either(choice.day, _nothing_on_this_day(t), _nothing_free(t)), actions(ways_out)),
        ),
    )


def _nothing_on_this_day(t: Translator) -> rx.Component:
    return empty_state(
        t("An diesem Tag ist nichts frei"),
        rx.el.p(t("Wählen Sie im Kalender einen anderen Tag, oder sehen Sie alle Tage an.")),
        icon_name="calendar",
    )


def _nothing_free(t: Translator) -> rx.Component:
    contact = portal().contact
    return empty_state(
        t("Dazu ist online nichts frei"),
        rx.el.p(t("Ändern Sie oben, was Ihnen passt. Oder rufen Sie uns an: Gemeinsam finden wir eine Zeit.")),
        link(contact.phone, href=contact.phone_link, kind="alone", icon_name="phone"),
        icon_name="calendar",
    )
