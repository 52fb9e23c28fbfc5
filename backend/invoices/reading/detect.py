"""What kind of file this is: by its content, never by its name alone."""

import codecs
from typing import Literal

from backend.invoices.reading.errors import UnreadableInvoice

MAX_FILE_BYTES = 25 * 1024 * 1024

FileKind = Literal["pdf", "xml"]

_SIGNATURES = (
    (b"PK\x03\x04", "ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office"),
    (b"{\\rtf", "RTF"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"MZ", "EXE"),
)
_XML_STARTS = (b"<", b"<\0", b"\0<")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class EmptyFile(UnreadableInvoice):
    """The file has no content."""

    slug = "invoice-file-empty"


class FileTooLarge(UnreadableInvoice):
    """The file is larger than any invoice. Parameter: `limit` in MB."""

    status = 413
    slug = "invoice-file-too-large"


class WrongFileType(UnreadableInvoice):
    """The content is neither PDF nor XML, whatever the name says. Parameter: `found`."""

    status = 415
    slug = "invoice-file-type"


def file_kind(data: bytes) -> FileKind:
    """PDF or XML. Raises `EmptyFile`, `FileTooLarge` or `WrongFileType`."""
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(limit=MAX_FILE_BYTES // (1024 * 1024))
    if not data.strip(b" \t\r\n\0"):
        raise EmptyFile
    head = data[:1024]
    start = _without_mark(head).lstrip()
    if start.lower().startswith((b"<!doctype html", b"<html")):
        raise WrongFileType(found="HTML")
    if start.startswith(_XML_STARTS):
        return "xml"
    # Readers accept the header of a PDF anywhere within the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
    if b"%PDF-" in head:
        return "pdf"
    raise WrongFileType(found=_name_of(start))


def _without_mark(head: bytes) -> bytes:
    for mark in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :]
    return head


def _name_of(start: bytes) -> str:
    for signature, name in _SIGNATURES:
        if start.startswith(signature):
            return name
    return "Text" if all(byte >= 0x20 or byte in b"\t\r\n" for byte in start) else "BIN"
