"""The data inventory, for the data protection officer (Art. 30 GDPR)."""

from typing import Any

import reflex as rx

from frontend.components.card import card, stack
from frontend.components.details import details
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_list
from frontend.components.table import Column, data_table
from frontend.components.values import each
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.state.inventory import InventoryPage


def page(t: Translator) -> rx.Component:
    tables = stack(each(InventoryPage.tables, lambda table: _table(t, table)))
    return shell(
        t,
        key="privacy-inventory",
        title=t("Verzeichnis der Daten"),
        lead=InventoryPage.lead,
        content=(loading(t, tables, when=InventoryPage.loading, lines=14),),
    )


def _table(t: Translator, table: Any) -> rx.Component:
    columns = data_table(
        table.title,
        columns=(
            Column(label=t("Spalte"), cell=lambda column: column.label, names_row=True),
            Column(label=t("Name in der Datenbank"), cell=lambda column: rx.el.code(column.name)),
            Column(label=t("Personenbezogen"), cell=lambda column: column.personal),
            Column(label=t("Auskunft"), cell=lambda column: column.export),
            Column(label=t("Löschung"), cell=lambda column: column.erasure),
        ),
        rows=table.columns,
    )
    bases = each(table.bases, lambda basis: rx.el.span(basis, class_name="line"))
    return card(
        summary_list(
            Entry(t("Tabelle"), rx.el.code(table.name)),
            Entry(t("Wessen Daten"), table.subjects),
            Entry(t("Zweck"), table.purpose),
            Entry(t("Rechtsgrundlage"), bases),
            Entry(t("Aufbewahrung"), table.retention),
        ),
        details(table.columns_label, columns),
        title=table.title,
    )
