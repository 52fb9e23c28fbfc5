"""Whose invoice is it? Customer number, buyer reference, e-mail, in this order; in doubt it waits for staff."""

from collections.abc import Iterator
from uuid import UUID

from backend.core.database import connection
from backend.core.text import normalise_number
from backend.invoices.document import InvoiceDocument


async def find_customer(*, document: InvoiceDocument) -> UUID | None:
    """The one customer this invoice is for, or `None` when nothing points to exactly one."""
    for number in _customer_numbers(document):
        found = await _only("select id from customer where app.normalised(number) = $1", number)
        if found:
            return found
    reference = document.references.buyer_reference
    if reference:
        found = await _only("select id from customer where buyer_reference = $1", reference.strip())
        if found:
            return found
    for email in _emails(document):
        found = await _only("select id from customer where email = $1", email)
        if found:
            return found
    return None


def _customer_numbers(document: InvoiceDocument) -> Iterator[str]:
    """The buyer's identifiers (BT-46), and the buyer reference (BT-10), which many billing systems use for it."""
    candidates = [identifier.value for identifier in document.buyer.identifiers]
    if document.references.buyer_reference:
        candidates.append(document.references.buyer_reference)
    for candidate in candidates:
        number = normalise_number(candidate)
        if number:
            yield number


def _emails(document: InvoiceDocument) -> Iterator[str]:
    """The buyer's electronic address with scheme EM (BT-49) and the contact's address (BT-58)."""
    buyer = document.buyer
    if buyer.electronic_address and (buyer.electronic_address.scheme or "").upper() == "EM":
        yield buyer.electronic_address.value.strip().lower()
    if buyer.contact and buyer.contact.email:
        yield buyer.contact.email.strip().lower()


async def _only(query: str, value: str) -> UUID | None:
    rows = await connection().fetch(query + " limit 2", value)
    return rows[0]["id"] if len(rows) == 1 else None
