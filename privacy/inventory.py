"""The data inventory: every table and column of the portal, as the features describe them.

It serves the data protection officer as part of the records of processing (GDPR, Article 30) and is what export and
erasure go by.
"""

from graphlib import TopologicalSorter
from typing import Final

from piccolo import columns as piccolo
from piccolo.columns import Column
from piccolo.table import Table

from backend.accounts import personal_data as accounts
from backend.appointments.booking import personal_data as booking
from backend.appointments.calendars import personal_data as calendars
from backend.appointments.notices import personal_data as notices
from backend.appointments.setup import personal_data as appointment_setup
from backend.appointments.staff_calendars import personal_data as staff_calendars
from backend.appointments.waiting import personal_data as waiting
from backend.core import technical_tables
from backend.core.mail import personal_data as mail
from backend.core.personal_data import (
    ColumnDecision,
    Exported,
    Retention,
    StoredFiles,
    TableDecisions,
    Withheld,
)
from backend.core.translations import Translator
from backend.delegation import personal_data as delegation
from backend.drafts import personal_data as drafts
from backend.identity import personal_data as identity
from backend.identity.closing import personal_data as closing
from backend.identity.history import personal_data as history
from backend.identity.kept_passkeys import personal_data as kept_passkeys
from backend.identity.oidc import personal_data as oidc
from backend.identity.phone_pin import personal_data as phone_pin
from backend.identity.push_devices import personal_data as push_devices
from backend.identity.recovery import personal_data as recovery
from backend.identity.two_factor import personal_data as two_factor
from backend.invoices import personal_data as invoices
from backend.profile import personal_data as profile
from backend.profile.bank_details import personal_data as bank_details
from backend.push import personal_data as push
from privacy.schemas import (
    ColumnEntry,
    ExportFormat,
    FilesEntry,
    Inventory,
    LegalBasisEntry,
    MentionEntry,
    RetentionEntry,
    TableEntry,
    TieEntry,
)

DECISIONS: Final[tuple[TableDecisions, ...]] = (
    *accounts.TABLES,
    *identity.TABLES,
    *two_factor.TABLES,
    *history.TABLES,
    *closing.TABLES,
    *recovery.TABLES,
    *phone_pin.TABLES,
    *kept_passkeys.TABLES,
    *oidc.TABLES,
    *drafts.TABLES,
    *delegation.TABLES,
    *invoices.TABLES,
    *booking.TABLES,
    *notices.TABLES,
    *waiting.TABLES,
    *staff_calendars.TABLES,
    *calendars.TABLES,
    *appointment_setup.TABLES,
    *profile.TABLES,
    *bank_details.TABLES,
    *push_devices.TABLES,
    *push.TABLES,
    *mail.TABLES,
    *technical_tables.TABLES,
)

# A subclass stands before its base.
_FORMATS: Final[tuple[tuple[type[Column], ExportFormat], ...]] = (
    (piccolo.ForeignKey, "text"),
    (piccolo.JSON, "json"),
    (piccolo.UUID, "text"),
    (piccolo.Text, "text"),
    (piccolo.Integer, "number"),
    (piccolo.Numeric, "decimal"),
    (piccolo.Boolean, "yes-no"),
    (piccolo.Date, "date"),
    (piccolo.Timestamptz, "moment"),
    (piccolo.Bytea, "base64"),
    (piccolo.Array, "list"),
)


def export_format(column: Column) -> ExportFormat:
    """How values of this column stand in an export. Raises `LookupError` for a type that nobody has decided on."""
    for kind, name in _FORMATS:
        if isinstance(column, kind):
            return name
    raise LookupError(f"No export format for {type(column).__name__}")


def erasure_order() -> tuple[str, ...]:
    """All tables, each before those that it references: erasing in this order never breaks a foreign key."""
    references = TopologicalSorter[str]()
    for decisions in DECISIONS:
        references.add(decisions.name)
        for referenced in _referenced(decisions.table):
            references.add(referenced, decisions.name)
    return tuple(references.static_order())


def _referenced(table: type[Table] | str) -> set[str]:
    if isinstance(table, str):
        return set()
    return {key._foreign_key_meta.resolved_references._meta.tablename for key in table._meta.foreign_key_columns}  # noqa: SLF001 - Piccolo's documented metadata


def inventory(t: Translator) -> Inventory:
    """Everything that was decided, in the language of `t`, in the order of erasure."""
    by_name = {decisions.name: decisions for decisions in DECISIONS}
    return Inventory([_table(by_name[name], rank, t) for rank, name in enumerate(erasure_order(), start=1)])


def _table(decisions: TableDecisions, rank: int, t: Translator) -> TableEntry:
    return TableEntry(
        name=decisions.name,
        title=t(decisions.title),
        subjects=[subject.value for subject in decisions.subjects],
        purpose=t(decisions.purpose),
        legal_bases=[LegalBasisEntry(t(basis.norm), t(basis.reason)) for basis in decisions.legal_bases],
        retention=_retention(decisions.retention, t) if decisions.retention else None,
        export_section=decisions.section or None,
        ties=[TieEntry(tie.root.value, list(tie.steps), tie.key) for tie in decisions.ties],
        untied=_text(decisions.untied, t),
        mentions=[MentionEntry(mention.root.value, mention.column) for mention in decisions.mentions],
        files=_files(decisions.files, t) if decisions.files else None,
        erasure_rank=rank,
        columns=[_column(decisions, decision, t) for decision in decisions.decisions],
    )


def _retention(retention: Retention, t: Translator) -> RetentionEntry:
    return RetentionEntry(
        years=retention.period.years,
        days=retention.period.days,
        hours=retention.period.hours,
        from_end_of_year=retention.period.from_end_of_year,
        counted_from=list(retention.counted_from),
        event=t(retention.event),
        reason=t(retention.reason),
        erased_by_job=retention.erased_by.job or None,
        erased_with_row_of=retention.erased_by.row_of or None,
    )


def _files(files: StoredFiles, t: Translator) -> FilesEntry:
    return FilesEntry(t(files.title), list(files.columns), files.folder)


def _column(decisions: TableDecisions, decision: ColumnDecision, t: Translator) -> ColumnEntry:
    erasure = decisions.erasure_of(decision)
    export = decision.export
    return ColumnEntry(
        name=decision.column,
        label=_text(decision.label, t),
        personal=decision.personal,
        export_key=decision.key,
        export_format=_format(decisions.table, decision),
        portable=isinstance(export, Exported) and export.portable,
        withheld_because=t(export.reason) if isinstance(export, Withheld) else None,
        erasure=erasure.fate.value,
        erasure_reason=_text(erasure.reason, t),
        replacement=_text(erasure.replacement, t),
    )


def _format(table: type[Table] | str, decision: ColumnDecision) -> ExportFormat | None:
    if decision.key is None:
        return None
    assert not isinstance(table, str), "nothing is exported from a table that Piccolo does not know"
    return export_format(table._meta.get_column_by_name(decision.column))  # noqa: SLF001 - Piccolo's documented metadata


def _text(text: str, t: Translator) -> str:
    """The translation; an empty text stays empty, although a catalogue has its header under that name."""
    return t(text) if text else ""
