"""Taking invoices in: kept byte for byte, matched to a customer, never twice, never lost."""

import asyncio
from hashlib import sha256
from uuid import UUID

import msgspec
import pytest

from backend.core.database import SYSTEM, Actor, Role, connection, transaction
from backend.core.errors import NotFound
from backend.core.paging import PageRequest
from backend.core.storage import Storage
from backend.invoices import batch, operations, queries
from backend.invoices.batch import IncomingFile
from backend.invoices.document import Contact, Identifier, InvoiceDocument, decode
from backend.invoices.reading.errors import UnreadableInvoice
from backend.invoices.schemas import OpenSum
from backend.invoices.writing.cii import write_cii
from backend.invoices.writing.pdf import write_pdf
from tests.backend.invoices.conftest import NOW, TODAY, changed, make_customer, take_in
from tests.backend.invoices.material import sample_files

pytestmark = pytest.mark.usefixtures("database")

_STAFF = Actor(Role.STAFF)


async def _owner_of(invoice_id: UUID) -> UUID | None:
    async with transaction(SYSTEM):
        owner: UUID | None = await connection().fetchval("select customer_id from invoice where id = $1", invoice_id)
        return owner


async def _invoices() -> int:
    async with transaction(SYSTEM):
        count: int = await connection().fetchval("select count(*) from invoice")
        return count


async def test_original_is_kept_byte_for_byte(document: InvoiceDocument, originals: Storage) -> None:
    await make_customer()
    xml = write_cii(document)
    pdf = write_pdf(document, xml)
    done = await operations.import_invoice(data=pdf, name="a.pdf", companion=None, storage=originals, now=NOW)

    async with transaction(SYSTEM):
        row = await connection().fetchrow("select * from invoice where id = $1", done.invoice_id)
    assert row is not None
    assert row["original_sha256"] == row["pdf_sha256"] == sha256(pdf).hexdigest()
    assert await originals.get(row["original_sha256"]) == pdf
    assert await originals.get(row["xml_sha256"]) == xml
    assert decode(row["document"]) == document


@pytest.mark.parametrize("number", ["4012345", "40 12 345", "40-12-345"])
async def test_matched_by_customer_number(document: InvoiceDocument, originals: Storage, number: str) -> None:
    customer = await make_customer("40 12 345")
    buyer = changed_buyer(document, identifiers=(Identifier(value=number),))
    done = await take_in(buyer, originals)
    assert done.outcome == "imported"
    assert await _owner_of(done.invoice_id) == customer


async def test_matched_by_buyer_reference(document: InvoiceDocument, originals: Storage) -> None:
    customer = await make_customer("1", buyer_reference="04011000-12345-34")
    references = msgspec.structs.replace(document.references, buyer_reference="04011000-12345-34")
    anonymous = changed(changed_buyer(document, identifiers=()), references=references)
    assert await _owner_of((await take_in(anonymous, originals)).invoice_id) == customer


@pytest.mark.parametrize("in_contact", [True, False])
async def test_matched_by_email(document: InvoiceDocument, originals: Storage, in_contact: bool) -> None:
    customer = await make_customer("1", email="ingrid@example.org")
    address = Identifier(value="Ingrid@Example.org", scheme="EM")
    anonymous = changed_buyer(
        document,
        identifiers=(),
        contact=Contact(email="ingrid@example.org") if in_contact else None,
        electronic_address=None if in_contact else address,
    )
    assert await _owner_of((await take_in(anonymous, originals)).invoice_id) == customer


async def test_two_customers_with_one_address_are_no_match(document: InvoiceDocument, originals: Storage) -> None:
    """In doubt nobody gets it: a wrong guess would show one person's invoice to another."""
    await make_customer("1", email="familie@example.org")
    await make_customer("2", email="familie@example.org")
    anonymous = changed_buyer(
        document, identifiers=(), contact=Contact(email="familie@example.org"), electronic_address=None
    )
    assert (await take_in(anonymous, originals)).outcome == "unmatched"


async def test_unmatched_waits_for_staff_and_is_assigned(document: InvoiceDocument, originals: Storage) -> None:
    done = await take_in(document, originals)
    assert done.outcome == "unmatched"
    customer = await make_customer("99")
    async with transaction(_STAFF):
        waiting = await queries.unmatched(page=PageRequest())
        assert [item.number for item in waiting.items] == [document.number]
        with pytest.raises(operations.UnknownCustomer):
            await operations.assign_customer(invoice_id=done.invoice_id, customer_number="404", now=NOW)
    async with transaction(_STAFF):
        await operations.assign_customer(invoice_id=done.invoice_id, customer_number="9-9", now=NOW)
        assert (await queries.unmatched(page=PageRequest())).total == 0
    assert await _owner_of(done.invoice_id) == customer
    async with transaction(_STAFF):
        with pytest.raises(NotFound):
            await operations.assign_customer(invoice_id=done.invoice_id, customer_number="99", now=NOW)


async def test_again_changes_nothing(document: InvoiceDocument, originals: Storage) -> None:
    first = await take_in(document, originals)
    again = await take_in(document, originals)
    assert (again.outcome, again.invoice_id) == ("already-there", first.invoice_id)
    assert await _invoices() == 1


