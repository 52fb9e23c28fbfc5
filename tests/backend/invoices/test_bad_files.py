"""Files that cannot be read: each gets an error that says what is wrong, and nothing else ever comes out."""

import io
import zlib
from collections.abc import Callable
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from backend.core.translations import catalogue
from backend.invoices.reading.detect import EmptyFile, FileTooLarge, WrongFileType
from backend.invoices.reading.errors import SENTENCES, TERM_NAMES, UnreadableInvoice
from backend.invoices.reading.fields import (
    CurrencyConflict,
    InvalidAmount,
    InvalidCode,
    InvalidDate,
    MissingTerm,
    ValueTooLong,
)
from backend.invoices.reading.pdf import BrokenPdf, EncryptedPdf, PdfTooComplex
from backend.invoices.reading.reader import NotAnInvoice, PdfWithoutXml, Zugferd1, read_invoice
from backend.invoices.reading.xml import (
    DoctypeForbidden,
    MalformedXml,
    UnknownEncoding,
    WrongEncoding,
    XmlTooComplex,
)
from tests.backend.invoices.material import CII_SUMS, cii, pdf, ubl

Expected = type[UnreadableInvoice]


def refusal(data: bytes, expected: Expected, *, name: str = "rechnung.xml") -> dict[str, str | int]:
    """What the error says about the file."""
    with pytest.raises(expected) as caught:
        read_invoice(data, name=name)
    assert type(caught.value) is expected
    assert sentence_of(caught.value)
    return caught.value.parameters


def sentence_of(error: UnreadableInvoice) -> str:
    """Fails when the sentence wants something the error does not say."""
    return SENTENCES[error.slug].format(**error.parameters)


def declared(encoding: str, data: bytes) -> bytes:
    """An XML file that says it is in `encoding`, whatever it is in."""
    return data.replace(b'encoding="UTF-8"', f'encoding="{encoding}"'.encode())


