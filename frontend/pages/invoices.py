"""All invoices: how things stand, search, and the list."""

import reflex as rx

from frontend.components.badge import badge
from frontend.components.button import button
from frontend.components.card import amount
from frontend.components.empty_state import empty_state
from frontend.components.filters import filters
from frontend.components.link import link
from frontend.components.pagination import pagination
from frontend.components.select import select
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import Option, either, shown
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.closed import unless_open
from frontend.site import path
from frontend.state.invoices import InvoiceList


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="invoices",
        title=t("Rechnungen"),
        lead=InvoiceList.lead,
        content=(
            unless_open(
                t,
                InvoiceList.reach,
                either(
                    InvoiceList.has_any,
                    rx.fragment(_filters(t), loading(t, _results(t), when=InvoiceList.loading, lines=12)),
                    _none_yet(t),
                ),
                closed=t("Rechnungen sind für Sie nicht freigegeben"),
            ),
        ),
    )


def _filters(t: Translator) -> rx.Component:
    states = [
        Option("", t("Alle")),
        Option("open", t("Offen")),
        Option("overdue", t("Überfällig")),
        Option("paid", t("Bezahlt")),
        Option("credit", t("Guthaben")),
        Option("cancelled", t("Storniert")),
    ]
    orders = [
        Option("newest", t("Neueste zuerst")),
        Option("oldest", t("Älteste zuerst")),
        Option("due", t("Nach Fälligkeit")),
        Option("highest", t("Höchster Betrag zuerst")),
        Option("lowest", t("Niedrigster Betrag zuerst")),
    ]
    return filters(
        select(t, t("Jahr"), name="year", options=InvoiceList.years, value=InvoiceList.year),
        select(t, t("Status"), name="state", options=states, value=InvoiceList.state),
        select(t, t("Reihenfolge"), name="sort", options=orders, value=InvoiceList.sort),
        button(t("Anzeigen"), submit=True, icon_name="search"),
        grow=text_field(t, t("Suchen"), name="search", type="search", value=InvoiceList.search),
        label=t("Rechnungen suchen und filtern"),
        on_submit=InvoiceList.submit,
    )


def _results(t: Translator) -> rx.Component:
    return either(
        InvoiceList.has_found,
        rx.fragment(
            data_table(
                InvoiceList.caption,
                columns=(
                    Column(label=t("Nummer"), cell=lambda row: link(row.number, href=row.href), names_row=True),
                    Column(label=t("Wofür"), cell=lambda row: row.subject, is_plain=True, takes_line=True),
                    Column(label=t("Datum"), cell=lambda row: row.date, is_plain=True),
                    Column(label=t("Status"), cell=lambda row: badge(row.state, kind=row.state_kind), is_plain=True),
                    Column(label=t("Betrag"), cell=lambda row: amount(row.amount), is_number=True, is_plain=True),
                ),
                rows=InvoiceList.rows,
            ),
            pagination(t, pages=InvoiceList.pages, href=lambda number: f"{InvoiceList.page_prefix}{number}"),
            shown(
                InvoiceList.is_filtered,
                link(t("Alle Rechnungen zeigen"), href=path("invoices", t.language), kind="alone"),
            ),
        ),
        empty_state(
            t("Keine Rechnung gefunden"),
            rx.el.p(t("Zu Ihrer Suche gibt es nichts. Prüfen Sie die Schreibweise, oder zeigen Sie alle Rechnungen.")),
            icon_name="search",
            action=button(t("Alle Rechnungen zeigen"), href=path("invoices", t.language)),
        ),
    )


def _none_yet(t: Translator) -> rx.Component:
    return empty_state(
        t("Noch keine Rechnung da"),
        rx.el.p(t("Sobald wir Ihnen eine Rechnung stellen, steht sie hier.")),
    )
