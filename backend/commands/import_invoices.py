"""Import invoices from files and folders: ZUGFeRD and Factur-X PDF, XRechnung and EN 16931 XML, plain PDF with a JSON
of the same name beside it. Importing again changes nothing. A file that cannot be used is reported and does not stop
the others; the exit code is then 1.
"""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from backend.commands.preparation import database_server, read_settings, require_current_schema
from backend.core.clock import utc_now
from backend.core.command_error import CommandError
from backend.core.database import close_pool, open_pool
from backend.core.settings import Settings
from backend.core.storage import storage
from backend.invoices.batch import IncomingFile, import_each, summarise
from backend.invoices.reading.detect import MAX_FILE_BYTES
from backend.invoices.schemas import ImportResult, ImportSummary

_SUFFIXES = frozenset({".pdf", ".xml"})

_WORDS = {
    "imported": "imported",
    "unmatched": "kept, but no customer found: waits for staff",
    "number-taken": "kept, but its number is taken by another invoice: waits for staff",
    "already-there": "already there",
    "refused": "REFUSED",
}


class NothingThere(CommandError):
    """A path leads to no file and no folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file or folder {path}.")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with all below it")


def run(options: Namespace) -> None:
    for path in options.paths:
        if not path.exists():
            raise NothingThere(path)
    settings = read_settings()
    with database_server(settings, join=True) as dsn:
        require_current_schema(dsn)
        summary = asyncio.run(_import(settings, dsn, options.paths))
    _print_summary(summary)
    if summary.refused:
        raise SystemExit(1)


async def _import(settings: Settings, dsn: str, paths: list[Path]) -> ImportSummary:
    await open_pool(dsn, size=2)
    try:
        results = []
        async for result in import_each(files=_files(paths), storage=storage(settings), language="en", now=utc_now()):
            print(_line(result), flush=True)
            results.append(result)
        return summarise(results)
    finally:
        await close_pool()


def _files(paths: list[Path]) -> Iterator[IncomingFile]:
    """One file in memory at a time."""
    for path in paths:
        found = (
            sorted(file for file in path.rglob("*") if file.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]
        )
        for file in found:
            yield IncomingFile(str(file), _read(file), _companion(file))


def _companion(file: Path) -> bytes | None:
    beside = file.with_suffix(".json")
    return _read(beside) if file.suffix.lower() == ".pdf" and beside.is_file() else None


def _read(file: Path) -> bytes:
    """The file, or of one that is too large as much as shows that it is."""
    with file.open("rb") as stream:
        return stream.read(MAX_FILE_BYTES + 1)


def _line(result: ImportResult) -> str:
    number = f" ({result.number})" if result.number else ""
    reason = f": {result.message}" if result.message else ""
    odd = f", {result.differences} totals differ from the lines" if result.differences else ""
    return f"{result.name}{number}: {_WORDS[result.outcome]}{reason}{odd}"


def _print_summary(summary: ImportSummary) -> None:
    print(
        f"{len(summary.results)} files: {summary.imported} imported, {summary.unmatched + summary.number_taken} wait "
        f"for staff, {summary.already_there} already there, {summary.refused} refused."
    )
