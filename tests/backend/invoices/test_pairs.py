"""The same invoice in both syntaxes is the same document."""

from pathlib import Path

import msgspec
import pytest

from backend.invoices.document import InvoiceDocument, Line, Party
from backend.invoices.reading.reader import read_invoice
from tests.backend.invoices.material import sample_files

PAIRS = [(path.parent.parent / "cii" / path.name.replace(".ubl.", ".cii."), path) for path in sample_files("ubl/*.xml")]


@pytest.mark.parametrize(("cii", "ubl"), PAIRS, ids=lambda path: path.name)
def test_both_syntaxes_give_the_same_document(cii: Path, ubl: Path) -> None:
    first, second = (read_invoice(path.read_bytes(), name=path.name).document for path in (cii, ubl))

    assert comparable(first) == comparable(second)


def comparable(document: InvoiceDocument) -> InvoiceDocument:
    """Without what the converter that made the UBL files changed or left out."""
    return msgspec.structs.replace(
        document,
        profile_id=None,
        business_process=None,
        seller=comparable_party(document.seller),
        buyer=comparable_party(document.buyer),
        lines=tuple(comparable_line(line) for line in document.lines),
    )


def comparable_party(party: Party) -> Party:
    """UBL knows no department of a contact; of two identifiers the converter kept the one with a scheme."""
    contact = party.contact and msgspec.structs.replace(party.contact, department=None)
    identifiers = tuple(each for each in party.identifiers if each.scheme or len(party.identifiers) == 1)
    return msgspec.structs.replace(party, contact=contact, identifiers=identifiers)


def comparable_line(line: Line) -> Line:
    """UBL has a gross price only where there is a discount, and the converter wrote discounts of nought."""
    if line.price_discount:
        return line
    return msgspec.structs.replace(line, gross_price=None, price_discount=None)
