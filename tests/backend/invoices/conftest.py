"""What the tests of keeping invoices share: a storage, customers, and invoices that fit them."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from backend.accounts.tables import Customer
from backend.core.database import SYSTEM, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.core.storage import Storage, storage
from backend.demo.invoices import schedule
from backend.invoices.document import InvoiceDocument
from backend.invoices.operations import Imported, import_invoice
from backend.invoices.writing.cii import write_cii

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url="http://localhost:8000", var_dir=tmp_path)


@pytest.fixture
def originals(settings: Settings) -> Storage:
    return storage(settings)


@pytest.fixture(scope="session")
def document() -> InvoiceDocument:
    """An open invoice to customer 40 12 345."""
    return next(each.document for each in schedule(TODAY) if each.state == "open")


async def make_customer(
    number: str = "4012345", *, email: str | None = None, buyer_reference: str | None = None
) -> UUID:
    customer = Customer(
        id=new_id(), number=number, name="Muster", email=email, buyer_reference=buyer_reference, created_at=NOW
    )
    async with transaction(SYSTEM):
        await customer.save()
    return customer.id


async def take_in(document: InvoiceDocument, originals: Storage) -> Imported:
    return await import_invoice(
        data=write_cii(document), name="invoice.xml", companion=None, storage=originals, now=NOW
    )


def changed(document: InvoiceDocument, **fields: object) -> InvoiceDocument:
    return msgspec.structs.replace(document, **fields)
