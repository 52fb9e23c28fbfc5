"""What the API says about the data inventory, in the reader's language."""

from dataclasses import dataclass
from typing import Literal

ExportFormat = Literal["text", "number", "decimal", "yes-no", "date", "moment", "base64", "list", "json"]
"""How a value stands in an export. Moments are RFC 3339 in UTC, dates ISO 8601, decimals are texts with a point."""


@dataclass(frozen=True)
class LegalBasisEntry:
    norm: str
    reason: str


@dataclass(frozen=True)
class RetentionEntry:
    """How long rows are kept, counted from the earliest of `counted_from` that is set.

    At most one of `erased_by_job` and `erased_with_row_of` is set; with neither, a person has it done.
    """

    years: int
    days: int
    hours: int
    from_end_of_year: bool
    counted_from: list[str]
    event: str
    reason: str
    erased_by_job: str | None
    erased_with_row_of: str | None


@dataclass(frozen=True)
class TieEntry:
    """How a row is found by the person: the columns of `path` lead to `key` of the table `root`."""

    root: Literal["account", "customer"]
    path: list[str]
    key: str


@dataclass(frozen=True)
class MentionEntry:
    """A column that names a person whom the row does not belong to."""

    root: Literal["account", "customer"]
    column: str


@dataclass(frozen=True)
class FilesEntry:
    """Files that the rows name by their SHA-256."""

    title: str
    columns: list[str]
    folder: str


@dataclass(frozen=True)
class ColumnEntry:
    """One column. Without `export_key` its value is not handed out, and `withheld_because` says why."""

    name: str
    label: str
    personal: bool
    export_key: str | None
    export_format: ExportFormat | None
    portable: bool
    withheld_because: str | None
    erasure: Literal["deleted", "emptied", "replaced", "kept"]
    erasure_reason: str
    replacement: str


@dataclass(frozen=True)
class TableEntry:
    """One table. Rows are erased in the order of `erasure_rank`, so that no foreign key is left pointing to nothing."""

    name: str
    title: str
    subjects: list[Literal["account-holder", "customer", "employee", "guest", "nobody"]]
    purpose: str
    legal_bases: list[LegalBasisEntry]
    retention: RetentionEntry | None
    export_section: str | None
    ties: list[TieEntry]
    untied: str
    mentions: list[MentionEntry]
    files: FilesEntry | None
    erasure_rank: int
    columns: list[ColumnEntry]


@dataclass(frozen=True)
class Inventory:
    tables: list[TableEntry]
