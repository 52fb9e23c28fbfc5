"""How an invoice is called in lists, found by words, and told from those of other sellers."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256

import msgspec

from backend.core.text import fold, normalise_number
from backend.invoices.document import InvoiceDocument

_LONGEST_SUBJECT = 120
_LONGEST_SEARCH_TEXT = 20_000


def seller_key(document: InvoiceDocument) -> str:
    """What tells this seller from others: numbers are unique per seller only (VAT Directive, Article 226 (2))."""
    seller = document.seller
    registration = seller.legal_registration.value if seller.legal_registration else None
    for number in (seller.vat_id, seller.tax_number, registration):
        if number and normalise_number(number):
            return normalise_number(number)
    return fold(seller.name or "")


def fingerprint(document: InvoiceDocument) -> str:
    """SHA-256 over what is owed, for what, by when and how; the same invoice in another syntax has the same one."""
    totals, payment = document.totals, document.payment
    accounts = sorted(means.credit_transfer.account for means in payment.means if means.credit_transfer)
    facts = (
        document.type_code,
        document.issue_date.isoformat(),
        document.currency,
        [_plain(amount) for amount in (totals.net, totals.vat, totals.gross, totals.prepaid, totals.due)],
        [(line.name, _plain(line.quantity), _plain(line.net_amount)) for line in document.lines],
        document.buyer.name,
        payment.due_date.isoformat() if payment.due_date else None,
        accounts,
        payment.direct_debit.mandate if payment.direct_debit else None,
    )
    return sha256(msgspec.json.encode(facts)).hexdigest()


def _plain(amount: Decimal | None) -> str:
    """An amount without needless zeros; nothing stated counts as zero."""
    return format((amount or Decimal(0)).normalize(), "f")


def subject_of(document: InvoiceDocument) -> str:
    """What the invoice is for, in the sender's words: its title, or its first line. Empty when it says nothing."""
    names = (line.name or line.description for line in document.lines)
    subject = document.title or next((name for name in names if name), "")
    subject = " ".join(subject.split())
    return subject if len(subject) <= _LONGEST_SUBJECT else subject[: _LONGEST_SUBJECT - 1].rstrip() + "…"


def search_text(document: InvoiceDocument, subject: str) -> str:
    """Everything a person may search by, folded."""
    return fold(" ".join(_searchable(document, subject)))[:_LONGEST_SEARCH_TEXT]


def _searchable(document: InvoiceDocument, subject: str) -> Iterator[str]:
    references = document.references
    yield document.number
    yield subject
    yield document.seller.name or ""
    yield f"{document.totals.gross:.2f}".replace(".", ",")
    for reference in (references.order, references.contract, references.project, references.buyer_reference):
        yield reference or ""
    yield references.invoiced_object.value if references.invoiced_object else ""
    for line in document.lines:
        yield line.name or ""
    for note in document.notes:
        yield note.text
