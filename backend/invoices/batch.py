"""Importing many files: each for itself, a bad one is reported and the others go on."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime

from backend.core.storage import Storage
from backend.invoices.operations import DiffersFromKept, import_invoice
from backend.invoices.reading.errors import UnreadableInvoice
from backend.invoices.schemas import ImportResult, ImportSummary

@dataclass(frozen=True)
class IncomingFile:
    """A file to import, and for a plain PDF the small JSON that says what stands in it."""

    name: str
    data: bytes
    companion: bytes | None = None


async def import_each(
    *, files: Iterable[IncomingFile], storage: Storage, now: datetime
) -> AsyncIterator[ImportResult]:
    """Import file by file and say at once what became of each."""
    for file in files:
        yield await _import_one(file, storage, now)


async def _import_one(file: IncomingFile, storage: Storage, now: datetime) -> ImportResult:
    try:
        done = await import_invoice(
            data=file.data, name=file.name, companion=file.companion, storage=storage, now=now
        )
    except UnreadableInvoice as error:
        return ImportResult(file.name, "refused", reason=error.slug, message=str(error))
    except DiffersFromKept as error:
        return ImportResult(file.name, "refused", reason=error.slug, message=error.title)
    return ImportResult(file.name, done.outcome, done.invoice_id, done.number, done.differences)


def summarise(results: list[ImportResult]) -> ImportSummary:
    """Count what became of a batch."""
    counts = Counter(result.outcome for result in results)
    return ImportSummary(
        imported=counts["imported"],
        unmatched=counts["unmatched"],
        already_there=counts["already-there"],
        refused=counts["refused"],
        results=results,
    )
