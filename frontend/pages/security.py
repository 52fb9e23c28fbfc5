"""Signing in and security: the ways in, the devices that are signed in, and what has happened."""

from typing import Any, Final

import reflex as rx

from frontend import site
from frontend.browser import api_button, problem_notice
from frontend.components.alert import alert, status_region
from frontend.components.badge import badge
from frontend.components.button import button
from frontend.components.card import card, stack
from frontend.components.dialog import dialog
from frontend.components.link import link
from frontend.components.pagination import pagination
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.values import either, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.problem_words import words_for
from frontend.state.security import Security

_END: Final = "end-session"
_END_OTHERS: Final = "end-other-sessions"

# Where each way in is looked after. One that has no page yet is left out rather than linked to nothing.
_WAYS: Final = ("passkeys", "two-factor", "linked-sign-ins")


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="security",
        title=t("Anmeldung und Sicherheit"),
        lead=Security.lead,
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            status_region(Security.done),
            shown(Security.done, alert(Security.done, kind="success")),
            _ways(t),
            loading(t, _devices(t), when=Security.loading, lines=4),
            loading(t, _history(t), when=Security.loading, lines=6),
            _end_dialog(t),
            _end_others_dialog(t),
        ),
    )


def _ways(t: Translator) -> rx.Component:
    pages = [page for page in site.PAGES if page.key in _WAYS]
    return card(
        shown(Security.reminder, rx.el.p(Security.reminder)),
        stack(*(link(t(page.title), href=page.address(t.language), kind="alone") for page in pages), tight=True),
        title=t("Wie Sie sich anmelden"),
    )


def _devices(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.el.h2(t("Geräte")),
        data_table(
            Security.devices_caption,
            columns=(
                Column(label=t("Gerät"), cell=lambda row: _name(t, row), names_row=True),
                Column(label=t("Angemeldet seit"), cell=lambda row: row.created),
                Column(label=t("Zuletzt benutzt"), cell=lambda row: row.last_seen),
                Column(label=t("Aktion"), cell=lambda row: _end_button(t, row), is_plain=True, takes_line=True),
            ),
            rows=Security.devices,
        ),
        shown(
            Security.has_others,
            rx.el.div(button(t("Alle anderen abmelden"), on_click=Security.choose_others), class_name="actions"),
        ),
    )


def _name(t: Translator, row: Any) -> rx.Component:
    return rx.fragment(
        row.name,
        shown(row.place, rx.el.span(row.place, class_name="line-detail")),
        shown(row.is_this, rx.el.span(badge(t("dieses Gerät"), kind="info"), class_name="line")),
    )


def _end_button(t: Translator, row: Any) -> rx.Component:
    end = rx.el.button(
        rx.el.span(t("Abmelden"), unseen(" ", row.name), class_name="kern-label"),
        type="button",
        class_name="kern-btn kern-btn--secondary",
        on_click=Security.choose(row.id),
    )
    return either(row.is_this, rx.el.span(t("Mit „Abmelden“ oben auf der Seite"), class_name="muted"), end)


def _history(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.el.h2(t("Was in den letzten 90 Tagen geschehen ist")),
        rx.el.p(t("Sie erkennen etwas nicht wieder? Melden Sie alle anderen Geräte ab und rufen Sie uns an.")),
        either(some(Security.history), _history_table(t), rx.el.p(t("Noch nichts."))),
        pagination(t, pages=Security.pages, href=lambda number: f"?page={number}"),
    )


def _history_table(t: Translator) -> rx.Component:
    return data_table(
        Security.history_caption,
        columns=(
            Column(label=t("Was"), cell=lambda row: row.what, names_row=True),
            Column(label=t("Gerät"), cell=_place),
            Column(label=t("Wann"), cell=lambda row: row.at),
        ),
        rows=Security.history,
    )


def _place(row: Any) -> rx.Component:
    return rx.fragment(row.device, shown(row.place, rx.el.span(row.place, class_name="line-detail")))


def _end_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Dieses Gerät abmelden?"),
        problem_notice(sources=(_END,), title=t("Nicht abgemeldet"), words=words_for(t), told=("not-found",)),
        rx.el.p(rx.el.strong(Security.chosen_name)),
        rx.el.p(t("Dort muss man sich neu anmelden. Was gerade geöffnet ist, schließt sich.")),
        api_button(
            trigger=_END,
            action=Security.ending,
            method="DELETE",
            on_done=Security.ended_one,
            on_problem=Security.missed,
        ),
        id="end-session",
        is_open=Security.ending != "",
        on_close=Security.close,
        actions=(
            button(t("Ja, abmelden"), kind="primary", name=_END),
            button(t("Abbrechen"), closes=True),
        ),
    )


def _end_others_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Alle anderen Geräte abmelden?"),
        problem_notice(sources=(_END_OTHERS,), title=t("Nicht abgemeldet"), words=words_for(t)),
        rx.el.p(t("Nur auf diesem Gerät bleiben Sie angemeldet.")),
        api_button(trigger=_END_OTHERS, action="/api/v1/sessions", method="DELETE", on_done=Security.ended_others),
        id="end-other-sessions",
        is_open=Security.is_ending_others,
        on_close=Security.close,
        actions=(
            button(t("Ja, alle anderen abmelden"), kind="primary", name=_END_OTHERS),
            button(t("Abbrechen"), closes=True),
        ),
    )
