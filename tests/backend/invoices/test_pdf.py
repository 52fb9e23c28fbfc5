"""The PDF that carries an invoice."""

import io
import re
from typing import Any, cast

import msgspec
import pytest
from lxml import etree
from PIL import Image, ImageCms
from pypdf import PdfReader

from backend.invoices.document import InvoiceDocument, Payment
from backend.invoices.reading.reader import read_invoice
from backend.invoices.writing.cii import write_cii
from backend.invoices.writing.pdf import write_pdf
from backend.invoices.writing.srgb import srgb_profile
from tests.backend.invoices.material import CII_SUMS, cii, cii_line, sample_files

SAMPLES = sample_files("cii/*.xml")


def document_of(data: bytes) -> InvoiceDocument:
    return read_invoice(data, name="rechnung.xml").document


def written(document: InvoiceDocument) -> bytes:
    return write_pdf(document, write_cii(document))


def words_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


@pytest.fixture(scope="module")
def example() -> bytes:
    path = next(path for path in SAMPLES if path.name.startswith("XRECHNUNG_Einfach"))
    return written(document_of(path.read_bytes()))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_invoice_inside_a_written_pdf_is_the_one_put_in(path: Any) -> None:
    document = document_of(path.read_bytes())
    xml = write_cii(document)
    read = read_invoice(write_pdf(document, xml), name="rechnung.pdf")

    assert read.document == document
    assert read.xml == xml


def test_people_read_what_machines_read(example: bytes) -> None:
    words = words_of(example)

    for part in (
        "Rechnung 471102",
        "Kunden AG Mitte",
        "15.11.2024",
        "Trennblätter A4",
        "20 Stück",
        "198,00 €",
        "7 % Umsatzsteuer auf 275,00 €",
        "529,87 €",
        "DE02 1203 0000 0000 2020 51",
        "Verwendungszweck: 471102",
    ):
        assert part in words


def test_the_same_invoice_gives_the_same_bytes() -> None:
    document = document_of(SAMPLES[0].read_bytes())

    assert written(document) == written(document)


def test_two_invoices_give_two_identifiers() -> None:
    first, second = (PdfReader(io.BytesIO(written(document_of(path.read_bytes())))) for path in SAMPLES[:2])

    assert first.trailer["/ID"] != second.trailer["/ID"]


def root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def test_the_xml_is_an_associated_file_of_the_document(example: bytes) -> None:
    reader = PdfReader(io.BytesIO(example))
    (attachment,) = reader.attachment_list
    (associated,) = root(reader)["/AF"]

    assert associated.get_object() == attachment.pdf_object
    assert attachment.name == "factur-x.xml"
    assert attachment.associated_file_relationship == "/Alternative"
    assert attachment.subtype == "/text/xml"
    assert attachment.size == len(attachment.content)


def test_the_metadata_say_which_standards_the_file_follows(example: bytes) -> None:
    reader = PdfReader(io.BytesIO(example))
    xmp = etree.fromstring(root(reader)["/Metadata"].get_data())
    facts = {etree.QName(each).localname: each.text for each in xmp.iter(etree.Element) if each.text}

    assert (facts["part"], facts["conformance"]) == ("3", "B")
    assert facts["ConformanceLevel"] == "EN 16931"
    assert facts["DocumentFileName"] == "factur-x.xml"
    assert reader.metadata is not None
    assert reader.metadata.title == "Rechnung 471102"
    assert facts["CreateDate"] == "2024-11-15T00:00:00Z"
    assert reader.metadata.creation_date_raw == "D:20241115000000Z"
    assert root(reader)["/Lang"] == "de-DE"


def test_every_font_is_embedded(example: bytes) -> None:
    reader = PdfReader(io.BytesIO(example))
    fonts = [font.get_object() for page in reader.pages for font in cast(Any, page["/Resources"])["/Font"].values()]

    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_the_colours_have_a_profile_that_other_programs_understand(example: bytes) -> None:
    (intent,) = root(PdfReader(io.BytesIO(example)))["/OutputIntents"]
    embedded = intent["/DestOutputProfile"].get_data()
    profile = ImageCms.ImageCmsProfile(io.BytesIO(embedded))
    picture = Image.new("RGB", (1, 1), (200, 100, 50))

    assert embedded == srgb_profile()
    converted = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"))
    assert converted is not None
    assert converted.getpixel((0, 0)) == (200, 100, 50)


def test_a_long_invoice_goes_on_overleaf_with_its_head_repeated() -> None:
    lines = "".join(cii_line(str(number), "1.00", name=f"Posten {number}") for number in range(1, 101))
    pages = PdfReader(io.BytesIO(written(document_of(cii(lines=lines))))).pages

    assert len(pages) > 2
    assert all("Bezeichnung" in page.extract_text() for page in pages[:-1])
    assert "Rechnung R-1" in pages[1].extract_text()
    assert "Posten 100" in "".join(page.extract_text() for page in pages)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (cii(), "Bitte zahlen Sie 119,00 €."),
        (cii(type_code="381"), "Wir schreiben Ihnen 119,00 € gut."),
        (cii(sums=CII_SUMS.replace(">1", ">-1")), "Wir schreiben Ihnen 119,00 € gut."),
        (cii(sums=re.sub(r"(Due\w+>)[\d.]+", r"\g<1>0.00", CII_SUMS)), "Es ist nichts zu zahlen."),
    ],
)
def test_a_sentence_says_what_is_to_be_done(data: bytes, sentence: str) -> None:
    assert sentence in words_of(written(document_of(data)))


def test_direct_debit_says_which_account_and_when() -> None:
    path = next(path for path in SAMPLES if "SEPA" in path.name)
    words = words_of(written(document_of(path.read_bytes())))

    assert "Wir buchen 529,87 € von Ihrem Konto ab." in words
    assert "Mandatsreferenz: REF A-123" in words
    assert "DE21 8600 0000 0086 0010 55" in words


def test_what_people_wrote_is_text_and_never_markup() -> None:
    note = "<ram:IncludedNote><ram:Content>&lt;b&gt; 5 &lt; 6 &amp; 7</ram:Content></ram:IncludedNote>"
    document = document_of(cii(notes=note, lines=cii_line("1", "100", name="A &amp; B &lt;i&gt;")))
    words = words_of(written(msgspec.structs.replace(document, payment=Payment(terms="<br/> & mehr"))))

    for part in ("<b> 5 < 6 & 7", "A & B <i>", "<br/> & mehr"):
        assert part in words
