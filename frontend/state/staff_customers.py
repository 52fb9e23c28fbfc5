"""Customers for staff: the list, what waits for a second pair of eyes, and what owners have frozen."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from frontend.api.freezing import FrozenPage, list_frozen
from frontend.api.service_desk import CustomerItem, CustomerPage, RecoveryPage, find_customers, list_letters_to_confirm
from frontend.components.pagination import PageLink, page_links
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time
from frontend.state.history_words import changed
from frontend.state.query import page_number

_LONGEST_SEARCH: Final = 200


@dataclass(frozen=True)
class CustomerRow:
    href: str
    number: str
    name: str
    place: str
    email: str
    accounts: str
    closed: str
    """How many of its accounts are closed; empty for none."""


@dataclass(frozen=True)
class WaitingLetter:
    href: str
    number: str
    account: str
    asked_by: str
    asked_at: str


@dataclass(frozen=True)
class FrozenRow:
    account: str
    email: str
    what: str
    frozen_at: str


class StaffCustomers(PageState, rx.State):
    """The page "staff-customers"."""

    loading: bool = True
    search: str = ""
    lead: str = ""
    caption: str = ""
    rows: list[CustomerRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    pages: list[PageLink] = []  # noqa: RUF012 - as above
    page_prefix: str = "?page="
    letters: list[WaitingLetter] = []  # noqa: RUF012 - as above
    letters_caption: str = ""
    frozen: list[FrozenRow] = []  # noqa: RUF012 - as above
    frozen_caption: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival, also when only the address's query has changed."""
        wanted = self.router.url.query_parameters
        self.search = wanted.get("search", "")[:_LONGEST_SEARCH].strip()
        t = self.t
        self._show(t, await find_customers(self.api, search=self.search, page=page_number(wanted.get("page", ""))))
        self._show_letters(t, await list_letters_to_confirm(self.api))
        self._show_frozen(t, await list_frozen(self.api))
        self.loading = False

    @handler
    def submit(self, form: dict[str, str]) -> EventSpec:
        """Search: go to the address that says so."""
        typed = form.get("search", "").strip()
        return rx.redirect(
            path("staff-customers", self.language) + (f"?{urlencode({'search': typed})}" if typed else "")
        )

    def _show(self, t: Translator, found: CustomerPage) -> None:
        self.caption = t.n("Eine Kundennummer", "{n} Kundennummern", found.total)
        self.rows = [
            CustomerRow(
                href=path("staff-customer", t.language, id=str(item.id)),
                number=item.number,
                name=item.name,
                place=item.place,
                email=item.email,
                accounts=_accounts(t, item),
                closed=t.n("ein Konto geschlossen", "{n} Konten geschlossen", item.closed_accounts)
                if item.closed_accounts
                else "",
            )
            for item in found.items
        ]
        self.pages = page_links(found.page, found.pages)
        self.page_prefix = f"?{urlencode({'search': self.search})}&page=" if self.search else "?page="

    def _show_letters(self, t: Translator, found: RecoveryPage) -> None:
        zone = ZoneInfo(found.zone)
        self.letters_caption = t.n("Ein Brief wartet", "{n} Briefe warten", found.total)
        self.letters = [
            WaitingLetter(
                href=path("staff-customer", t.language, id=str(item.customer_id)),
                number=item.customer_number or "",
                account=item.account,
                asked_by=t("Sie selbst") if item.asked_by_me else item.requested_by or t("unbekannt"),
                asked_at=date_and_time(t, item.created_at, zone),
            )
            for item in found.items
        ]
        waiting = sum(not item.asked_by_me for item in found.items)
        self.lead = (
            t.n("Ein Brief wartet auf Ihre Bestätigung.", "{n} Briefe warten auf Ihre Bestätigung.", waiting)
            if waiting
            else t("Suchen Sie, wer anruft, und prüfen Sie die Telefon-PIN.")
        )

    def _show_frozen(self, t: Translator, found: FrozenPage) -> None:
        zone = ZoneInfo(found.zone)
        self.frozen_caption = t.n("Eine angehaltene Änderung", "{n} angehaltene Änderungen", found.total)
        self.frozen = [
            FrozenRow(
                account=item.account,
                email=item.email,
                what=changed(t, kind=item.kind, subject=item.subject),
                frozen_at=date_and_time(t, item.frozen_at, zone),
            )
            for item in found.items
        ]


def _accounts(t: Translator, item: CustomerItem) -> str:
    if item.accounts:
        return t.n("ein Konto", "{n} Konten", item.accounts)
    return "" if item.closed_accounts else t("kein Konto")
