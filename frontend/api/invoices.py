"""Invoices through the API."""

from typing import Literal
from uuid import UUID

from backend.invoices.schemas import (
    AllowanceCharge,
    AssignCustomer,
    DifferingPage,
    InvoiceDetail,
    InvoiceDocument,
    InvoiceListItem,
    InvoicePage,
    InvoiceSort,
    InvoiceState,
    Line,
    Party,
    UnmatchedPage,
)
from frontend.api.client import Api

__all__ = [
    "AllowanceCharge",
    "DifferingPage",
    "InvoiceDetail",
    "InvoiceDocument",
    "InvoiceListItem",
    "InvoicePage",
    "InvoiceSort",
    "InvoiceState",
    "Line",
    "Party",
    "UnmatchedPage",
    "assign_invoice",
    "file_address",
    "list_differences",
    "list_invoices",
    "list_unmatched",
    "read_invoice",
]


async def list_invoices(
    api: Api, *, search: str = "", year: str = "", state: str = "", sort: str = "", page: int = 1, size: int = 20
) -> InvoicePage:
    """One page of the invoices of the customer acted for; an empty filter counts as none."""
    return await api.get(
        "/invoices", InvoicePage, search=search, year=year, state=state, sort=sort, page=page, size=size
    )


async def read_invoice(api: Api, invoice: UUID, *, lines_page: int = 1, as_staff: bool = False) -> InvoiceDetail:
    """One invoice with one page of its lines; staff may read any."""
    return await api.get(f"{_place(as_staff)}/{invoice}", InvoiceDetail, lines_page=lines_page)


def file_address(invoice: UUID, kind: Literal["pdf", "xml"], *, as_staff: bool = False) -> str:
    """Where the browser fetches a file of the invoice."""
    return f"/api/v1{_place(as_staff)}/{invoice}/{kind}"


def _place(as_staff: bool) -> str:
    return "/service/invoices" if as_staff else "/invoices"


async def list_unmatched(api: Api, *, page: int = 1) -> UnmatchedPage:
    """Invoices that wait for staff to say whose they are."""
    return await api.get("/service/invoices/unmatched", UnmatchedPage, page=page)


async def list_differences(api: Api, *, page: int = 1) -> DifferingPage:
    """Invoices whose stated totals do not follow from their lines."""
    return await api.get("/service/invoices/differences", DifferingPage, page=page)


async def assign_invoice(api: Api, invoice: UUID, *, customer_number: str) -> None:
    """Give an unmatched invoice to a customer."""
    await api.post(f"/service/invoices/unmatched/{invoice}/assign", AssignCustomer(customer_number))
