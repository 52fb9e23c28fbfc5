"""What the API says about invoices. Amounts are decimals as strings, as the buyer sees them; dates are ISO 8601."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from backend.invoices.document import AllowanceCharge, InvoiceDocument, Line, Party

__all__ = ["AllowanceCharge", "InvoiceDocument", "Line", "Party"]

InvoiceState = Literal["open", "overdue", "paid", "credit", "cancelled"]
"""`credit`: the amount comes back to the customer. `overdue`: open, and the due date has passed."""

InvoiceSort = Literal["newest", "oldest", "highest", "lowest", "due"]


@dataclass(frozen=True)
class InvoiceListItem:
    id: UUID
    number: str
    subject: str
    type_code: str
    issue_date: date
    due_date: date | None
    state: InvoiceState
    direct_debit: bool
    total_gross: Decimal
    amount_due: Decimal
    currency: str
    has_pdf: bool


@dataclass(frozen=True)
class OpenSum:
    """What is still to pay in one currency. Sums of different currencies are never added up."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class InvoicePage:
    """One page of the list, and how things stand over all invoices of the customer on the day `today`."""

    today: date
    items: list[InvoiceListItem]
    total: int
    page: int
    pages: int
    open_sums: list[OpenSum]
    open_count: int
    overdue_count: int
    all_count: int
    years: list[int]


@dataclass(frozen=True)
class TotalsDifference:
    """A stated sum that does not follow from the lines. `rule` is the business rule of EN 16931, such as BR-CO-10."""

    rule: str
    expected: Decimal
    found: Decimal


@dataclass(frozen=True)
class PaymentCode:
    """An EPC QR code (EPC069-12) as an SVG path over `size` × `size` modules, and the text it stands for."""

    path: str
    size: int
    text: str


@dataclass(frozen=True)
class InvoiceDetail:
    """A whole invoice as it stands on the day `today`. `document.lines` holds one page of the lines."""

    today: date
    id: UUID
    state: InvoiceState
    paid_on: date | None
    subject: str
    owed: Decimal
    document: InvoiceDocument
    lines_total: int
    lines_page: int
    lines_pages: int
    syntax: str
    profile: str
    pdf_size: int | None
    xml_size: int | None
    payment_code: PaymentCode | None
    mandate_ended: bool
    """Whether the invoice says that it is collected, and the mandate it names has ended since."""


@dataclass(frozen=True)
class UnmatchedInvoice:
    """An invoice that waits for staff: for its customer, or for a decision because its number is taken."""

    id: UUID
    waiting_for: Literal["customer", "decision"]
    number: str
    seller: str
    buyer: str
    issue_date: date
    total_gross: Decimal
    currency: str
    imported_at: datetime


@dataclass(frozen=True)
class UnmatchedPage:
    items: list[UnmatchedInvoice]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class AssignCustomer:
    customer_number: Annotated[str, Meta(min_length=1, max_length=40)]


@dataclass(frozen=True)
class DifferingInvoice:
    """An invoice whose stated totals do not follow from its lines."""

    id: UUID
    number: str
    customer_number: str | None
    issue_date: date
    currency: str
    differences: list[TotalsDifference]


@dataclass(frozen=True)
class DifferingPage:
    items: list[DifferingInvoice]
    total: int
    page: int
    pages: int


ImportOutcome = Literal["imported", "unmatched", "number-taken", "already-there", "refused"]
"""`unmatched` and `number-taken` are kept and wait for staff; only `refused` is not kept."""


@dataclass(frozen=True)
class ImportResult:
    """What became of one file. `reason` is a stable slug, `message` a sentence for the person who sent it."""

    name: str
    outcome: ImportOutcome
    invoice_id: UUID | None = None
    number: str | None = None
    differences: int = 0
    reason: str | None = None
    message: str | None = None


@dataclass(frozen=True)
class ImportSummary:
    """What became of a batch; a bad file never stops the others."""

    imported: int
    unmatched: int
    number_taken: int
    already_there: int
    refused: int
    results: list[ImportResult]
