"""A table that becomes cards where it has little room, and stays a table for screen readers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

from frontend.components.badge import badge
from frontend.components.example import Example
from frontend.components.icons import icon
from frontend.components.link import link
from frontend.components.values import Content, Handler, Text, each, either, pick
from frontend.i18n import Translator

Order = Literal["ascending", "descending", "none"]


@dataclass(frozen=True, kw_only=True)
class Sort:
    """How a column is sorted now, and what sorts by it."""

    order: Order | rx.Var[str]
    on_click: Handler


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its header, and how it shows a row.

    `names_row` makes its cells the headers of their rows. `is_number` sets them to the right. On a card the header
    stands before the value unless `is_plain`: a date, a state or a name explains itself. Plain values stand in pairs;
    one that `takes_line` has a line to itself.
    """

    label: str
    cell: Callable[[Any], Content]
    names_row: bool = False
    is_number: bool = False
    is_plain: bool = False
    takes_line: bool = False
    sort: Sort | None = None


def data_table(
    caption: Content,
    *,
    columns: Sequence[Column],
    rows: Sequence[Any] | rx.Var[list[Any]],
    totals: Sequence[tuple[str, Text]] = (),
    id: str | None = None,  # noqa: A002 - the name that HTML gives it.
) -> rx.Component:
    """`caption` says what the table holds and how it is sorted; `totals` are lines of label and sum at its end.

    Browsers forget what a table is once CSS displays it as cards; the roles keep it in mind.
    """
    head = rx.el.tr(*(_header(column) for column in columns), role="row")
    foot = rx.el.tfoot(*(_total(label, text, len(columns)) for label, text in totals), role="rowgroup")
    table = rx.el.table(
        rx.el.caption(caption),
        rx.el.thead(head, role="rowgroup"),
        rx.el.tbody(each(rows, lambda row: _row(columns, row)), role="rowgroup"),
        *((foot,) if totals else ()),
        class_name="table",
        role="table",
        id=id,
    )
    return rx.el.div(rx.el.div(table, class_name="card table-card"), class_name="table-box")


def _header(column: Column) -> rx.Component:
    order = column.sort.order if column.sort else None
    return rx.el.th(
        _sorter(column.label, column.sort) if column.sort else column.label,
        scope="col",
        role="columnheader",
        class_name="end" if column.is_number else None,
        aria_sort=order,
    )


def _sorter(label: str, sort: Sort) -> rx.Component:
    is_sorted = sort.order != "none"
    mark = either(
        is_sorted,
        rx.el.span(icon("sorted"), class_name=pick(sort.order == "ascending", "turned", "")),
        icon("sort"),
    )
    return rx.el.button(label, mark, type="button", class_name="sort", on_click=sort.on_click)


def _row(columns: Sequence[Column], row: Any) -> rx.Component:
    return rx.el.tr(*(_cell(column, row) for column in columns), role="row")


def _cell(column: Column, row: Any) -> rx.Component:
    classes = {"end": column.is_number, "whole": column.takes_line}
    props: dict[str, Any] = {"class_name": " ".join(name for name, is_so in classes.items() if is_so) or None}
    if column.names_row:
        return rx.el.th(column.cell(row), scope="row", role="rowheader", **props)
    if not column.is_plain:
        props["custom_attrs"] = {"data-label": column.label}
    return rx.el.td(column.cell(row), role="cell", **props)


def _total(label: str, text: Text, columns: int) -> rx.Component:
    return rx.el.tr(
        rx.el.th(label, scope="row", role="rowheader", col_span=columns - 1),
        rx.el.td(text, role="cell", class_name="end"),
        role="row",
    )


@dataclass(frozen=True)
class _Invoice:
    number: str
    date: str
    state: str
    kind: Literal["success", "warning", "danger"]
    total: str


def examples(t: Translator) -> tuple[Example, ...]:
    rows = (
        _Invoice("2026-1103", t("3. November 2026"), t("fällig am 24. November"), "warning", "84,20 €"),
        _Invoice("2026-1004", t("2. Oktober 2026"), t("bezahlt"), "success", "84,20 €"),
        _Invoice("2026-0902", t("1. September 2026"), t("überfällig"), "danger", "91,75 €"),
    )
    return (
        Example(t("Liste mit Sortierung"), _list_example(t, rows)),
        Example(t("Posten mit Summe"), _lines_example(t)),
    )


def _list_example(t: Translator, rows: Sequence[_Invoice]) -> rx.Component:
    return data_table(
        t("3 von 38 Rechnungen, neueste zuerst"),
        columns=(
            Column(label=t("Nummer"), cell=lambda row: link(row.number, href="#main"), names_row=True),
            Column(
                label=t("Datum"),
                cell=lambda row: row.date,
                is_plain=True,
                sort=Sort(order="descending", on_click=rx.noop()),
            ),
            Column(label=t("Status"), cell=lambda row: badge(row.state, kind=row.kind), is_plain=True),
            Column(
                label=t("Betrag"),
                cell=lambda row: row.total,
                is_number=True,
                is_plain=True,
                sort=Sort(order="none", on_click=rx.noop()),
            ),
        ),
        rows=rows,
    )


def _lines_example(t: Translator) -> rx.Component:
    return data_table(
        t("Posten der Rechnung"),
        columns=(
            Column(label=t("Leistung"), cell=lambda row: row[0], names_row=True),
            Column(label=t("Menge"), cell=lambda row: row[1], is_number=True),
            Column(label=t("Einzelpreis"), cell=lambda row: row[2], is_number=True),
            Column(label=t("Betrag netto"), cell=lambda row: row[3], is_number=True),
        ),
        rows=(
            (t("Arbeitspreis Strom"), "182 kWh", "0,3245 €", "59,06 €"),
            (t("Grundpreis"), t("1 Monat"), "11,70 €", "11,70 €"),
        ),
        totals=((t("Summe netto"), "70,76 €"), (t("Umsatzsteuer 19 %"), "13,44 €"), (t("Rechnungsbetrag"), "84,20 €")),
    )
