"""How an invoice looks in the list: ready-made words, so that the page only places them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from frontend.api.invoices import InvoiceListItem, InvoicePage
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.format import all_of, long_date, money, short_day
from frontend.state.invoice_words import kind

BadgeKind = Literal["neutral", "info", "success", "warning", "danger"]

_SOON_DAYS = 14


@dataclass(frozen=True)
class InvoiceRow:
    """One row of the list, or one card on a phone."""

    id: str
    href: str
    number: str
    subject: str
    date: str
    state: str
    state_kind: BadgeKind
    amount: str


def row(t: Translator, item: InvoiceListItem, today: date) -> InvoiceRow:
    text, badge = state_badge(t, item, today)
    return InvoiceRow(
        id=str(item.id),
        href=path("invoice", t.language, id=str(item.id)),
        number=item.number,
        subject=item.subject or kind(t, item.type_code),
        date=long_date(t, item.issue_date),
        state=text,
        state_kind=badge,
        amount=money(t, item.total_gross, item.currency),
    )


def state_badge(t: Translator, item: InvoiceListItem, today: date) -> tuple[str, BadgeKind]:
    """The state as a word, and the colour that goes with it."""
    if item.state == "paid":
        return t("bezahlt"), "success"
    if item.state == "credit":
        return t("Guthaben"), "info"
    if item.state == "cancelled":
        return t("storniert"), "neutral"
    if item.state == "overdue":
        return t("überfällig"), "danger"
    return _open_badge(t, item, today)


def _open_badge(t: Translator, item: InvoiceListItem, today: date) -> tuple[str, BadgeKind]:
    if item.due_date is None:
        return t("offen"), "info"
    if item.direct_debit:
        return t("Abbuchung {day}", day=short_day(t, item.due_date)), "info"
    soon = (item.due_date - today).days <= _SOON_DAYS
    return t("fällig {day}", day=short_day(t, item.due_date)), "warning" if soon else "info"


def open_total(t: Translator, page: InvoicePage) -> str:
    """What is to pay in all: "87,50 €", or "87,50 € und 12,00 CHF"; empty where nothing is."""
    return all_of(t, [money(t, each.amount, each.currency) for each in page.open_sums])


def standing(t: Translator, page: InvoicePage) -> str:
    """How things stand over all invoices, in one sentence."""
    if page.all_count == 0:
        return t("Sie haben noch keine Rechnungen.")
    if page.open_count == 0:
        return t("Es ist nichts offen.")
    total = open_total(t, page)
    sentence = t.n(
        "Offen sind {sum} aus einer Rechnung.", "Offen sind {sum} aus {n} Rechnungen.", page.open_count, sum=total
    )
    if page.overdue_count:
        late = t.n("Davon ist eine überfällig.", "Davon sind {n} überfällig.", page.overdue_count)
        return f"{sentence} {late}"
    return sentence


def caption(t: Translator, page: InvoicePage) -> str:
    """What the table shows, for its caption and for the announcement after a search."""
    if page.total == page.all_count:
        return t.n("Eine Rechnung", "{n} Rechnungen", page.total)
    return t.n("Eine von {all} Rechnungen", "{n} von {all} Rechnungen", page.total, all=page.all_count)
