"""Invoices to measure with, made like those of the demo."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Final

import msgspec

from backend.core.money import cents
from backend.demo.documents import monthly_invoice, service_invoice
from backend.demo.tariffs import Customer, Supply
from backend.invoices.batch import IncomingFile
from backend.invoices.document import Address, Identifier, InvoiceDocument, Party, Totals
from backend.invoices.writing.cii import write_cii
from backend.invoices.writing.pdf import write_pdf

NUMBER: Final = "4999999"
NAME: Final = "Sigrid Sechzig"
_YEARS: Final = range(2021, 2026)


def sixty_invoices() -> Iterator[InvoiceDocument]:
    """Five years of monthly invoices of the customer with this number, oldest first."""
    yield from _monthly(_supply("810000", customer_number=NUMBER))


def strangers_invoices(count: int) -> Iterator[InvoiceDocument]:
    """Invoices of a customer whom the portal does not know, each with a number of its own."""
    contracts = (_supply(str(contract), customer_number="4888888") for contract in range(820000, 830000))
    yield from islice((each for supply in contracts for each in _monthly(supply)), count)


def files(documents: Iterable[InvoiceDocument]) -> Iterator[IncomingFile]:
    """PDF files that carry their XML."""
    for document in documents:
        yield IncomingFile(f"{document.number}.pdf", write_pdf(document, write_cii(document)))


def long_invoice(lines: int) -> IncomingFile:
    """One XML file with so many lines, whose totals are right."""
    document = service_invoice(_supply("830000", customer_number="4888888"), issued=date(2025, 5, 5))
    (line,) = document.lines
    assert line.net_amount is not None, "a line of the demo has an amount"
    net = lines * line.net_amount
    vat = cents(net * Decimal("0.19"))
    long = msgspec.structs.replace(
        document,
        lines=tuple(msgspec.structs.replace(line, id=str(number + 1)) for number in range(lines)),
        vat_breakdown=(msgspec.structs.replace(document.vat_breakdown[0], base=net, amount=vat),),
        totals=Totals(lines=net, net=net, vat=vat, gross=net + vat, due=net + vat),
    )
    return IncomingFile(f"{long.number}.xml", write_cii(long))


def _monthly(supply: Supply) -> Iterator[InvoiceDocument]:
    for year in _YEARS:
        for month in range(1, 13):
            issued = (date(year, month, 1) + timedelta(days=31)).replace(day=5)
            yield monthly_invoice(supply, year=year, month=month, issued=issued)


def _supply(contract: str, *, customer_number: str) -> Supply:
    party = Party(
        name=NAME,
        identifiers=(Identifier(value=customer_number),),
        address=Address(line_one="Messweg 60", post_code="00000", city="Lindental", country="DE"),
    )
    return Supply(contract, "electricity", Customer(customer_number, party), f"50000{contract}", "1EMH00 60", 61000, 1)
