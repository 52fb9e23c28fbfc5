"""Taking invoices in, and what may change about them afterwards. The content itself never changes."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from uuid import UUID

import msgspec

from backend.core.database import SYSTEM, connection, transaction
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id
from backend.core.money import cents
from backend.core.storage import Storage
from backend.core.text import normalise_number
from backend.invoices.describing import search_text, seller_key, subject_of
from backend.invoices.document import encode
from backend.invoices.matching import find_customer
from backend.invoices.reading.reader import ReadInvoice, read_invoice
from backend.invoices.schemas import ImportOutcome, TotalsDifference
from backend.invoices.tables import Invoice
from backend.invoices.totals import check_totals


class DiffersFromKept(Problem):
    """The same seller sent the same number before, with other content. The one kept stays as it is."""

    status = 409
    slug = "differs-from-kept"
    title = "An invoice with this number is kept already and differs from this file"


class UnknownCustomer(Problem):
    """No customer has this number."""

    status = 404
    slug = "unknown-customer"
    title = "No customer has this number"


@dataclass(frozen=True)
class Imported:
    """What became of a file that could be read."""

    outcome: ImportOutcome
    invoice_id: UUID
    number: str
    differences: int


@dataclass(frozen=True)
class _Files:
    """SHA-256 of the file received, and of the PDF and the XML it is or holds."""

    original: str
    pdf: str | None
    xml: str | None


async def import_invoice(
    *, data: bytes, name: str, companion: bytes | None, storage: Storage, now: datetime
) -> Imported:
    """Take one file in. Importing it again changes nothing.

    Raises a subclass of `UnreadableInvoice` when the file cannot be used, `DiffersFromKept` when its number is taken.
    The files are stored before the row: a row never points to nothing, and a file without row costs only space.
    """
    read = await asyncio.to_thread(read_invoice, data, name=name, companion=companion)
    files = await _store(storage, read, data)
    async with transaction(SYSTEM):
        invoice = _row(read, data=data, name=name, files=files, now=now)
        invoice.customer_id = await find_customer(document=read.document)
        inserted = await Invoice.insert(invoice).on_conflict(action="DO NOTHING").returning(Invoice.id)
        if not inserted:
            return await _already_there(invoice)
    return Imported(
        outcome="imported" if invoice.customer_id else "unmatched",
        invoice_id=invoice.id,
        number=invoice.number,
        differences=len(msgspec.json.decode(invoice.differences)),
    )


async def _store(storage: Storage, read: ReadInvoice, data: bytes) -> _Files:
    original = await storage.put(data)
    return _Files(
        original=original,
        pdf=read.pdf and (original if read.pdf == data else await storage.put(read.pdf)),
        xml=read.xml and (original if read.xml == data else await storage.put(read.xml)),
    )


def _row(read: ReadInvoice, *, data: bytes, name: str, files: _Files, now: datetime) -> Invoice:
    document = read.document
    sign = -1 if document.is_credit_note else 1
    differences = [TotalsDifference(item.rule, item.expected, item.found) for item in check_totals(document)]
    subject = subject_of(document)
    return Invoice(
        id=new_id(),
        seller_key=seller_key(document),
        number=document.number,
        type_code=document.type_code,
        issue_date=document.issue_date,
        due_date=document.payment.due_date,
        currency=document.currency,
        total_gross=cents(sign * document.totals.gross),
        amount_due=cents(document.owed_by_buyer),
        direct_debit=document.payment.by_direct_debit,
        payment_state="open",
        subject=subject,
        search_text=search_text(document, subject),
        document=encode(document).decode(),
        syntax=read.syntax,
        profile=read.profile,
        differences=msgspec.json.encode(differences).decode(),
        original_sha256=files.original,
        original_name=PurePath(name).name[:200],
        original_media_type="application/pdf" if read.pdf == data else "application/xml",
        original_size=len(data),
        pdf_sha256=files.pdf,
        pdf_size=read.pdf and len(read.pdf),
        xml_sha256=files.xml,
        xml_size=read.xml and len(read.xml),
        imported_at=now,
    )


async def _already_there(invoice: Invoice) -> Imported:
    """The invoice that holds this number. The same bytes, or the same content in other bytes, is no conflict."""
    kept = await connection().fetchrow(
        "select id, document = $3::jsonb as same from invoice where seller_key = $1 and number = $2",
        invoice.seller_key,
        invoice.number,
        invoice.document,
    )
    assert kept is not None, "only the unique seller and number can conflict"
    if not kept["same"]:
        raise DiffersFromKept
    return Imported("already-there", kept["id"], invoice.number, 0)


async def assign_customer(*, invoice_id: UUID, customer_number: str) -> None:
    """Give an unmatched invoice to a customer. Raises `NotFound` when it does not wait, `UnknownCustomer`."""
    conn = connection()
    customer_id = await conn.fetchval(
        "select id from customer where app.normalised(number) = $1", normalise_number(customer_number)
    )
    if customer_id is None:
        raise UnknownCustomer
    assigned = await conn.fetchval(
        "update invoice set customer_id = $2 where id = $1 and customer_id is null returning id",
        invoice_id,
        customer_id,
    )
    if assigned is None:
        raise NotFound


async def record_payment(*, invoice_id: UUID, paid_on: date) -> None:
    """The company has received the money. Raises `NotFound`."""
    updated = (
        await Invoice.update({Invoice.payment_state: "paid", Invoice.paid_on: paid_on})
        .where(Invoice.id == invoice_id)
        .returning(Invoice.id)
    )
    if not updated:
        raise NotFound
