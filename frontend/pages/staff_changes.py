"""Changes that wait for staff: old and new side by side, and the decision."""

from typing import Any

import reflex as rx

from frontend.browser import api_form
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.dialog import dialog
from frontend.components.empty_state import empty_state
from frontend.components.pagination import pagination
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import either, pick, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.state.staff_changes import StaffChanges


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="staff-changes",
        title=t("Änderungen prüfen"),
        lead=StaffChanges.lead,
        content=(
            shown(StaffChanges.done, alert(StaffChanges.done, kind="success", announce="politely")),
            shown(StaffChanges.trouble, alert(StaffChanges.trouble, kind="warning", announce="at once")),
            loading(t, _list(t), when=StaffChanges.loading, lines=8),
            _reason(t),
        ),
    )


def _list(t: Translator) -> rx.Component:
    table = data_table(
        StaffChanges.caption,
        columns=(
            Column(label=t("Was"), cell=lambda row: _what(t, row), names_row=True),
            Column(label=t("Gilt jetzt"), cell=lambda row: row.current),
            Column(label=t("Soll gelten"), cell=lambda row: rx.el.strong(row.new)),
            Column(label=t("Beantragt"), cell=_request),
            Column(label=t("Aktion"), cell=lambda row: _decision(t, row), is_plain=True, takes_line=True),
        ),
        rows=StaffChanges.rows,
    )
    return either(
        some(StaffChanges.rows),
        rx.fragment(table, pagination(t, pages=StaffChanges.pages, href=lambda number: f"?page={number}")),
        empty_state(t("Keine wartende Änderung"), rx.el.p(t("Neue Änderungen von Kundinnen und Kunden stehen hier."))),
    )


def _what(t: Translator, row: Any) -> rx.Component:
    return rx.fragment(
        row.what,
        rx.el.span(row.customer, class_name="line-detail"),
        rx.el.span(t("Kundennummer {number}", number=row.number), class_name="line-detail"),
    )


def _request(row: Any) -> rx.Component:
    return rx.fragment(rx.el.span(row.who, class_name="line"), rx.el.span(row.since, class_name="line-detail"))


def _decision(t: Translator, row: Any) -> rx.Component:
    return actions(
        _row_button(t("Übernehmen"), row, on_click=StaffChanges.accept(row.id)),
        _row_button(t("Ablehnen"), row, on_click=StaffChanges.ask_reason(row.id)),
    )


def _row_button(label: str, row: Any, *, on_click: Any) -> rx.Component:
    """Its name says whose change it is about, for those who hear the buttons without the table."""
    return rx.el.button(
        rx.el.span(label, unseen(" ", row.what, ", ", row.customer), class_name="kern-label"),
        type="button",
        class_name="kern-btn kern-btn--secondary",
        on_click=on_click,
    )


def _reason(t: Translator) -> rx.Component:
    return dialog(
        t,
        StaffChanges.refusing_title,
        api_form(
            text_field(
                t,
                t("Begründung"),
                name="reason",
                rows=3,
                hint=t("Die Kundin oder der Kunde bekommt sie per E-Mail und sieht sie im Konto."),
                error=StaffChanges.reason_error,
            ),
            actions(
                button(t("Ablehnen"), kind="primary", submit=True),
                button(t("Abbrechen"), kind="quiet", closes=True),
            ),
            action=StaffChanges.refusal,
            draft=pick(StaffChanges.refusing, "refusal-" + StaffChanges.refusing, ""),
            on_done=StaffChanges.refused,
            on_problem=StaffChanges.not_refused,
            # Each refusal begins with an empty field.
            key=StaffChanges.refusing,
            class_name="stack",
        ),
        id="refusal",
        is_open=StaffChanges.refusing != "",
        on_close=StaffChanges.close,
    )