async def test_pdf_completes_an_invoice_known_as_xml(document: InvoiceDocument, originals: Storage) -> None:
    first = await take_in(document, originals)
    pdf = write_pdf(document, write_cii(document))
    again = await operations.import_invoice(data=pdf, name="a.pdf", companion=None, storage=originals, now=NOW)
    assert (again.outcome, again.invoice_id) == ("already-there", first.invoice_id)
    async with transaction(SYSTEM):
        digest, _ = await queries.get_file(invoice_id=first.invoice_id, kind="pdf")
    assert await originals.get(digest) == pdf


async def test_at_the_same_time_is_kept_once(document: InvoiceDocument, originals: Storage) -> None:
    done = await asyncio.gather(*(take_in(document, originals) for _ in range(8)))
    assert sorted(each.outcome for each in done) == ["already-there"] * 7 + ["unmatched"]
    assert await _invoices() == 1


async def test_same_number_of_another_seller_is_another_invoice(document: InvoiceDocument, originals: Storage) -> None:
    await take_in(document, originals)
    seller = msgspec.structs.replace(document.seller, vat_id="DE999999999")
    assert (await take_in(changed(document, seller=seller), originals)).outcome == "unmatched"
    assert await _invoices() == 2


async def test_number_taken_by_other_content_waits_for_a_decision(
    document: InvoiceDocument, originals: Storage
) -> None:
    customer = await make_customer()
    await take_in(document, originals)
    totals = msgspec.structs.replace(document.totals, due=document.totals.due + 1)
    done = await take_in(changed(document, totals=totals), originals)
    assert done.outcome == "number-taken"
    assert await _owner_of(done.invoice_id) is None
    async with transaction(_STAFF):
        waiting = await queries.unmatched(page=PageRequest())
    assert [item.waiting_for for item in waiting.items] == ["decision"]
    assert customer is not None


async def test_differences_are_recorded_and_not_repaired(document: InvoiceDocument, originals: Storage) -> None:
    await make_customer()
    wrong = msgspec.structs.replace(document.totals, gross=document.totals.gross + 5)
    done = await take_in(changed(document, totals=wrong), originals)
    assert done.differences > 0
    async with transaction(_STAFF):
        listed = await queries.differing(page=PageRequest())
    assert [item.number for item in listed.items] == [document.number]
    assert "BR-CO-15" in {difference.rule for difference in listed.items[0].differences}
    async with transaction(SYSTEM):
        kept = await queries.get_invoice(invoice_id=done.invoice_id, today=TODAY)
    assert kept.document.totals.gross == wrong.gross


async def test_credit_note_counts_in_the_buyers_favour(document: InvoiceDocument, originals: Storage) -> None:
    await make_customer()
    done = await take_in(changed(document, type_code="381"), originals)
    async with transaction(SYSTEM):
        page = await queries.list_invoices(wanted=queries.InvoiceFilter(), page=PageRequest(), today=TODAY)
    item = next(item for item in page.items if item.id == done.invoice_id)
    assert item.state == "credit"
    assert item.total_gross == -document.totals.gross
    assert page.open_sums == []


async def test_open_sums_of_different_currencies_are_not_added_up(
    document: InvoiceDocument, originals: Storage
) -> None:
    await make_customer()
    for number, currency in (("R-1", "EUR"), ("R-2", "CHF"), ("R-3", "EUR")):
        await take_in(changed(document, number=number, currency=currency), originals)
    async with transaction(SYSTEM):
        page = await queries.list_invoices(wanted=queries.InvoiceFilter(), page=PageRequest(size=1), today=TODAY)
    due = document.totals.due
    assert page.open_sums == [OpenSum(amount=due, currency="CHF"), OpenSum(amount=2 * due, currency="EUR")]


async def test_batch_goes_on_after_bad_files(document: InvoiceDocument, originals: Storage) -> None:
    good = write_cii(document)
    files = [
        IncomingFile("broken.pdf", b"%PDF-1.7 broken"),
        IncomingFile("empty.xml", b""),
        IncomingFile("bomb.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
        IncomingFile("good.xml", good),
        IncomingFile("letter.xml", b"Dear Sir or Madam"),
    ]
    results = [result async for result in batch.import_each(files=files, storage=originals, language="en", now=NOW)]
    summary = batch.summarise(results)
    assert (summary.refused, summary.unmatched) == (4, 1)
    assert all(result.message for result in results if result.outcome == "refused")
    assert await _invoices() == 1


async def test_refused_file_leaves_nothing(originals: Storage) -> None:
    with pytest.raises(UnreadableInvoice):
        await operations.import_invoice(data=b"<invoice/>", name="a.xml", companion=None, storage=originals, now=NOW)
    assert await _invoices() == 0


async def test_every_sample_is_kept(originals: Storage) -> None:
    files = [IncomingFile(path.name, path.read_bytes()) for path in sample_files()]
    results = [result async for result in batch.import_each(files=files, storage=originals, language="en", now=NOW)]
    assert {result.outcome for result in results} <= {"unmatched", "number-taken", "already-there"}
    again = [result async for result in batch.import_each(files=files, storage=originals, language="en", now=NOW)]
    assert {result.outcome for result in again} == {"already-there"}


def changed_buyer(document: InvoiceDocument, **fields: object) -> InvoiceDocument:
    return changed(document, buyer=msgspec.structs.replace(document.buyer, **fields))
