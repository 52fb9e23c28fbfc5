"""What is asked about invoices. Whose rows are seen is decided by row-level security, not here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec

from backend.core.database import connection
from backend.core.errors import NotFound
from backend.core.paging import PageRequest
from backend.core.text import fold, like_pattern
from backend.invoices.document import InvoiceDocument, decode
from backend.invoices.schemas import (
    DifferingInvoice,
    DifferingPage,
    InvoiceListItem,
    InvoicePage,
    InvoiceSort,
    InvoiceState,
    OpenSum,
    TotalsDifference,
    UnmatchedInvoice,
    UnmatchedPage,
)

FileKind = Literal["pdf", "xml"]

_ORDERS: dict[InvoiceSort, str] = {
    "newest": "order by i.issue_date desc, i.id desc",
    "oldest": "order by i.issue_date, i.id",
    "highest": "order by i.total_gross desc, i.id desc",
    "lowest": "order by i.total_gross, i.id",
    "due": "order by i.due_date nulls last, i.id",
}

# Everywhere $1 is today, against which due dates are held.
_SEEN = "(select *, app.invoice_state(payment_state, amount_due, due_date, $1) as state from invoice) as i"

# Then nothing is collected any more, whatever the invoice says.
_MANDATE_ENDED = "app.mandate_has_ended(i.customer_id, i.document #>> '{payment,direct_debit,mandate}')"

# One statement, because most of what a request takes is the way to the database and back.
_LIST = """
select count(*) as all_count,
       count(*) filter (where {wanted}) as total,
       count(*) filter (where i.state in ('open', 'overdue')) as open_count,
       count(*) filter (where i.state = 'overdue') as overdue_count,
       coalesce(array_agg(distinct extract(year from i.issue_date)::int), '{{}}') as years,
       (select coalesce(json_agg(each), '[]') from (
            select sum(i.amount_due) as amount, i.currency from {seen} where i.state in ('open', 'overdue')
            group by i.currency order by i.currency) as each) as open_sums,
       (select coalesce(json_agg(item), '[]') from (
            select i.id, i.number, i.subject, i.type_code, i.issue_date, i.due_date,
                   i.direct_debit and not {mandate_ended} as direct_debit, i.total_gross, i.amount_due, i.currency,
                   i.pdf_size is not null as has_pdf, i.state
            from {seen} where {wanted} {order} limit $2 offset $3) as item) as items
from {seen}"""

# A condition that is not wanted is left out rather than switched off by a null: PostgreSQL then keeps its plan for the
# list instead of making one for each request, which takes longer than the list itself.
_CONDITIONS = {
    "search": "i.search_text like all(${}::text[])",
    "year": "extract(year from i.issue_date) = ${}::int",
    "states": "i.state = any(${}::text[])",
}

_ONE = """
select i.id, app.invoice_state(i.payment_state, i.amount_due, i.due_date, $1) as state, i.paid_on, i.subject,
       {mandate_ended} as mandate_ended, i.document, i.syntax, i.profile, i.pdf_size, i.xml_size
