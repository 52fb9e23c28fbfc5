"""When a person works, or a room is open."""

from typing import Any

import reflex as rx

from frontend.components.alert import alert
from frontend.components.button import button
from frontend.components.card import card, grid
from frontend.components.select import select
from frontend.components.text_field import text_field
from frontend.components.values import each, either, shown, some, unseen
from frontend.i18n import Translator
from frontend.pages.setup_forms import agreement, form_page, section
from frontend.state.news import News
from frontend.state.setup_words import WEEKDAYS
from frontend.state.staff_hours import HoursForm


def page(t: Translator) -> rx.Component:
    form = HoursForm
    return form_page(
        t,
        "staff-hours",
        form,
        lead=t("Nur in diesen Zeiten kann man Termine buchen."),
        action=form.action,
        method="PUT",
        above=(
            shown(News.shown, alert(News.shown, kind="success", announce="politely")),
            shown(form.done, alert(form.done, kind="success", announce="politely")),
        ),
        sections=(_week(t),),
        below=(_otherwise(t), _holidays(t)),
    )


def _week(t: Translator) -> rx.Component:
    return section(
        t("Jede Woche"),
        rx.el.p(
            t("Schreiben Sie die Zeiten so: 08:00–12:00, 13:00–17:00. Ein Tag ohne Zeiten ist frei."),
            class_name="hint",
        ),
        *(_day(t, number, t(name)) for number, name in enumerate(WEEKDAYS, start=1)),
    )


def _day(t: Translator, number: int, name: str) -> rx.Component:
    form = HoursForm
    return rx.el.fieldset(
        rx.el.legend(name),
        grid(
            _times(t, f"work-{number}", "work", t("Zeiten")),
            _times(t, f"breaks-{number}", "breaks", t("Pausen")),
            shown(
                some(form.places),
                select(
                    t,
                    t("Standort"),
                    id=f"places-{number}",
                    name="places",
                    options=form.places,
                    value=form.values[f"places-{number}"],
                    error=form.wrong[f"places-{number}"],
                    required=False,
                ),
            ),
        ),
        class_name="field",
    )


def _times(t: Translator, key: str, name: str, label: str) -> rx.Component:
    form = HoursForm
    return text_field(
        t,
        label,
        id=key,
        name=name,
        value=form.values[key],
        error=form.wrong[key],
        about_another=True,
        required=False,
        spell_check=False,
    )


def _otherwise(t: Translator) -> rx.Component:
    form = HoursForm
    return card(
        either(
            some(form.exceptions),
            rx.el.ul(each(form.exceptions, lambda row: _exception(t, row)), class_name="stack stack-tight"),
            rx.el.p(t("Nichts eingetragen.")),
        ),
        shown(form.asked == "take-back", _agree(t)),
        title=t("Abwesenheit und zusätzliche Zeiten"),
        more=button(t("Abwesenheit oder Zeit eintragen"), href=form.absence, icon_name="plus"),
    )


def _exception(t: Translator, row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.strong(row.when, class_name="line"),
        rx.el.span(row.what, class_name="line-detail"),
        rx.el.button(
            rx.el.span(t("Zurücknehmen"), unseen(": ", row.when), class_name="kern-label"),
            type="button",
            class_name="kern-btn kern-btn--tertiary",
            on_click=HoursForm.take_back(row.id),
        ),
    )


def _agree(t: Translator) -> rx.Component:
    form = HoursForm
    return agreement(t, form, action=form.chosen, agree=t("Zurücknehmen"), on_done=form.taken_back, level=3)


def _holidays(t: Translator) -> rx.Component:
    form = HoursForm
    return card(
        either(
            some(form.holidays),
            rx.fragment(
                rx.el.p(t("Das sind die nächsten. Dann gibt es keine Termine, außer Sie tragen eine Zeit ein.")),
                rx.el.ul(each(form.holidays, rx.el.li)),
            ),
            rx.el.p(t("Es ist kein Bundesland gewählt: An Feiertagen gibt es Termine wie sonst auch.")),
        ),
        title=t("Feiertage"),
        more=button(t("Alle anderen Angaben"), href=form.settings),
    )
