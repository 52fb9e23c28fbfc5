"""A plain PDF, readable by people only, with a small JSON file beside it that says what is needed.

`rechnung.pdf` and `rechnung.json`:

    {
      "number": "2025-0815",
      "issue_date": "2025-11-24",
      "due_date": "2025-12-08",
      "kind": "invoice",
      "currency": "EUR",
      "seller": {"name": "Stadtwerke Lindental GmbH", "vat_id": "DE123456789"},
      "buyer": {"name": "Ingrid Beispiel", "customer_number": "40 12 345", "email": "ingrid@example.org"},
      "title": "Jahresabrechnung Strom",
      "net": "100.00",
      "vat": "19.00",
      "gross": "119.00",
      "prepaid": "0.00",
      "due": "119.00",
      "payment": {"iban": "DE02120300000000202051", "holder": "Stadtwerke Lindental GmbH", "remittance": "2025-0815"}
    }

Required are number, issue_date, currency, seller.name, net, vat, gross and due; `kind` is "invoice" or "credit-note".
Amounts are strings with a point, so that nothing is rounded on the way. An unknown key is an error: a misspelt
"due_date" must not become an invoice without one.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from backend.invoices.document import (
    Contact,
    CreditTransfer,
    Identifier,
    InvoiceDocument,
    Party,
    Payment,
    PaymentMeans,
    References,
    Totals,
)
from backend.invoices.reading.errors import UnreadableInvoice

MAX_COMPANION_BYTES = 64 * 1024

_CONTROL = re.compile(rb"\\u00[01][0-9a-fA-F]|\\ud[89a-f]", re.IGNORECASE)

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Amount = Annotated[str, msgspec.Meta(pattern=r"^-?\d{1,15}(\.\d{1,4})?$")]


class InvalidCompanion(UnreadableInvoice):
    """The JSON beside a plain PDF is not what it has to be. Parameter: `reason`, which names the place."""

    slug = "invoice-companion-invalid"


class PlainSeller(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Text
    vat_id: Text | None = None


class PlainBuyer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Text | None = None
    customer_number: Text | None = None
    email: Text | None = None
    reference: Text | None = None


class PlainPayment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    iban: Text
    holder: Text | None = None
    bic: Text | None = None
    remittance: Text | None = None


class PlainInvoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    number: Text
    issue_date: date
    due_date: date | None = None
    kind: Literal["invoice", "credit-note"] = "invoice"
    currency: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
    seller: PlainSeller
    buyer: PlainBuyer = PlainBuyer()
    title: Text | None = None
    net: Amount
    vat: Amount
    gross: Amount
    prepaid: Amount | None = None
    due: Amount
    payment: PlainPayment | None = None


def read_companion(data: bytes) -> InvoiceDocument:
    """The invoice that the JSON states. Raises `InvalidCompanion`."""
    if len(data) > MAX_COMPANION_BYTES:
        raise InvalidCompanion(reason=f"> {MAX_COMPANION_BYTES // 1024} KB")
    if _CONTROL.search(data):
        raise InvalidCompanion(reason="control character")
    try:
        plain = msgspec.json.decode(data, type=PlainInvoice)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InvalidCompanion(reason=_reason(error)) from error
    return _document(plain)


def _reason(error: Exception) -> str:
    """What msgspec says about types and places; it never quotes a value."""
    return str(error) if isinstance(error, msgspec.ValidationError) else "JSON"


def _document(plain: PlainInvoice) -> InvoiceDocument:
    number, email = plain.buyer.customer_number, plain.buyer.email
    return InvoiceDocument(
        number=plain.number,
        issue_date=plain.issue_date,
        type_code="381" if plain.kind == "credit-note" else "380",
        title=plain.title,
        currency=plain.currency,
        seller=Party(name=plain.seller.name, vat_id=plain.seller.vat_id),
        buyer=Party(
            name=plain.buyer.name,
            identifiers=(Identifier(value=number),) if number else (),
            contact=Contact(email=email) if email else None,
        ),
        references=References(buyer_reference=plain.buyer.reference),
        totals=Totals(
            net=Decimal(plain.net),
            vat=Decimal(plain.vat),
            gross=Decimal(plain.gross),
            prepaid=Decimal(plain.prepaid) if plain.prepaid is not None else None,
            due=Decimal(plain.due),
        ),
        payment=_payment(plain),
    )


def _payment(plain: PlainInvoice) -> Payment:
    stated = plain.payment
    if stated is None:
        return Payment(due_date=plain.due_date)
    account = CreditTransfer(account=stated.iban.replace(" ", ""), holder=stated.holder, bic=stated.bic)
    means = PaymentMeans(code="58", credit_transfer=account)
    return Payment(due_date=plain.due_date, remittance=stated.remittance, means=(means,))
