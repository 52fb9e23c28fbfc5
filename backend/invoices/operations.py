"""Taking invoices in, and what may change about them afterwards. The content itself never changes."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Literal
from uuid import UUID

import msgspec

from backend.core.database import SYSTEM, connection, transaction
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id
from backend.core.money import cents
from backend.core.storage import Storage
from backend.core.text import normalise_number
from backend.invoices.describing import fingerprint, search_text, seller_key, subject_of
from backend.invoices.document import encode
from backend.invoices.matching import find_customer
from backend.invoices.reading.reader import ReadInvoice, read_invoice
from backend.invoices.schemas import ImportOutcome, TotalsDifference
from backend.invoices.tables import Invoice
from backend.invoices.telling import tell_of_new
from backend.invoices.totals import check_totals


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
    """Take one file in. Importing it again changes nothing, except that a form still missing is added (PDF or XML).

    A file whose number this seller has used for other content is kept and waits for staff to decide; until then the
    customer sees only the first. Raises a subclass of `UnreadableInvoice` when the file cannot be used. The files are
    stored before the row: a row never points to nothing, and a file without row costs only space.
    """
    read = await asyncio.to_thread(read_invoice, data, name=name, companion=companion)
    files = await _store(storage, read, data)
    async with transaction(SYSTEM):
        invoice = _row(read, data=data, name=name, files=files, now=now)
        kept = await _with_this_number(invoice)
        if invoice.fingerprint in kept:
            await _complete(kept[invoice.fingerprint], invoice)
            return Imported("already-there", kept[invoice.fingerprint], invoice.number, 0)
        if kept:
            invoice.waiting_for = "decision"
        else:
            invoice.customer_id = await find_customer(document=read.document)
            invoice.waiting_for = None if invoice.customer_id else "customer"
        await invoice.save()
        if invoice.customer_id is not None:
            await tell_of_new(customer_id=invoice.customer_id, issued=invoice.issue_date, now=now)
    return Imported(
        outcome=_OUTCOMES[invoice.waiting_for],
        invoice_id=invoice.id,
        number=invoice.number,
        differences=len(msgspec.json.decode(invoice.differences)),
    )


_OUTCOMES: dict[str | None, ImportOutcome] = {None: "imported", "customer": "unmatched", "decision": "number-taken"}


async def _complete(invoice_id: UUID, again: Invoice) -> None:
    """The same invoice in another form may bring what is missing: the PDF to an XML, or the XML to a plain PDF."""
    await connection().execute(
        "update invoice set pdf_sha256 = coalesce(pdf_sha256, $2), pdf_size = coalesce(pdf_size, $3), "
        "xml_sha256 = coalesce(xml_sha256, $4), xml_size = coalesce(xml_size, $5) where id = $1",
        invoice_id,
        again.pdf_sha256,
        again.pdf_size,
        again.xml_sha256,
        again.xml_size,
    )


async def _with_this_number(invoice: Invoice) -> dict[str, UUID]:
    """The invoices that hold this number already, by fingerprint. Two imports of one number wait for each other."""
    conn = connection()
    await conn.execute(
        "select pg_advisory_xact_lock(hashtextextended($1, 0))", f"{invoice.seller_key}/{invoice.number}"
    )
    rows = await conn.fetch(
        "select fingerprint, id from invoice where seller_key = $1 and number = $2", invoice.seller_key, invoice.number
    )
    return {row["fingerprint"]: row["id"] for row in rows}


async def _store(storage: Storage, read: ReadInvoice, data: bytes) -> _Files:
    original = await storage.put(data)
    return _Files(
        original=original,
        pdf=await _store_part(storage, read.pdf, data, original),
        xml=await _store_part(storage, read.xml, data, original),
    )


async def _store_part(storage: Storage, part: bytes | None, data: bytes, original: str) -> str | None:
    if part is None:
        return None
    return original if part == data else await storage.put(part)


def _row(read: ReadInvoice, *, data: bytes, name: str, files: _Files, now: datetime) -> Invoice:
    document = read.document
    differences = [TotalsDifference(item.rule, item.expected, item.found) for item in check_totals(document)]
    subject = subject_of(document)
    return Invoice(
        id=new_id(),
        seller_key=seller_key(document),
        number=document.number,
        fingerprint=fingerprint(document),
        type_code=document.type_code,
        issue_date=document.issue_date,
        due_date=document.payment.due_date,
        currency=document.currency,
        total_gross=cents(document.sign * document.totals.gross),
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


async def assign_customer(*, invoice_id: UUID, customer_number: str, now: datetime) -> None:
    """Give a waiting invoice to a customer, and tell who looks after it.

    Raises `NotFound` when it does not wait, `UnknownCustomer`.
    """
    conn = connection()
    customer_id = await conn.fetchval(
        "select id from customer where app.normalised(number) = $1", normalise_number(customer_number)
    )
    if customer_id is None:
        raise UnknownCustomer
    issued = await conn.fetchval(
        "update invoice set customer_id = $2, waiting_for = null where id = $1 and customer_id is null "
        "returning issue_date",
        invoice_id,
        customer_id,
    )
    if issued is None:
        raise NotFound
    await tell_of_new(customer_id=customer_id, issued=issued, now=now)


Settlement = Literal["paid", "credited", "cancelled"]


async def record_settlement(*, invoice_id: UUID, settlement: Settlement, paid_on: date | None = None) -> None:
    """The invoice needs no payment any more: the money has come, or it was taken back. Raises `NotFound`."""
    updated = (
        await Invoice.update({Invoice.payment_state: settlement, Invoice.paid_on: paid_on})
        .where(Invoice.id == invoice_id)
        .returning(Invoice.id)
    )
    if not updated:
        raise NotFound
