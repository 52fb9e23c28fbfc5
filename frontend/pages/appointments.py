"""One's own appointments: those to come, and those that are over."""

from typing import Any

import reflex as rx

from frontend.browser.steps import step_focus
from frontend.components.alert import alert
from frontend.components.badge import badge
from frontend.components.button import actions, button
from frontend.components.card import stack
from frontend.components.empty_state import empty_state
from frontend.components.link import link
from frontend.components.pagination import pagination
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.values import either, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages import waiting
from frontend.pages.closed import unless_open
from frontend.site import path
from frontend.state.appointments import AppointmentList
from frontend.state.news import News
from frontend.state.waiting import Waiting


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="appointments",
        title=t("Termine"),
        lead=AppointmentList.lead,
        content=(
            step_focus(step=Waiting.step, words=Waiting.step),
            shown(News.shown, alert(News.shown, kind="success", announce="politely")),
            loading(
                t,
                unless_open(t, AppointmentList.reach, _lists(t), closed=t("Termine sind für Sie nicht freigegeben")),
                when=AppointmentList.loading,
                lines=10,
            ),
        ),
    )


def _lists(t: Translator) -> rx.Component:
    return stack(
        waiting.offers(t),
        either(some(AppointmentList.upcoming), _upcoming(t), rx.fragment(_none(t), _subscribe(t))),
        waiting.entries(t),
        shown(
            some(AppointmentList.past),
            rx.fragment(
                rx.el.h2(t("Vergangene Termine")),
                data_table(AppointmentList.past_caption, columns=_columns(t), rows=AppointmentList.past),
                pagination(t, pages=AppointmentList.pages, href=lambda number: f"?page={number}"),
            ),
        ),
    )


def _upcoming(t: Translator) -> rx.Component:
    return rx.fragment(
        actions(_book(t), _subscribe(t)),
        rx.el.h2(t("Ihre nächsten Termine")),
        data_table(
            AppointmentList.upcoming_caption,
            columns=(
                *_columns(t),
                Column(label=t("Kalender"), cell=lambda row: _file(t, row), is_plain=True, takes_line=True),
            ),
            rows=AppointmentList.upcoming,
        ),
    )


def _subscribe(t: Translator) -> rx.Component:
    return link(
        t("Alle Termine im eigenen Kalender sehen"), href=path("appointment-calendar", t.language), kind="alone"
    )


def _file(t: Translator, row: Any) -> rx.Component:
    return link(
        rx.fragment(t("In den Kalender"), unseen(": ", row.when)),
        href=row.file_href,
        kind="alone",
        icon_name="download",
        download=True,
    )


def _none(t: Translator) -> rx.Component:
    return empty_state(
        t("Kein Termin geplant"),
        rx.el.p(t("Beratung, Rückruf oder ein Gespräch vor Ort: Suchen Sie sich eine Zeit aus, die Ihnen passt.")),
        icon_name="calendar",
        action=_book(t),
    )


def _book(t: Translator) -> rx.Component:
    address = path("appointment-book", t.language)
    return shown(
        AppointmentList.may_book,
        # Where a time is offered, taking it comes first.
        either(
            some(Waiting.offers),
            button(t("Termin buchen"), icon_name="plus", href=address),
            button(t("Termin buchen"), kind="primary", icon_name="plus", href=address),
        ),
    )


def _columns(t: Translator) -> tuple[Column, ...]:
    return (
        Column(label=t("Wann"), cell=lambda row: link(row.when, href=row.href), names_row=True),
        Column(label=t("Worum es geht"), cell=lambda row: row.service, is_plain=True, takes_line=True),
        Column(label=t("Wo"), cell=lambda row: row.where, is_plain=True, takes_line=True),
        Column(
            label=t("Status"), cell=lambda row: badge(row.state, kind=row.state_kind), is_plain=True, takes_line=True
        ),
    )
