"""Reading a file, whatever it is: the one way in."""

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal

from backend.invoices.document import InvoiceDocument
from backend.invoices.profile import WITHOUT_LINES, Profile, profile_of
from backend.invoices.reading import cii, pdf, plain, ubl
from backend.invoices.reading.detect import file_kind
from backend.invoices.reading.errors import UnreadableInvoice
from backend.invoices.reading.xml import Element, parse

Syntax = Literal["cii", "ubl", "plain"]

_ZUGFERD_1_ROOT = "CrossIndustryDocument"


class NotAnInvoice(UnreadableInvoice):
    """Well-formed XML that is something else, such as an order. Parameter: `root`, the name of its first element."""

    slug = "invoice-not-an-invoice"


class Zugferd1(UnreadableInvoice):
    """ZUGFeRD 1.0 of 2014, which EN 16931 has replaced."""

    slug = "invoice-zugferd-1"


class PdfWithoutXml(UnreadableInvoice):
    """A PDF for people only, and no JSON beside it."""

    slug = "invoice-pdf-without-xml"


@dataclass(frozen=True)
class Finding:
    """A remark on a file that could be read. The sentence for its slug is in `errors.SENTENCES`."""

    slug: str
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadInvoice:
    """An invoice and the files it consists of; `xml` and `pdf` are byte for byte what was received."""

    document: InvoiceDocument
    syntax: Syntax
    profile: Profile
    xml: bytes | None
    pdf: bytes | None
    findings: tuple[Finding, ...] = ()


def read_invoice(data: bytes, *, name: str, companion: bytes | None = None) -> ReadInvoice:
    """The invoice in `data`; `companion` is the JSON beside a plain PDF.

    Raises a subclass of `UnreadableInvoice`. The name decides nothing, it is only compared with the content.
    """
    kind = file_kind(data)
    remarks = [*_name_remarks(name, kind)]
    xml: bytes | None = data
    if kind == "xml":
        document, syntax = _read_xml(data)
    else:
        document, syntax, xml = _read_pdf(data, companion)
    if companion is not None and syntax != "plain":
        remarks.append(Finding("companion-not-used"))
    profile: Profile = "plain" if syntax == "plain" else profile_of(document.profile_id)
    remarks += _content_remarks(document, profile)
    return ReadInvoice(document, syntax, profile, xml, data if kind == "pdf" else None, tuple(remarks))


def _read_xml(data: bytes) -> tuple[InvoiceDocument, Syntax]:
    root = parse(data)
    if root.tag == cii.ROOT:
        return cii.read_cii(root), "cii"
    if root.tag in {ubl.INVOICE_ROOT, ubl.CREDIT_NOTE_ROOT}:
        return ubl.read_ubl(root), "ubl"
    raise _refusal(root)


def _refusal(root: Element) -> UnreadableInvoice:
    name = str(root.tag).rpartition("}")[2]
    return Zugferd1() if name == _ZUGFERD_1_ROOT else NotAnInvoice(root=name[:60])


def _read_pdf(data: bytes, companion: bytes | None) -> tuple[InvoiceDocument, Syntax, bytes | None]:
    """From the likeliest embedded XML that is an invoice at all; else from the companion."""
    refusal: UnreadableInvoice | None = None
    for xml in pdf.embedded_xml(data):
        try:
            document, syntax = _read_xml(xml)
        except (NotAnInvoice, Zugferd1) as error:
            # A PDF may carry other XML too: an order, or the same invoice as ZUGFeRD 1.0 for old readers.
            refusal = error if isinstance(error, Zugferd1) else refusal
        else:
            return document, syntax, xml
    if companion is not None:
        return plain.read_companion(companion), "plain", None
    raise refusal or PdfWithoutXml()


def _name_remarks(name: str, kind: str) -> list[Finding]:
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    return [Finding("name-and-content-differ", {"found": kind.upper()})] if suffix not in {kind, ""} else []


def _content_remarks(document: InvoiceDocument, profile: Profile) -> list[Finding]:
    remarks = []
    if not document.lines and profile in WITHOUT_LINES:
        remarks.append(Finding("no-lines"))
    if document.buyer.name is None:
        remarks.append(Finding("no-buyer-name"))
    return remarks