from invoice i where i.id = $2"""


@dataclass(frozen=True)
class InvoiceFilter:
    """Which invoices are wanted: all words of `search` must occur; `open` includes the overdue ones."""

    search: str = ""
    year: int | None = None
    state: InvoiceState | None = None
    sort: InvoiceSort = "newest"

    def conditions(self) -> tuple[str, list[Any]]:
        """As SQL, with the values that it names $4 and following."""
        given: dict[str, Any] = {
            "search": [like_pattern(word) for word in fold(self.search).split()],
            "year": self.year,
            "states": ["open", "overdue"] if self.state == "open" else self.state and [self.state],
        }
        wanted = {name: value for name, value in given.items() if value}
        conditions = [_CONDITIONS[name].format(number) for number, name in enumerate(wanted, start=4)]
        return " and ".join(conditions) or "true", list(wanted.values())


async def list_invoices(*, wanted: InvoiceFilter, page: PageRequest, today: date) -> InvoicePage:
    """One page of the invoices that the actor may see, and the sums over all of them."""
    conditions, values = wanted.conditions()
    query = _LIST.format(wanted=conditions, mandate_ended=_MANDATE_ENDED, seen=_SEEN, order=_ORDERS[wanted.sort])
    row = await connection().fetchrow(query, today, page.size, page.offset, *values)
    assert row is not None, "an aggregate always has a row"
    return InvoicePage(
        today=today,
        items=msgspec.json.decode(row["items"], type=list[InvoiceListItem]),
        total=row["total"],
        page=page.number,
        pages=page.pages(row["total"]),
        open_sums=msgspec.json.decode(row["open_sums"], type=list[OpenSum]),
        open_count=row["open_count"],
        overdue_count=row["overdue_count"],
        all_count=row["all_count"],
        years=sorted(row["years"], reverse=True),
    )


@dataclass(frozen=True)
class KeptInvoice:
    """An invoice as the database holds it."""

    today: date
    id: UUID
    state: InvoiceState
    paid_on: date | None
    subject: str
    mandate_ended: bool
    document: InvoiceDocument
    syntax: str
    profile: str
    pdf_size: int | None
    xml_size: int | None


async def get_invoice(*, invoice_id: UUID, today: date) -> KeptInvoice:
    """One invoice with its whole document. Raises `NotFound` when there is none that the actor may see."""
    row = await connection().fetchrow(_ONE.format(mandate_ended=_MANDATE_ENDED), today, invoice_id)
    if row is None:
        raise NotFound
    fields = dict(row)
    return KeptInvoice(**{**fields, "today": today, "document": decode(fields["document"])})


async def get_file(*, invoice_id: UUID, kind: FileKind) -> tuple[str, str]:
    """SHA-256 and invoice number of a file. Raises `NotFound` when the invoice or that file is not there."""
    row = await connection().fetchrow(
        "select number, case $2 when 'pdf' then pdf_sha256 else xml_sha256 end as sha256 from invoice where id = $1",
        invoice_id,
        kind,
    )
    if row is None or row["sha256"] is None:
        raise NotFound
    return row["sha256"], row["number"]


async def unmatched(*, page: PageRequest) -> UnmatchedPage:
    """Invoices that wait for staff, oldest first."""
    total, rows = await _staff_page(
        "select id, waiting_for, number, document -> 'seller' ->> 'name' as seller, "
        "document -> 'buyer' ->> 'name' as buyer, issue_date, total_gross, currency, imported_at",
        "from invoice where customer_id is null",
        "order by imported_at, id",
        page,
    )
    items = [UnmatchedInvoice(**{**row, "seller": row["seller"] or "", "buyer": row["buyer"] or ""}) for row in rows]
    return UnmatchedPage(items=items, total=total, page=page.number, pages=page.pages(total))


async def differing(*, page: PageRequest) -> DifferingPage:
    """Invoices whose stated totals do not follow from their lines, newest first."""
    total, rows = await _staff_page(
        "select i.id, i.number, c.number as customer_number, i.issue_date, i.currency, i.differences",
        "from invoice i left join customer c on c.id = i.customer_id where i.differences <> '[]'",
        "order by i.imported_at desc, i.id desc",
        page,
    )
    items = [
        DifferingInvoice(**{**row, "differences": msgspec.json.decode(row["differences"], type=list[TotalsDifference])})
        for row in rows
    ]
    return DifferingPage(items=items, total=total, page=page.number, pages=page.pages(total))


async def _staff_page(columns: str, source: str, order: str, page: PageRequest) -> tuple[int, Sequence[dict[str, Any]]]:
    conn = connection()
    total = await conn.fetchval(f"select count(*) {source}")
    rows = await conn.fetch(f"{columns} {source} {order} limit $1 offset $2", page.size, page.offset)
    return total, [dict(row) for row in rows]
