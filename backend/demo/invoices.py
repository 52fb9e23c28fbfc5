"""The invoices of the demo: three customers over three years, in every state an invoice can be in.

The same day gives the same invoices, byte for byte. What an invoice says does not depend on the day at all; the day
only decides which invoices there are by then, and which of them are paid.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import msgspec

from backend.demo.documents import (
    corrected_invoice,
    credit_note,
    instalment,
    monthly_invoice,
    service_invoice,
    statement,
)
from backend.demo.tariffs import SUPPLIES, Supply
from backend.invoices.document import InvoiceDocument
from backend.invoices.writing.cii import write_cii
from backend.invoices.writing.pdf import write_pdf

YEARS_BACK = 3

DemoState = Literal["open", "overdue", "paid", "credited", "cancelled"]
"""`credited`: a credit note took the invoice back. `cancelled`: it was sent by mistake and is void."""


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """An invoice that exists by a certain day, and how it stands then. `paid_on` is set for paid ones only."""

    customer_number: str
    document: InvoiceDocument
    state: DemoState
    paid_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class DemoInvoice(Scheduled):
    """A scheduled invoice with its files: the XML, and the PDF that carries it."""

    xml: bytes
    pdf: bytes


def demo_invoices(today: date) -> Iterator[DemoInvoice]:
    """All invoices that exist on `today`, oldest first for each customer. Each takes about 20 ms to make."""
    for each in schedule(today):
        xml = write_cii(each.document)
        pdf = write_pdf(each.document, xml)
        yield DemoInvoice(
            customer_number=each.customer_number,
            document=each.document,
            state=each.state,
            paid_on=each.paid_on,
            xml=xml,
            pdf=pdf,
        )


def schedule(today: date) -> list[Scheduled]:
    """The invoices without their files."""
    since = date(today.year - YEARS_BACK, today.month, 1)
    found = [*_ingrid(today), *_yildiz(today), *_kornblume(today)]
    issued = [each for each in found if since <= each.document.issue_date <= today]
    return sorted(issued, key=lambda each: (each.customer_number, each.document.issue_date, each.document.number))


def _ingrid(today: date) -> list[Scheduled]:
    """Pays by transfer, and has forgotten her last instalment for water. Once she paid for a test and got it back."""
    electricity, water = SUPPLIES["ingrid-electricity"], SUPPLIES["ingrid-water"]
    lit = [_settled(each, electricity, today) for each in _by_instalments(electricity, today, months=1)]
    watered = [_settled(each, water, today) for each in _by_instalments(water, today, months=3)]
    test = service_invoice(electricity, issued=date(today.year - 1, 5, 12))
    taken_back = credit_note(
        test,
        issued=test.issue_date + timedelta(days=9),
        reason="Die Prüfung hat ergeben, dass der Zähler zu viel angezeigt hat. Sie zahlen dafür nichts.",
    )
    number = electricity.customer.number
    return [
        *lit,
        *_with_youngest_overdue(watered),
        Scheduled(customer_number=number, document=test, state="credited"),
        _paid(number, taken_back, taken_back.issue_date + timedelta(days=3)),
    ]


def _yildiz(today: date) -> list[Scheduled]:
    """Has everything collected. One statement was sent twice, the second one is void."""
    heat, water = SUPPLIES["yildiz-heat"], SUPPLIES["yildiz-water"]
    warmed = [_settled(each, heat, today) for each in _by_instalments(heat, today, months=1)]
    watered = [_settled(each, water, today) for each in _by_instalments(water, today, months=3)]
    twice = next(each for each in warmed if each.document.number == f"J{today.year - 2}-{heat.contract}")
    second = msgspec.structs.replace(twice.document, number=f"{twice.document.number}-2")
    return [*warmed, *watered, Scheduled(customer_number=heat.customer.number, document=second, state="cancelled")]


def _kornblume(today: date) -> list[Scheduled]:
    """Gets an invoice each month for what it used, and is late with the youngest one.

    Each July the meter is misread: the invoice is credited and made anew. The money of the last credit note waits.
    """
    supply = SUPPLIES["kornblume-electricity"]
    ordinary = [_settled(_monthly(supply, each), supply, today) for each in _months(today)]
    misread = [each.document for each in ordinary if each.document.issue_date.month == 8]
    given_back = [_taken_back(each) for each in misread if _correction_day(each) <= today]
    number = supply.customer.number
    settled = [_paid(number, each, each.issue_date + timedelta(days=7)) for each in given_back[:-1]]
    waiting = [Scheduled(customer_number=number, document=each, state="open") for each in given_back[-1:]]
    anew = [corrected_invoice(supply, each, issued=_correction_day(each)) for each in misread]
    standing = [
        replace(each, state="credited", paid_on=None)
        if each.document in misread and _correction_day(each.document) <= today
        else each
        for each in ordinary
    ]
    corrected = [_settled(each, supply, today) for each in anew]
    return [*_with_youngest_overdue(standing), *settled, *waiting, *corrected]


def _taken_back(document: InvoiceDocument) -> InvoiceDocument:
    reason = "Der Zähler wurde falsch abgelesen. Sie erhalten eine neue Rechnung."
    return credit_note(document, issued=_correction_day(document), reason=reason)


def _correction_day(document: InvoiceDocument) -> date:
    return document.issue_date + timedelta(days=20)


# Rhythms


def _by_instalments(supply: Supply, today: date, *, months: int) -> Iterator[InvoiceDocument]:
    """Instalments for every month or quarter, and a statement in January.

    An instalment is sent on the 25th before it is due on the 24th, so that at any time exactly one monthly instalment
    waits to be paid.
    """
    for year in range(today.year - YEARS_BACK - 1, today.year + 2):
        parts = [_part(supply, year, month, months) for month in range(1, 13, months)]
        yield from parts
        yield statement(supply, year=year, issued=date(year + 1, 1, 12), instalments=parts)


def _part(supply: Supply, year: int, month: int, months: int) -> InvoiceDocument:
    due = date(year, month, 24)
    issued = (due.replace(day=1) - timedelta(days=1)).replace(day=25)
    return instalment(supply, year=year, month=month, issued=issued, due=due, months=months)


def _months(today: date) -> Iterator[date]:
    """The first day of each month that may have an invoice by now."""
    for year in range(today.year - YEARS_BACK - 1, today.year + 1):
        yield from (date(year, month, 1) for month in range(1, 13))


def _monthly(supply: Supply, month: date) -> InvoiceDocument:
    """Sent on the 5th of the month after."""
    issued = (month + timedelta(days=31)).replace(day=5)
    return monthly_invoice(supply, year=month.year, month=month.month, issued=issued)


# States


def _settled(document: InvoiceDocument, supply: Supply, today: date) -> Scheduled:
    """Open until it is due, then paid; money comes back three weeks after the invoice."""
    number, due = supply.customer.number, document.payment.due_date or document.issue_date
    if document.owed_by_buyer < 0:
        due = document.issue_date + timedelta(days=21)
    if due >= today:
        return Scheduled(customer_number=number, document=document, state="open")
    # People pay a few days early, the bank collects on the day.
    early = 0 if supply.customer.by_direct_debit else document.issue_date.month % 5
    return _paid(number, document, due - timedelta(days=early))


def _paid(customer_number: str, document: InvoiceDocument, day: date) -> Scheduled:
    return Scheduled(customer_number=customer_number, document=document, state="paid", paid_on=day)


def _with_youngest_overdue(found: list[Scheduled]) -> list[Scheduled]:
    """The youngest invoice that had to be paid by now was not."""
    owed = [each for each in found if each.state == "paid" and each.document.owed_by_buyer > 0]
    latest = max(owed, key=lambda each: each.document.issue_date)
    return [replace(each, state="overdue", paid_on=None) if each is latest else each for each in found]
