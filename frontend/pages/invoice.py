"""One invoice as an accessible page: how much, by when, for what, to whom, and the original files."""

from typing import Any

import reflex as rx

from frontend.browser import copy
from frontend.components.button import actions, button
from frontend.components.card import card, grid, stack
from frontend.components.details import details
from frontend.components.empty_state import empty_state
from frontend.components.pagination import pagination
from frontend.components.qr_figure import qr_figure
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_entry, summary_list
from frontend.components.table import Column, data_table
from frontend.components.values import each, either, pick, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.invoice import InvoicePageState

_VIEW: Any = InvoicePageState.view  # Here a `Var`, whose parts are `Var`s; on an instance the view itself.


def page(t: Translator) -> rx.Component:
    """For the customer."""
    return _page(t, "invoice", (t("Rechnungen"), path("invoices", t.language)))


def staff_page(t: Translator) -> rx.Component:
    """The same for staff, who may read any invoice."""
    return _page(t, "staff-invoice", (t("Rechnungen prüfen"), path("staff-invoices", t.language)))


def _page(t: Translator, key: str, above: tuple[str, str]) -> rx.Component:
    return shell(
        t,
        key=key,
        title=InvoicePageState.title,
        lead=_VIEW.lead,
        breadcrumb=(above,),
        content=(
            either(
                InvoicePageState.missing,
                _missing(t, above),
                loading(t, _invoice(t), when=InvoicePageState.loading, lines=14),
            ),
        ),
    )


def _missing(t: Translator, above: tuple[str, str]) -> rx.Component:
    return empty_state(
        t("Vielleicht gehört sie zu einem anderen Vertrag"),
        rx.el.p(t("Prüfen Sie die Adresse, oder sehen Sie in der Liste Ihrer Rechnungen nach.")),
        action=button(t("Alle Rechnungen zeigen"), href=above[1]),
    )


def _invoice(t: Translator) -> rx.Component:
    return stack(
        _downloads(t),
        shown(some(_VIEW.payment.facts), _payment(t)),
        _lines(t),
        pagination(
            t,
            pages=InvoicePageState.pages,
            href=lambda number: f"?page={number}",
            label=t("Seiten der Positionen"),
        ),
        _vat(t),
        grid(
            card(_facts(_VIEW.facts), title=t("Angaben zur Rechnung")),
            card(_facts(_VIEW.parties), title=t("Von wem, an wen")),
        ),
        shown(
            some(_VIEW.notes),
            card(each(_VIEW.notes, lambda note: rx.el.p(note, class_name="prewrap")), title=t("Hinweise")),
        ),
    )


def _downloads(t: Translator) -> rx.Component:
    return actions(
        shown(
            _VIEW.pdf_href,
            button(_VIEW.pdf_label, kind="primary", href=_VIEW.pdf_href, icon_name="download", download=True),
        ),
        shown(_VIEW.xml_href, button(_VIEW.xml_label, href=_VIEW.xml_href, icon_name="download", download=True)),
    )


def _payment(t: Translator) -> rx.Component:
    payment = _VIEW.payment
    facts = rx.el.dl(each(payment.facts, lambda fact: _payment_fact(t, fact)), class_name="facts")
    code = qr_figure(
        path=payment.qr_path,
        size=payment.qr_size,
        alternative=payment.qr_alternative,
        caption=t("Mit der Banking-App scannen"),
    )
    terms = each(payment.terms, lambda term: rx.el.p(term, class_name="prewrap"))
    return card(grid(stack(facts, terms), shown(payment.qr_path, code)), title=t("Bezahlen"))


def _payment_fact(t: Translator, fact: Any) -> rx.Component:
    value = rx.fragment(
        fact.text,
        shown(
            fact.copy,
            rx.fragment(
                button(fact.copy_label, kind="quiet", name=fact.copy_id),
                copy(t, trigger=fact.copy_id, text=fact.copy),
            ),
        ),
    )
    return summary_entry(Entry(fact.term, value))


def _lines(t: Translator) -> rx.Component:
    table = data_table(
        _VIEW.lines_caption,
        columns=(
            Column(label=t("Leistung"), cell=_line_name, names_row=True),
            Column(label=t("Menge"), cell=lambda line: line.quantity, is_number=True),
            Column(label=t("Einzelpreis"), cell=lambda line: line.price, is_number=True),
            Column(label=t("USt"), cell=lambda line: line.vat, is_number=True),
            Column(label=t("Netto"), cell=lambda line: line.amount, is_number=True),
        ),
        rows=_VIEW.lines,
    )
    sums = rx.el.dl(
        each(
            _VIEW.sums,
            lambda row: rx.el.div(
                rx.el.dt(row.label),
                rx.el.dd(row.amount),
                class_name=pick(row.is_result, "sum sum-result", "sum"),
            ),
        ),
        class_name="sums",
    )
    return rx.el.section(
        rx.el.h2(t("Was berechnet wird")),
        shown(some(_VIEW.lines), table),
        card(sums, title=t("Summen"), level=3),
        class_name="stack",
    )


def _line_name(line: Any) -> rx.Component:
    return rx.fragment(
        rx.el.span(line.name),
        each(line.details, lambda text: rx.el.span(text, class_name="line-detail")),
    )


def _vat(t: Translator) -> rx.Component:
    table = data_table(
        t("Umsatzsteuer nach Sätzen"),
        columns=(
            Column(label=t("Satz"), cell=lambda row: row.rate, names_row=True),
            Column(label=t("Netto"), cell=lambda row: row.base, is_number=True),
            Column(label=t("Umsatzsteuer"), cell=lambda row: row.amount, is_number=True),
            Column(label=t("Grund einer Befreiung"), cell=lambda row: row.reason),
        ),
        rows=_VIEW.vat,
    )
    return shown(some(_VIEW.vat), details(t("Umsatzsteuer im Einzelnen"), table))


def _facts(facts: Any) -> rx.Component:
    return summary_list(
        each(
            facts,
            lambda fact: summary_entry(
                Entry(fact.term, each(fact.lines, lambda text: rx.el.span(text, class_name="line")))
            ),
        )
    )
