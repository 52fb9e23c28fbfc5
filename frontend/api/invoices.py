"""Invoices through the API."""

from backend.invoices.schemas import (
    AllowanceCharge,
    InvoiceDetail,
    InvoiceDocument,
    InvoiceListItem,
    InvoicePage,
    Line,
    Party,
)

__all__ = [
    "AllowanceCharge",
    "InvoiceDetail",
    "InvoiceDocument",
    "InvoiceListItem",
    "InvoicePage",
    "Line",
    "Party",
]
