"""The list of invoices. What is searched and filtered for stands in the address, so that it can be kept and shared."""

from typing import Final, get_args
from urllib.parse import urlencode

import reflex as rx
from reflex.event import EventSpec

from frontend.api.invoices import InvoicePage, InvoiceSort, InvoiceState, list_invoices
from frontend.components.pagination import PageLink, page_links
from frontend.components.values import Option
from frontend.site import path
from frontend.state.base import PageState, handler
from frontend.state.invoice_list_view import InvoiceRow, caption, row, standing
from frontend.state.query import one_of, page_number, year
from frontend.state.reach import reach, reach_words
from frontend.state.session import Person

_STATES: Final = frozenset(get_args(InvoiceState))
_SORTS: Final = frozenset(get_args(InvoiceSort))
_FIELDS: Final = ("search", "year", "state", "sort")
_LONGEST_SEARCH: Final = 200


class InvoiceList(PageState, rx.State):
    """What the page of all invoices shows."""

    loading: bool = True
    reach: str = "open"
    lead: str = ""
    caption: str = ""
    rows: list[InvoiceRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    pages: list[PageLink] = []  # noqa: RUF012 - as above
    years: list[Option] = []  # noqa: RUF012 - as above
    page_prefix: str = "?page="
    has_any: bool = True
    has_found: bool = True
    is_filtered: bool = False
    search: str = ""
    year: str = ""
    state: str = ""
    sort: str = "newest"

    @handler
    async def load(self) -> None:
        """Run at each arrival, also when only the address's query has changed."""
        wanted = self.router.url.query_parameters
        self.search = wanted.get("search", "")[:_LONGEST_SEARCH]
        self.year = year(wanted.get("year", ""))
        self.state = one_of(wanted.get("state", ""), _STATES)
        self.sort = one_of(wanted.get("sort", ""), _SORTS, "newest")
        found = await list_invoices(
            self.api,
            search=self.search,
            year=self.year,
            state=self.state,
            sort=self.sort,
            page=page_number(wanted.get("page", "")),
        )
        self.reach = await reach(await self.get_state(Person), "invoices")
        self._show(found)

    @handler
    def submit(self, form: dict[str, str]) -> EventSpec:
        """Search and filter: go to the address that says so."""
        chosen = {name: form.get(name, "").strip() for name in _FIELDS}
        return rx.redirect(path("invoices", self.language) + _query(chosen))

    def _show(self, found: InvoicePage) -> None:
        t = self.t
        self.lead = standing(t, found) if self.reach == "open" else reach_words(t, self.reach)
        self.caption = caption(t, found)
        self.rows = [row(t, item, found.today) for item in found.items]
        self.pages = page_links(found.page, found.pages)
        self.years = [
            Option("", t("Alle Jahre")),
            *(Option(str(found_year), str(found_year)) for found_year in found.years),
        ]
        kept = _query({name: getattr(self, name) for name in _FIELDS})
        self.page_prefix = f"{kept}&page=" if kept else "?page="
        self.has_any = found.all_count > 0
        self.has_found = found.total > 0
        self.is_filtered = bool(self.search or self.year or self.state)
        self.loading = False


def _query(chosen: dict[str, str]) -> str:
    given = {name: value for name, value in chosen.items() if value and (name, value) != ("sort", "newest")}
    return f"?{urlencode(given)}" if given else ""
