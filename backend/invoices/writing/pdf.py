"""Writing an invoice as a PDF that carries its XML (Factur-X, in the form of PDF/A-3b: ISO 19005-3)."""

import hashlib
import io
from datetime import UTC, datetime, time

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from backend.invoices.document import InvoiceDocument
from backend.invoices.writing import words
from backend.invoices.writing.letter import write_letter
from backend.invoices.writing.metadata import xmp
from backend.invoices.writing.srgb import srgb_profile

XML_NAME = "factur-x.xml"
TOOL = "Servicetheke"
DEFAULT_ACCENT = "#0b5563"


def write_pdf(document: InvoiceDocument, xml: bytes, *, accent: str = DEFAULT_ACCENT) -> bytes:
    """The invoice for people, with `xml`, the same invoice for machines, embedded. The same input, the same bytes."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(write_letter(document, accent=accent))))
    writer.pdf_header = "%PDF-1.7"
    _attach(writer, document, xml)
    _describe(writer, document)
    _state_colours(writer)
    _identify(writer, xml)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _attach(writer: PdfWriter, document: InvoiceDocument, xml: bytes) -> None:
    """Embed the XML as an alternative of the whole document (ISO 19005-3, 6.8)."""
    attachment = writer.add_attachment(XML_NAME, xml)
    attachment.alternative_name = TextStringObject(XML_NAME)
    attachment.description = TextStringObject("Rechnung im Format EN 16931 (Factur-X)")
    attachment.associated_file_relationship = NameObject("/Alternative")
    attachment.subtype = NameObject("/text/xml")
    attachment.size = NumberObject(len(xml))
    attachment.modification_date = _moment(document)
    # PDF fixes MD5 for this (ISO 32000-1, table 46); it guards against damage, not against people.
    attachment.checksum = ByteStringObject(hashlib.md5(xml, usedforsecurity=False).digest())
    root = writer.root_object
    root[NameObject("/AF")] = ArrayObject([attachment.pdf_object.indirect_reference])
    root[NameObject("/PageMode")] = NameObject("/UseNone")


def _describe(writer: PdfWriter, document: InvoiceDocument) -> None:
    """The same facts in XMP and in the older dictionary: a validator compares them."""
    title = f"{words.title(document)} {document.number}"
    author = document.seller.name or ""
    stamp = f"{document.issue_date:D:%Y%m%d}000000Z"
    writer.metadata = {
        "/Title": title,
        "/Author": author,
        "/Creator": TOOL,
        "/Producer": TOOL,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    writer.xmp_metadata = xmp(
        title=title,
        author=author,
        tool=TOOL,
        created=document.issue_date,
        file_name=XML_NAME,
        level="EN 16931",
    )


def _identify(writer: PdfWriter, xml: bytes) -> None:
    """The identifier that PDF/A wants (ISO 32000-1, 14.4): from the content, since reportlab's is always the same."""
    identifier = ByteStringObject(hashlib.sha256(xml).digest()[:16])
    writer._ID = ArrayObject([identifier, identifier])  # noqa: SLF001 - pypdf's public way makes it at random


def _state_colours(writer: PdfWriter) -> None:
    """The output intent: what red, green and blue in this file mean."""
    profile = DecodedStreamObject()
    profile.set_data(srgb_profile())
    profile[NameObject("/N")] = NumberObject(3)
    reference = writer._add_object(profile)  # noqa: SLF001 - pypdf has no public way to add an object
    intent = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OutputIntent"),
            NameObject("/S"): NameObject("/GTS_PDFA1"),
            NameObject("/OutputConditionIdentifier"): TextStringObject("sRGB IEC61966-2-1"),
            NameObject("/Info"): TextStringObject("sRGB IEC61966-2-1"),
            NameObject("/DestOutputProfile"): reference,
        }
    )
    writer.root_object[NameObject("/OutputIntents")] = ArrayObject([intent])


def _moment(document: InvoiceDocument) -> datetime:
    """The first moment of the day of issue: a fixed time, so that the same invoice gives the same file."""
    return datetime.combine(document.issue_date, time(), UTC)
