"""The overview: what needs doing, in the order of its urgency."""

from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.appointments import BookedList, list_appointments
from frontend.api.invoices import InvoiceListItem, InvoicePage, list_invoices
from frontend.api.ways_in import read_ways
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.appointment_rows import appointment_row
from frontend.state.base import PageState, handler
from frontend.state.format import due_sentence, long_date, money
from frontend.state.invoice_list_view import InvoiceRow, open_total, row
from frontend.state.reach import reach, reach_words
from frontend.state.session import Person
from frontend.state.ways_in import reminder, standing


class Overview(PageState, rx.State):
    """What the first page after sign-in shows."""

    loading: bool = True
    reach: str = "open"
    title: str = ""
    lead: str = ""
    due_title: str = ""
    due_amount: str = ""
    due_when: str = ""
    due_href: str = ""
    is_late: bool = False
    open_sum: str = ""
    latest: list[InvoiceRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    access: str = ""
    access_reminder: str = ""
    shows_appointment: bool = False
    next_when: str = ""
    next_what: str = ""
    next_href: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        t = self.t
        person = await self.get_state(Person)
        urgent = await list_invoices(self.api, state="open", sort="due", size=1)
        latest = await list_invoices(self.api, size=3)
        self.title = greeting(t, person.salutation, person.given_name, person.family_name)
        self.reach = await reach(person, "invoices")
        self.lead = _standing(t, urgent) if self.reach == "open" else reach_words(t, self.reach)
        self.open_sum = open_total(t, urgent)
        self.latest = [row(t, item, latest.today) for item in latest.items]
        ways = await read_ways(self.api)
        self.access, self.access_reminder = standing(t, ways), reminder(t, ways)
        self._show_due(t, urgent)
        self.shows_appointment = await reach(person, "appointments") == "open"
        if self.shows_appointment:
            self._show_next(t, await list_appointments(self.api, size=1, language=t.language))
        self.loading = False

    def _show_next(self, t: Translator, upcoming: BookedList) -> None:
        if not upcoming.items:
            self.next_when = ""
            return
        row = appointment_row(t, upcoming.items[0], ZoneInfo(upcoming.zone))
        self.next_when, self.next_href = row.when, row.href
        self.next_what = f"{row.service}, {row.where}"

    def _show_due(self, t: Translator, urgent: InvoicePage) -> None:
        if not urgent.items:
            self.due_title = ""
            return
        item = urgent.items[0]
        self.due_title = t("Rechnung vom {day}", day=long_date(t, item.issue_date))
        self.due_amount = money(t, item.amount_due, item.currency)
        self.due_when = _when(t, item, urgent)
        self.due_href = path("invoice", t.language, id=str(item.id))
        self.is_late = item.state == "overdue"


def greeting(t: Translator, salutation: str, given_name: str, family_name: str) -> str:
    """A polite greeting; the full name where no form of address is known."""
    if salutation == "frau":
        return t("Guten Tag, Frau {name}", name=family_name)
    if salutation == "herr":
        return t("Guten Tag, Herr {name}", name=family_name)
    name = f"{given_name} {family_name}".strip()
    return t("Guten Tag, {name}", name=name) if name else t("Guten Tag")


def _standing(t: Translator, page: InvoicePage) -> str:
    if page.overdue_count:
        return t.n(
            "Eine Rechnung ist überfällig. Bitte bezahlen Sie sie bald.",
            "{n} Rechnungen sind überfällig. Bitte bezahlen Sie sie bald.",
            page.overdue_count,
        )
    if page.open_count:
        return t.n(
            "Eine Rechnung ist offen. Sonst ist alles erledigt.",
            "{n} Rechnungen sind offen. Sonst ist alles erledigt.",
            page.open_count,
        )
    return t("Es ist alles erledigt.")


def _when(t: Translator, item: InvoiceListItem, page: InvoicePage) -> str:
    if item.due_date is None:
        return t("ohne Zahlungsziel")
    if item.direct_debit:
        return t("wird am {day} von Ihrem Konto abgebucht", day=long_date(t, item.due_date))
    return due_sentence(t, item.due_date, page.today)
