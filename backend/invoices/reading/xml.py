"""Parsing XML that strangers have made.

The defences, in this order: the encoding is decided and decoded here, strictly, so that a wrong one is an error and
not garbled names; a document type declaration is refused before the parser sees it, so no entity of any kind exists;
the parser opens nothing, reaches no network and limits the depth. The size is limited before (`detect`).
"""

import codecs
import re

from lxml import etree

from backend.invoices.reading.errors import UnreadableInvoice

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type of its elements

_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""\A<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
MAX_TAGS = 3_000_000
"""Three times what an invoice of 10,000 lines has. Each element costs about 150 bytes of memory."""

_BLANKS = "\ufeff \t\r\n"
_NESTED_TOO_DEEP = 114  # XML_ERR_RESOURCE_LIMIT of libxml2, which ends at a depth of 2048


class MalformedXml(UnreadableInvoice):
    """The file is not well-formed XML. Parameter: `line`."""

    slug = "invoice-xml-malformed"


class XmlTooComplex(UnreadableInvoice):
    """Elements are nested deeper, or there are more of them, than in any invoice."""

    slug = "invoice-xml-too-complex"


class DoctypeForbidden(UnreadableInvoice):
    """The file declares a document type, the door to entity bombs and to files of the server."""

    slug = "invoice-xml-doctype"


class UnknownEncoding(UnreadableInvoice):
    """The file names an encoding that is not read. Parameter: `encoding`."""

    slug = "invoice-xml-encoding-unknown"


class WrongEncoding(UnreadableInvoice):
    """The bytes are not in the encoding the file names. Parameter: `encoding`."""

    slug = "invoice-xml-encoding-wrong"


def parse(data: bytes) -> Element:
    """The root element, without comments and processing instructions.

    Raises `MalformedXml`, `XmlTooComplex`, `DoctypeForbidden`, `UnknownEncoding` or `WrongEncoding`.
    """
    text = _decoded(data)
    _refuse_doctype(text)
    if text.count("<") > MAX_TAGS:
        raise XmlTooComplex
    # huge_tree lifts the limit of 10 MB for one text, which attachments reach; the file's own limit still holds.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == _NESTED_TOO_DEEP:
            raise XmlTooComplex from error
        raise MalformedXml(line=error.lineno or 1) from error
    except UnicodeEncodeError as error:
        raise MalformedXml(line=1) from error


def _decoded(data: bytes) -> str:
    """The text of the file, without byte order mark and leading blanks."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding).lstrip(_BLANKS)
    if data.startswith(b"<\0"):
        return _decode(data, "utf-16-le")
    if data.startswith(b"\0<"):
        return _decode(data, "utf-16-be")
    data = data.lstrip()
    declaration = _DECLARED.match(data)
    declared = declaration[1].decode("ascii") if declaration else "UTF-8"
    encoding = _ENCODINGS.get(declared.lower(), "")
    if not encoding:
        raise UnknownEncoding(encoding=declared)
    if encoding.startswith("utf-16"):
        # The declaration itself was readable as ASCII, so this is anything but UTF-16.
        raise WrongEncoding(encoding=declared)
    text = _decode(data, encoding)
    if encoding not in {"utf-8", "ascii"} and not data.isascii() and _is_utf8(data):
        # Every byte string is valid ISO 8859-1; one that is also valid UTF-8 was mislabelled, and "Müller" would
        # reach the customer as "MÃ¼ller".
        raise WrongEncoding(encoding=declared)
    return text


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise WrongEncoding(encoding=encoding.upper()) from error


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_doctype(text: str) -> None:
    """Walk over what may stand before the root element; a "<!" that begins no comment is a DOCTYPE."""
    position = 0
    while part := _PROLOG.match(text, position):
        position = part.end()
    if text.startswith("<!", position) and not text.startswith("<!--", position):
        raise DoctypeForbidden
