"""The data inventory in words: what the portal knows of people, why, for how long."""

from dataclasses import dataclass

import reflex as rx

from frontend.api.privacy import ColumnEntry, TableEntry, read_inventory
from frontend.i18n import Translator, msgid
from frontend.state.base import PageState, handler

_SUBJECTS = {
    "account-holder": msgid("Inhaberinnen und Inhaber von Zugängen"),
    "customer": msgid("Kundinnen und Kunden"),
    "employee": msgid("Beschäftigte"),
    "guest": msgid("Menschen ohne Konto"),
    "nobody": msgid("niemand"),
}

_ERASURES = {
    "deleted": msgid("mit der Zeile gelöscht"),
    "emptied": msgid("geleert"),
    "replaced": msgid("durch ein Pseudonym ersetzt"),
    "kept": msgid("aufbewahrt"),
}


@dataclass(frozen=True)
class ColumnRow:
    name: str
    label: str
    personal: str
    export: str
    erasure: str


@dataclass(frozen=True)
class TableView:
    id: str
    title: str
    name: str
    subjects: str
    purpose: str
    bases: list[str]
    retention: str
    columns_label: str
    columns: list[ColumnRow]


class InventoryPage(PageState, rx.State):
    """What the data protection officer's page shows."""

    loading: bool = True
    lead: str = ""
    tables: list[TableView] = []  # noqa: RUF012 - Reflex copies defaults for each person

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        t = self.t
        inventory = await read_inventory(self.api, language=self.language)
        columns = sum(len(table.columns) for table in inventory.tables)
        self.tables = [_table(t, table) for table in inventory.tables]
        self.lead = t(
            "{tables} Tabellen mit {columns} Spalten. Zu jeder Spalte ist entschieden, wozu sie da ist, wie sie "
            "herausgegeben und wie sie gelöscht wird.",
            tables=len(inventory.tables),
            columns=columns,
        )
        self.loading = False


def _table(t: Translator, table: TableEntry) -> TableView:
    return TableView(
        id=f"table-{table.name}",
        title=table.title,
        name=table.name,
        subjects=", ".join(t(_SUBJECTS[subject]) for subject in table.subjects),
        purpose=table.purpose,
        bases=[f"{basis.norm}: {basis.reason}" for basis in table.legal_bases],
        retention=_retention(t, table),
        columns_label=t.n("Eine Spalte im Einzelnen", "{n} Spalten im Einzelnen", len(table.columns)),
        columns=[_column(t, column) for column in table.columns],
    )


def _retention(t: Translator, table: TableEntry) -> str:
    kept = table.retention
    if kept is None:
        return t("Keine personenbezogenen Daten, keine Frist.")
    parts = (
        t.n("ein Jahr", "{n} Jahre", kept.years) if kept.years else "",
        t.n("ein Tag", "{n} Tage", kept.days) if kept.days else "",
        t.n("eine Stunde", "{n} Stunden", kept.hours) if kept.hours else "",
    )
    period = ", ".join(part for part in parts if part)
    return f"{period} ({kept.event}). {kept.reason}" if period else f"{kept.event}. {kept.reason}"


def _column(t: Translator, column: ColumnEntry) -> ColumnRow:
    erasure = t(_ERASURES[column.erasure])
    return ColumnRow(
        name=column.name,
        label=column.label,
        personal=t("ja") if column.personal else t("nein"),
        export=t("ja") if column.export_key else t("nein: {reason}", reason=column.withheld_because or ""),
        erasure=f"{erasure}: {column.erasure_reason}" if column.erasure_reason else erasure,
    )