UMLAUTS = cii(buyer="<ram:Name>Jürgen Grüßner</ram:Name>")
ENTITY_BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>"""
EXTERNAL_ENTITY = cii().replace(
    b"<rsm:CrossIndustryInvoice", b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><rsm:CrossIndustryInvoice'
)
ZUGFERD_1 = b'<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"/>'
ORDER = b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", EmptyFile, id="no content"),
        pytest.param(b" \n\0", EmptyFile, id="blanks only"),
        pytest.param(ENTITY_BOMB, DoctypeForbidden, id="entity bomb"),
        pytest.param(EXTERNAL_ENTITY, DoctypeForbidden, id="external entity"),
        pytest.param(b"<!-- a --><?b c?>" + ENTITY_BOMB[21:], DoctypeForbidden, id="doctype behind a comment"),
        pytest.param(cii().replace(b"380", b"&nbsp;"), MalformedXml, id="undefined entity"),
        pytest.param(cii()[:-10], MalformedXml, id="cut off"),
        pytest.param(cii().replace(b"R-1", b"R\x001"), MalformedXml, id="nought byte"),
        pytest.param(b"<a>" * 3000 + b"</a>" * 3000, XmlTooComplex, id="3,000 levels"),
        pytest.param(b"<a>" + b"<b/>" * 3_000_001 + b"</a>", XmlTooComplex, id="3,000,000 elements"),
        pytest.param(UMLAUTS.decode().encode("iso-8859-1"), WrongEncoding, id="not UTF-8 as it says"),
        pytest.param(declared("ISO-8859-1", UMLAUTS), WrongEncoding, id="not ISO 8859-1 as it says"),
        pytest.param(declared("UTF-16", UMLAUTS), WrongEncoding, id="not UTF-16 as it says"),
        pytest.param(declared("EBCDIC-DE", UMLAUTS), UnknownEncoding, id="an encoding nobody uses"),
        pytest.param(ORDER, NotAnInvoice, id="an order"),
        pytest.param(b"<svg/>", NotAnInvoice, id="a picture in XML"),
        pytest.param(ZUGFERD_1, Zugferd1, id="ZUGFeRD 1.0"),
        pytest.param(cii(number=""), MissingTerm, id="no number"),
        pytest.param(cii(number="<ram:ID> </ram:ID>"), MissingTerm, id="an empty number"),
        pytest.param(cii(number=f"<ram:ID>{'9' * 201}</ram:ID>"), ValueTooLong, id="a number of 201 digits"),
        pytest.param(cii(seller=""), MissingTerm, id="no seller"),
        pytest.param(cii(currency=""), MissingTerm, id="no currency"),
        pytest.param(cii(sums=""), MissingTerm, id="no totals"),
        pytest.param(cii(issued=""), MissingTerm, id="no date"),
        pytest.param(
            cii(currency="<ram:InvoiceCurrencyCode>Euro</ram:InvoiceCurrencyCode>"), InvalidCode, id="not a currency"
        ),
        pytest.param(ubl(head="<cbc:DueDate>24.11.2025</cbc:DueDate>"), InvalidDate, id="a date in German"),
    ],
)
def test_a_bad_file_is_refused_with_its_own_error(data: bytes, expected: Expected) -> None:
    refusal(data, expected)


@pytest.mark.parametrize("content", ["20250230", "2025", "24112025", "20251124x"])
def test_a_date_that_is_none_is_refused_with_its_line(content: str) -> None:
    data = cii(issued=f'<udt:DateTimeString format="102">{content}</udt:DateTimeString>')

    assert refusal(data, InvalidDate) == {"term": "BT-2", "line": line_of(data, content)}


def line_of(data: bytes, content: str) -> int:
    return data[: data.index(content.encode())].count(b"\n") + 1


@pytest.mark.parametrize("content", ["119,00", "1.119,00", "119.00 EUR", "NaN", "Infinity", "1E5", "1" * 16, "--1"])
def test_an_amount_that_is_none_is_refused(content: str) -> None:
    data = cii(sums=CII_SUMS.replace("<ram:GrandTotalAmount>119.00", f"<ram:GrandTotalAmount>{content}"))

    assert refusal(data, InvalidAmount)["term"] == "BT-112"


def test_an_amount_in_another_currency_only_is_refused() -> None:
    data = cii(sums=CII_SUMS.replace("<ram:DuePayableAmount>", '<ram:DuePayableAmount currencyID="USD">'))

    assert refusal(data, CurrencyConflict) == {"term": "BT-115", "found": "USD", "expected": "EUR"}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"PK\x03\x04....", "ZIP"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b'{"number": "1"}', "JSON"),
        (b"Sehr geehrte Damen und Herren", "Text"),
        (b"\x01\x02\x03\x04", "BIN"),
    ],
)
@pytest.mark.parametrize("name", ["rechnung.pdf", "rechnung.xml"])
def test_a_wrong_type_under_a_right_name_is_refused(data: bytes, found: str, name: str) -> None:
    assert refusal(data, WrongFileType, name=name) == {"found": found}


def test_a_file_of_30_mb_is_refused_before_it_is_looked_at() -> None:
    assert refusal(cii() + b" " * 30_000_000, FileTooLarge) == {"limit": 25}


# PDF


def broken_pdf(change: Callable[[bytes], bytes]) -> bytes:
    return change(pdf({"factur-x.xml": cii()}))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"%PDF-1.7\nHallo", BrokenPdf, id="nothing but the first line"),
        pytest.param(broken_pdf(lambda data: data[: len(data) // 2]), BrokenPdf, id="half of it"),
        pytest.param(broken_pdf(lambda data: data.replace(b"/Root", b"/Rood")), BrokenPdf, id="no catalogue"),
        pytest.param(pdf(), PdfWithoutXml, id="no attachment"),
        pytest.param(pdf({"agb.pdf": b"%PDF-1.7"}), PdfWithoutXml, id="another attachment"),
        pytest.param(pdf({"order-x.xml": ORDER}), PdfWithoutXml, id="an order attached"),
        pytest.param(pdf({"ZUGFeRD-invoice.xml": ZUGFERD_1}), Zugferd1, id="ZUGFeRD 1.0"),
        pytest.param(pdf({"factur-x.xml": cii()[:-10]}), MalformedXml, id="broken XML inside"),
        pytest.param(pdf({"factur-x.xml": EXTERNAL_ENTITY}), DoctypeForbidden, id="external entity inside"),
    ],
)
def test_a_bad_pdf_is_refused_with_its_own_error(data: bytes, expected: Expected) -> None:
    refusal(data, expected, name="rechnung.pdf")


@pytest.mark.parametrize("password", ["", "geheim"])
def test_an_encrypted_pdf_is_refused(password: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf({"factur-x.xml": cii()}))))
    writer.encrypt(password, owner_password="chef", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)

    refusal(target.getvalue(), EncryptedPdf, name="rechnung.pdf")


def raw_pdf(catalogue_entry: bytes, *objects: bytes) -> bytes:
    """A PDF written by hand: the catalogue, the tree of pages, and further objects from number 3 on."""
    bodies = [b"<</Type/Catalog/Pages 2 0 R" + catalogue_entry + b">>", b"<</Type/Pages/Kids[]/Count 0>>", *objects]
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return data + end % (len(bodies) + 1, table, len(bodies) + 1, len(data))


def with_packed_xml(packed: bytes, filters: bytes) -> bytes:
    stream = b"<</Length %d/Filter%b>>\nstream\n%b\nendstream" % (len(packed), filters, packed)
    names = b"/Names<</EmbeddedFiles<</Names[(factur-x.xml) 3 0 R]>>>>"
    return raw_pdf(names, b"<</Type/Filespec/F(factur-x.xml)/EF<</F 4 0 R>>>>", stream)


BOMB = zlib.compress(b" " * 200_000_000, 9)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(with_packed_xml(BOMB, b"/FlateDecode"), id="200 MB in 200 kB"),
        pytest.param(with_packed_xml(zlib.compress(BOMB), b"[/FlateDecode/FlateDecode]"), id="packed twice"),
        pytest.param(with_packed_xml(b"x", b"[" + b"/FlateDecode" * 50 + b"]"), id="50 filters"),
        pytest.param(
            raw_pdf(b"/Names<</EmbeddedFiles 3 0 R>>", b"<</Kids[3 0 R 3 0 R]>>"), id="a tree that is its own branch"
        ),
        pytest.param(
            raw_pdf(b"/AF 3 0 R", b"[" + b"4 0 R " * 5000 + b"]", b"<</F(a.xml)/EF<<>>>>"), id="5,000 attachments"
        ),
    ],
)
def test_a_pdf_that_unpacks_without_end_is_refused(data: bytes) -> None:
    refusal(data, PdfTooComplex, name="rechnung.pdf")


SOUND = (pdf({"factur-x.xml": cii()}), cii(), ubl())


@given(
    data=st.sampled_from(SOUND),
    start=st.floats(0, 1),
    length=st.integers(0, 40),
    replacement=st.binary(max_size=12),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_damage_anywhere_gives_an_invoice_or_a_known_error(
    data: bytes, start: float, length: int, replacement: bytes
) -> None:
    """No other exception leaves the reader, so a batch can go on with the next file."""
    place = int(start * len(data))

    assert outcome(data[:place] + replacement + data[place + length :])


def outcome(data: bytes) -> str:
    """The number of the invoice, or the sentence that says why there is none."""
    try:
        return read_invoice(data, name="rechnung").document.number
    except UnreadableInvoice as error:
        return sentence_of(error)


# Sentences


def all_errors(base: type[UnreadableInvoice] = UnreadableInvoice) -> list[type[UnreadableInvoice]]:
    return [each for child in base.__subclasses__() for each in (child, *all_errors(child))]


def test_every_error_has_a_slug_and_a_sentence_of_its_own() -> None:
    slugs = [error.slug for error in all_errors()]

    assert len(slugs) == len(set(slugs))
    assert set(slugs) <= set(SENTENCES)


def test_every_sentence_and_term_is_there_in_english_with_the_same_gaps() -> None:
    english = catalogue("en")

    for german in (*SENTENCES.values(), *TERM_NAMES.values()):
        message = english.get(german)
        assert message is not None, german
        assert gaps(str(message.string)) == gaps(german)


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
