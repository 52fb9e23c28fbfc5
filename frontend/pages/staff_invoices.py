"""Invoices that need staff."""

from typing import Any

import reflex as rx

from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import amount, card
from frontend.components.empty_state import empty_state
from frontend.components.link import link
from frontend.components.pagination import pagination
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import each, either, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.state.staff_invoices import StaffInvoices


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="staff-invoices",
        title=t("Rechnungen prüfen"),
        lead=StaffInvoices.lead,
        content=(
            shown(StaffInvoices.done, alert(StaffInvoices.done, kind="success", announce="politely")),
            shown(StaffInvoices.chosen, _form(t)),
            loading(t, _waiting(t), when=StaffInvoices.loading, lines=6),
            shown(some(StaffInvoices.differing), _differing(t)),
        ),
    )


def _form(t: Translator) -> rx.Component:
    return card(
        rx.el.form(
            text_field(t, t("Kundennummer"), name="customer_number", width="medium", error=StaffInvoices.error),
            actions(
                button(t("Zuordnen"), kind="primary", submit=True),
                button(t("Abbrechen"), kind="quiet", on_click=StaffInvoices.cancel),
            ),
            on_submit=StaffInvoices.assign,
            no_validate=True,
            class_name="stack",
        ),
        title=StaffInvoices.chosen_title,
        accent="info",
    )


def _waiting(t: Translator) -> rx.Component:
    table = data_table(
        StaffInvoices.waiting_caption,
        columns=(
            Column(label=t("Nummer"), cell=_number, names_row=True),
            Column(label=t("Von, an"), cell=_parties),
            Column(label=t("Grund"), cell=lambda row: row.reason),
            Column(label=t("Betrag"), cell=lambda row: amount(row.amount), is_number=True),
            Column(label=t("Aktion"), cell=lambda row: _assign_button(t, row), is_plain=True, takes_line=True),
        ),
        rows=StaffInvoices.waiting,
    )
    return either(
        some(StaffInvoices.waiting),
        rx.fragment(
            table,
            pagination(t, pages=StaffInvoices.waiting_pages, href=lambda number: f"?page={number}"),
        ),
        empty_state(
            t("Keine wartende Rechnung"),
            rx.el.p(t("Jede Rechnung hat einen Kunden. Neue ohne Zuordnung erscheinen hier.")),
        ),
    )


def _number(row: Any) -> rx.Component:
    return rx.fragment(link(row.number, href=row.href), rx.el.span(row.date, class_name="line-detail"))


def _parties(row: Any) -> rx.Component:
    return rx.fragment(rx.el.span(row.seller, class_name="line"), rx.el.span(row.buyer, class_name="line-detail"))


def _assign_button(t: Translator, row: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(t("Zuordnen"), unseen(" ", row.number), class_name="kern-label"),
        type="button",
        class_name="kern-btn kern-btn--secondary",
        on_click=StaffInvoices.choose(row.id),
    )


def _differing(t: Translator) -> rx.Component:
    return data_table(
        StaffInvoices.differing_caption,
        columns=(
            Column(label=t("Nummer"), cell=lambda row: row.number, names_row=True),
            Column(label=t("Kundennummer"), cell=lambda row: row.customer),
            Column(label=t("Datum"), cell=lambda row: row.date),
            Column(
                label=t("Abweichung"),
                cell=lambda row: each(row.differences, lambda text: rx.el.span(text, class_name="line")),
            ),
        ),
        rows=StaffInvoices.differing,
    )
