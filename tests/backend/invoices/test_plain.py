"""A plain PDF and the small JSON beside it."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from backend.invoices.document import CreditTransfer, Identifier
from backend.invoices.reading import plain
from backend.invoices.reading.plain import InvalidCompanion
from backend.invoices.reading.reader import Finding, PdfWithoutXml, read_invoice
from backend.invoices.totals import check_totals
from tests.backend.invoices.material import cii, pdf

SMALLEST = {
    "number": "1",
    "issue_date": "2025-11-24",
    "currency": "EUR",
    "seller": {"name": "Stadtwerke"},
    "net": "100.00",
    "vat": "19.00",
    "gross": "119.00",
    "due": "119.00",
}


def companion(**changes: object) -> bytes:
    return json.dumps(SMALLEST | changes).encode()


def documented_example() -> bytes:
    """The example in the module's own documentation."""
    found = re.search(r"\{.*\n    \}", plain.__doc__ or "", re.DOTALL)
    assert found is not None
    return found[0].encode()


def test_the_documented_example_is_read() -> None:
    read = read_invoice(pdf(), name="rechnung.pdf", companion=documented_example())
    document = read.document

    assert (read.syntax, read.profile, read.xml) == ("plain", "plain", None)
    assert (document.number, document.issue_date) == ("2025-0815", date(2025, 11, 24))
    assert document.totals.due == Decimal("119.00")
    assert document.payment.due_date == date(2025, 12, 8)
    assert document.buyer.identifiers == (Identifier(value="40 12 345"),)
    assert document.payment.means[0].credit_transfer == CreditTransfer(
        account="DE02120300000000202051", holder="Stadtwerke Lindental GmbH"
    )
    assert check_totals(document) == []


def test_a_credit_note_says_so() -> None:
    read = read_invoice(pdf(), name="gutschrift.pdf", companion=companion(kind="credit-note"))

    assert read.document.owed_by_buyer == Decimal("-119.00")


def test_a_pdf_that_says_everything_itself_needs_no_companion() -> None:
    read = read_invoice(pdf({"factur-x.xml": cii()}), name="rechnung.pdf", companion=b"not even JSON")

    assert read.syntax == "cii"
    assert Finding("companion-not-used") in read.findings


def test_a_plain_pdf_alone_is_refused() -> None:
    with pytest.raises(PdfWithoutXml):
        read_invoice(pdf(), name="rechnung.pdf")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(b"number: 1", "JSON", id="not JSON"),
        pytest.param(b"\xff\xfe{}", "JSON", id="not UTF-8"),
        pytest.param(b"[]", "array", id="a list"),
        pytest.param(companion(duedate="2025-12-08"), "duedate", id="a misspelt key"),
        pytest.param(companion(number=""), "$.number", id="an empty number"),
        pytest.param(companion(number=1), "$.number", id="a number that is none"),
        pytest.param(companion(number="1\u0000"), "control", id="a nought byte"),
        pytest.param(companion(due="119,00"), "$.due", id="an amount in German"),
        pytest.param(companion(due=119.0), "$.due", id="an amount as a float"),
        pytest.param(companion(issue_date="24.11.2025"), "$.issue_date", id="a date in German"),
        pytest.param(companion(currency="Euro"), "$.currency", id="not a currency"),
        pytest.param(companion(kind="reminder"), "$.kind", id="another kind"),
        pytest.param(json.dumps({"number": "1"}).encode(), "issue_date", id="a missing key"),
        pytest.param(companion(title="x" * 70_000), "64 KB", id="too large"),
    ],
)
def test_a_companion_that_does_not_fit_is_refused_and_told_where(data: bytes, place: str) -> None:
    with pytest.raises(InvalidCompanion) as caught:
        read_invoice(pdf(), name="rechnung.pdf", companion=data)

    assert place in str(caught.value.parameters["reason"])
