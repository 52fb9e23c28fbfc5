"""Importing many files: each for itself, a bad one is reported and the others go on."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from backend.core.storage import Storage
from backend.core.translations import Language, translator
from backend.invoices.operations import import_invoice
from backend.invoices.reading.errors import SENTENCES, TERM_NAMES, UnreadableInvoice
from backend.invoices.schemas import ImportResult, ImportSummary


@dataclass(frozen=True)
class IncomingFile:
    """A file to import, and for a plain PDF the small JSON that says what stands in it."""

    name: str
    data: bytes
    companion: bytes | None = None


def with_companions(files: Iterable[IncomingFile]) -> list[IncomingFile]:
    """Give each PDF the JSON of the same name, and leave that JSON out as a file of its own."""
    everything = list(files)
    notes = {PurePath(file.name).stem: file.data for file in everything if _suffix(file) == ".json"}
    used = {PurePath(file.name).stem for file in everything if _suffix(file) == ".pdf"} & notes.keys()
    return [
        replace(file, companion=notes.get(PurePath(file.name).stem)) if _suffix(file) == ".pdf" else file
        for file in everything
        if not (_suffix(file) == ".json" and PurePath(file.name).stem in used)
    ]


def _suffix(file: IncomingFile) -> str:
    return PurePath(file.name).suffix.lower()


async def import_each(
    *, files: Iterable[IncomingFile], storage: Storage, language: Language, now: datetime
) -> AsyncIterator[ImportResult]:
    """Import file by file and say at once, in this language, what became of each."""
    for file in files:
        yield await _import_one(file, storage, language, now)


async def _import_one(file: IncomingFile, storage: Storage, language: Language, now: datetime) -> ImportResult:
    try:
        done = await import_invoice(data=file.data, name=file.name, companion=file.companion, storage=storage, now=now)
    except UnreadableInvoice as error:
        return ImportResult(file.name, "refused", reason=error.slug, message=_sentence(error, language))
    return ImportResult(file.name, done.outcome, done.invoice_id, done.number, done.differences)


def _sentence(error: UnreadableInvoice, language: Language) -> str:
    """What is wrong with the file, in words, with the names of business terms in place of their numbers."""
    t = translator(language)
    values: dict[str, str | int] = dict(error.parameters)
    term = str(values.get("term", ""))
    if term in TERM_NAMES:
        values["term"] = f"{t(TERM_NAMES[term])} ({term})"
    return t(SENTENCES[error.slug], **values)


def summarise(results: list[ImportResult]) -> ImportSummary:
    """Count what became of a batch."""
    counts = Counter(result.outcome for result in results)
    return ImportSummary(
        imported=counts["imported"],
        unmatched=counts["unmatched"],
        number_taken=counts["number-taken"],
        already_there=counts["already-there"],
        refused=counts["refused"],
        results=results,
    )
