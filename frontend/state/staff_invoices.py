"""Invoices that need staff: those that wait for a decision, and those whose totals do not add up."""

from dataclasses import dataclass
from uuid import UUID

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.invoices import DifferingPage, UnmatchedPage, assign_invoice, list_differences, list_unmatched
from frontend.components.pagination import PageLink, page_links
from frontend.i18n import Translator, msgid
from frontend.site import path
from frontend.state.base import PageState, handler
from frontend.state.format import long_date, money
from frontend.state.query import page_number


@dataclass(frozen=True)
class WaitingRow:
    id: str
    href: str
    number: str
    seller: str
    buyer: str
    date: str
    amount: str
    reason: str


@dataclass(frozen=True)
class DifferingRow:
    number: str
    customer: str
    date: str
    differences: list[str]


class StaffInvoices(PageState, rx.State):
    """What the service page of invoices shows."""

    loading: bool = True
    lead: str = ""
    waiting: list[WaitingRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    waiting_caption: str = ""
    waiting_pages: list[PageLink] = []  # noqa: RUF012 - as above
    differing: list[DifferingRow] = []  # noqa: RUF012 - as above
    differing_caption: str = ""
    chosen: str = ""
    chosen_number: str = ""
    chosen_title: str = ""
    error: str = ""
    done: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self.chosen, self.error, self.done = "", "", ""
        await self._read()

    @handler
    def choose(self, invoice_id: str) -> None:
        """Open the form that assigns this invoice."""
        self.chosen = invoice_id
        self.chosen_number = next((row.number for row in self.waiting if row.id == invoice_id), "")
        self.chosen_title = self.t("Rechnung {number} zuordnen", number=self.chosen_number)
        self.error, self.done = "", ""

    @handler
    def cancel(self) -> None:
        self.chosen, self.error = "", ""

    @handler
    async def assign(self, form: dict[str, str]) -> None:
        """Give the chosen invoice to the customer with the typed number."""
        t = self.t
        typed = form.get("customer_number", "").strip()
        if not typed:
            self.error = t("Geben Sie die Kundennummer ein.")
            return
        try:
            await assign_invoice(self.api, UUID(self.chosen), customer_number=typed)
        except ApiProblem as problem:
            if problem.slug not in _ERRORS:
                raise
            self.error = t(_ERRORS[problem.slug])
            return
        self.done = t("Rechnung {number} ist jetzt zugeordnet.", number=self.chosen_number)
        self.chosen, self.error = "", ""
        await self._read()

    async def _read(self) -> None:
        t = self.t
        waiting = await list_unmatched(self.api, page=page_number(self.router.url.query_parameters.get("page", "")))
        differing = await list_differences(self.api)
        self.lead = _lead(t, waiting, differing)
        self.waiting = _waiting_rows(t, waiting)
        self.waiting_caption = t.n("Eine wartende Rechnung", "{n} wartende Rechnungen", waiting.total)
        self.waiting_pages = page_links(waiting.page, waiting.pages)
        self.differing = _differing_rows(t, differing)
        self.differing_caption = t.n("Eine Rechnung mit Abweichung", "{n} Rechnungen mit Abweichung", differing.total)
        self.loading = False


_ERRORS = {
    "unknown-customer": msgid("Zu dieser Kundennummer gibt es keine Kundin und keinen Kunden. Prüfen Sie die Nummer."),
    "not-found": msgid("Diese Rechnung wurde inzwischen zugeordnet. Laden Sie die Seite neu."),
}


def _lead(t: Translator, waiting: UnmatchedPage, differing: DifferingPage) -> str:
    if waiting.total == 0 and differing.total == 0:
        return t("Es wartet nichts auf Sie.")
    return t.n("Eine Rechnung wartet auf Sie.", "{n} Rechnungen warten auf Sie.", waiting.total)


def _waiting_rows(t: Translator, page: UnmatchedPage) -> list[WaitingRow]:
    reasons = {
        "customer": t("Kein Kunde gefunden"),
        "decision": t("Nummer schon vergeben, Inhalt anders"),
    }
    return [
        WaitingRow(
            id=str(item.id),
            href=path("staff-invoice", t.language, id=str(item.id)),
            number=item.number,
            seller=item.seller,
            buyer=item.buyer,
            date=long_date(t, item.issue_date),
            amount=money(t, item.total_gross, item.currency),
            reason=reasons[item.waiting_for],
        )
        for item in page.items
    ]


def _differing_rows(t: Translator, page: DifferingPage) -> list[DifferingRow]:
    return [
        DifferingRow(
            number=item.number,
            customer=item.customer_number or t("noch keine"),
            date=long_date(t, item.issue_date),
            differences=[
                t(
                    "{rule}: berechnet {expected}, angegeben {found}",
                    rule=difference.rule,
                    expected=money(t, difference.expected, item.currency),
                    found=money(t, difference.found, item.currency),
                )
                for difference in item.differences
            ],
        )
        for item in page.items
    ]
