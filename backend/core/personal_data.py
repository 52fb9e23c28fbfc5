"""The words in which every feature says what it knows about people.

Each feature's `personal_data.py` describes its tables in these terms, column by column; `privacy.inventory` collects
them, and a test fails when a column of the database has no decision. Export (GDPR, Articles 15 and 20), erasure
(Article 17) and the records of processing (Article 30) all follow from this one description, so it holds what they
need: how a row is tied to a person, under which key a value is handed out, and what becomes of it in the end.

Texts are message ids (German) for the data protection officer; `privacy.inventory` translates them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from piccolo.table import Table


class Subject(StrEnum):
    """Whose data a table holds (GDPR, Article 4 (1))."""

    ACCOUNT_HOLDER = "account-holder"
    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    GUEST = "guest"
    NOBODY = "nobody"


class Root(StrEnum):
    """The tables with one row per person that all other rows are tied to."""

    ACCOUNT = "account"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class Tie:
    """Ties a row to the person it is about.

    `path` names the columns to follow, with dots: all but the last are foreign keys, and the last holds the value of
    the root's column `key`. "activation_code_id.customer_id" leads by way of the activation code to the customer.
    """

    root: Root
    path: str
    key: str = "id"

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(self.path.split("."))


@dataclass(frozen=True)
class Mention:
    """A column that names a person whom the row does not belong to; it is emptied when that person is erased."""

    root: Root
    column: str


@dataclass(frozen=True)
class Exported:
    """The value is handed out on request (Article 15).

    `portable`: the person has provided it, so it also goes into the file for another company (Article 20). `key` is
    its name in that file; empty means the name of the column.
    """

    portable: bool = False
    key: str = ""


@dataclass(frozen=True)
class Withheld:
    """The value is not handed out, for this reason."""

    reason: str


Export = Exported | Withheld

PROVIDED = Exported(portable=True)
DISCLOSED = Exported()


class Fate(StrEnum):
    """What erasure does to a value."""

    DELETED = "deleted"
    """The whole row goes."""
    EMPTIED = "emptied"
    """The row stays without the value: null, or the empty text where null is not allowed."""
    REPLACED = "replaced"
    """The row stays with a word that names nobody."""
    KEPT = "kept"
    """The value stays until the row's retention ends."""


@dataclass(frozen=True)
class Erasure:
    """What becomes of a value when the person is erased, and why if it is not simply gone."""

    fate: Fate
    reason: str = ""
    replacement: str = ""

    def __post_init__(self) -> None:
        if self.fate is Fate.KEPT and not self.reason:
            raise ValueError("What is kept needs a reason.")
        if (self.fate is Fate.REPLACED) != bool(self.replacement):
            raise ValueError("A replacement belongs to what is replaced, and to nothing else.")


DELETED = Erasure(Fate.DELETED)
EMPTIED = Erasure(Fate.EMPTIED)


def replaced_by(word: str) -> Erasure:
    """The value becomes `word`, the same for everybody."""
    return Erasure(Fate.REPLACED, replacement=word)


def kept(reason: str) -> Erasure:
    """The value stays until the end of the table's retention."""
    return Erasure(Fate.KEPT, reason)


@dataclass(frozen=True)
class LegalBasis:
    """What permits the processing (GDPR, Article 6 (1)) or demands it, and the law or interest behind it."""

    norm: str
    reason: str


@dataclass(frozen=True)
class Period:
    """How long rows are kept. `from_end_of_year` counts from the end of the calendar year, as § 147 (4) AO does."""

    years: int = 0
    days: int = 0
    hours: int = 0
    from_end_of_year: bool = False


@dataclass(frozen=True)
class ErasedBy:
    """What carries the erasure out when the time is over: a scheduled job, or the deletion of another table's row.

    Neither means that no machine does it yet: the data protection officer has it done.
    """

    job: str = ""
    row_of: str = ""


@dataclass(frozen=True)
class Retention:
    """How long rows are kept, from when, why, and what erases them.

    The period begins at the earliest of the columns `counted_from` that is set; while none is, it has not begun.
    `event` says in words what happens then. Without columns, the event is one that only the company knows.
    """

    period: Period
    event: str
    reason: str
    counted_from: tuple[str, ...] = ()
    erased_by: ErasedBy = ErasedBy()


@dataclass(frozen=True)
class StoredFiles:
    """Files in the storage that rows name by SHA-256. Equal files are kept once; the last row takes its file along."""

    columns: tuple[str, ...]
    title: str
    folder: str
    """Where they lie in the archive that is handed out."""


@dataclass(frozen=True)
class ColumnDecision:
    """What was decided about one column. `label` is empty for a column that says nothing about a person."""

    column: str
    label: str
    personal: bool
    export: Export
    erasure: Erasure | None = None
    """None: as the table's."""

    @property
    def key(self) -> str | None:
        """The value's name in an export, or None when it is withheld."""
        return (self.export.key or self.column) if isinstance(self.export, Exported) else None


Decisions = tuple[ColumnDecision, ...]


def personal(labels: Mapping[str, str], *, export: Export, erasure: Erasure | None = None) -> Decisions:
    """Columns that say something about a person, each with what it is called in an export."""
    return tuple(ColumnDecision(column, label, True, export, erasure) for column, label in labels.items())


def impersonal(*columns: str, reason: str, erasure: Erasure | None = None) -> Decisions:
    """Columns that say nothing about a person, and why."""
    return tuple(ColumnDecision(column, "", False, Withheld(reason), erasure) for column in columns)


@dataclass(frozen=True, kw_only=True)
class TableDecisions:
    """What was decided about one table, down to each column. `table` is a name where Piccolo does not know it."""

    table: type[Table] | str
    title: str
    subjects: tuple[Subject, ...]
    purpose: str
    legal_bases: tuple[LegalBasis, ...] = ()
    retention: Retention | None = None
    section: str = ""
    """The rows' name in an export; empty when nothing of them is handed out."""
    ties: tuple[Tie, ...] = ()
    untied: str = ""
    """Why some or all rows cannot be found by a person, where that is so."""
    mentions: tuple[Mention, ...] = ()
    files: StoredFiles | None = None
    erasure: Erasure = DELETED
    columns: tuple[Decisions, ...]

    def __post_init__(self) -> None:
        if self.holds_personal_data and not (self.legal_bases and self.retention and (self.ties or self.untied)):
            raise ValueError(f"{self.name} needs a legal basis, a retention, and a tie to a person or why it has none.")
        if self.holds_personal_data == (self.subjects == (Subject.NOBODY,)):
            raise ValueError(f"{self.name} must say whose its data is, or that it has none.")
        if bool(self.section) != any(decision.key for decision in self.decisions):
            raise ValueError(f"{self.name} needs a section exactly when something of it is exported.")

    @property
    def name(self) -> str:
        return self.table if isinstance(self.table, str) else self.table._meta.tablename  # noqa: SLF001 - Piccolo's documented way to a table's name

    @property
    def decisions(self) -> Decisions:
        return tuple(chain.from_iterable(self.columns))

    @property
    def holds_personal_data(self) -> bool:
        return any(decision.personal for decision in self.decisions)

    def erasure_of(self, decision: ColumnDecision) -> Erasure:
        """What erasure does to this column."""
        return decision.erasure or self.erasure
