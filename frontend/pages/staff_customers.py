"""Customers for staff: who is calling, and what needs a second pair of eyes."""

from typing import Any

import reflex as rx

from frontend.components.badge import badge
from frontend.components.button import button
from frontend.components.empty_state import empty_state
from frontend.components.filters import filters
from frontend.components.link import link
from frontend.components.pagination import pagination
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import either, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.staff_customers import StaffCustomers


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="staff-customers",
        title=t("Kundensuche"),
        lead=StaffCustomers.lead,
        content=(
            filters(
                button(t("Suchen"), kind="primary", submit=True, icon_name="search"),
                grow=text_field(
                    t,
                    t("Kundennummer, Name oder E-Mail-Adresse"),
                    name="search",
                    type="search",
                    value=StaffCustomers.search,
                ),
                label=t("Kundinnen und Kunden suchen"),
                on_submit=StaffCustomers.submit,
            ),
            loading(t, _results(t), when=StaffCustomers.loading, lines=8),
            link(t("Kunden einladen"), href=path("staff-invite", t.language), kind="alone"),
            shown(some(StaffCustomers.letters), _letters(t)),
            shown(some(StaffCustomers.frozen), _frozen(t)),
        ),
    )


def _results(t: Translator) -> rx.Component:
    table = data_table(
        StaffCustomers.caption,
        columns=(
            Column(label=t("Kundennummer"), cell=lambda row: link(row.number, href=row.href), names_row=True),
            Column(label=t("Name"), cell=lambda row: row.name),
            Column(label=t("Ort"), cell=lambda row: row.place),
            Column(label=t("E-Mail-Adresse"), cell=lambda row: row.email),
            Column(label=t("Zugang"), cell=_access),
        ),
        rows=StaffCustomers.rows,
    )
    return either(
        some(StaffCustomers.rows),
        rx.fragment(
            table,
            pagination(t, pages=StaffCustomers.pages, href=lambda number: f"{StaffCustomers.page_prefix}{number}"),
        ),
        empty_state(
            t("Niemand gefunden"),
            rx.el.p(t("Prüfen Sie die Schreibweise, oder suchen Sie nach der Kundennummer.")),
            link(t("Alle zeigen"), href=path("staff-customers", t.language), kind="alone"),
            icon_name="person",
        ),
    )


def _access(row: Any) -> rx.Component:
    return rx.fragment(
        row.accounts, shown(row.closed, rx.el.span(badge(row.closed, kind="warning"), class_name="line"))
    )


def _letters(t: Translator) -> rx.Component:
    return data_table(
        StaffCustomers.letters_caption,
        columns=(
            Column(label=t("Kundennummer"), cell=lambda row: link(row.number, href=row.href), names_row=True),
            Column(label=t("Konto"), cell=lambda row: row.account),
            Column(label=t("Veranlasst von"), cell=lambda row: row.asked_by),
            Column(label=t("Veranlasst am"), cell=lambda row: row.asked_at),
        ),
        rows=StaffCustomers.letters,
    )


def _frozen(t: Translator) -> rx.Component:
    return data_table(
        StaffCustomers.frozen_caption,
        columns=(
            Column(label=t("Konto"), cell=_account, names_row=True),
            Column(label=t("Angehalten wurde"), cell=lambda row: row.what),
            Column(label=t("Angehalten am"), cell=lambda row: row.frozen_at),
        ),
        rows=StaffCustomers.frozen,
    )


def _account(row: Any) -> rx.Component:
    return rx.fragment(rx.el.span(row.account, class_name="line"), rx.el.span(row.email, class_name="line-detail"))
