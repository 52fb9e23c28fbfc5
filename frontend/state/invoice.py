"""The page of one invoice."""

from uuid import UUID

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.invoices import read_invoice
from frontend.components.pagination import PageLink, page_links
from frontend.site import find
from frontend.state.base import PageState, handler
from frontend.state.invoice_view import InvoiceView, invoice_view
from frontend.state.query import page_number


class InvoicePageState(PageState, rx.State):
    """What the page of one invoice shows."""

    loading: bool = True
    missing: bool = False
    title: str = ""
    view: InvoiceView = InvoiceView()
    pages: list[PageLink] = []  # noqa: RUF012 - Reflex copies defaults for each person

    @handler
    async def load(self) -> None:
        """Run at each arrival. An invoice that does not exist and one of somebody else look the same."""
        self.loading, self.missing = True, False
        url = self.router.url
        found = find(url.path)
        as_staff = found is not None and found[0].access == "staff"
        try:
            invoice = UUID(url.path.rstrip("/").rpartition("/")[2])
            lines_page = page_number(url.query_parameters.get("page", ""))
            detail = await read_invoice(self.api, invoice, lines_page=lines_page, as_staff=as_staff)
        except (ValueError, ApiProblem) as problem:
            if isinstance(problem, ApiProblem) and problem.slug != "not-found":
                raise
            self.missing = True
            self.title = self.t("Diese Rechnung gibt es nicht")
            self.view = InvoiceView(title=self.title)
        else:
            self.view = invoice_view(self.t, detail, as_staff=as_staff)
            self.title = self.view.title
            self.pages = page_links(detail.lines_page, detail.lines_pages)
        self.loading = False
