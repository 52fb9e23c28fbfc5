"""Taking the XML out of a PDF (ZUGFeRD from 2.0, Factur-X, XRechnung inside PDF).

Everything about such a file may be hostile: pypdf runs with limits on what it unpacks, and whatever exception it ends
in means "broken". The pages are never interpreted.
"""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf import Configuration, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from backend.invoices.reading.detect import MAX_FILE_BYTES
from backend.invoices.reading.errors import UnreadableInvoice

XML_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
"""Names of the embedded invoice, the likeliest first. ZUGFeRD 1.0 wrote the second one with capitals."""

_MAX_ATTACHMENTS = 100
_MAX_TREE_NODES = 1000

_LIMITS = Configuration(
    maximum_declared_stream_length=MAX_FILE_BYTES,
    zlib_maximum_output_length=MAX_FILE_BYTES,
    zlib_maximum_recovery_input_length=MAX_FILE_BYTES // 10,
    lzw_maximum_output_length=MAX_FILE_BYTES,
    run_length_maximum_output_length=MAX_FILE_BYTES,
    brotli_maximum_output_length=MAX_FILE_BYTES,
    array_based_stream_maximum_output_length=MAX_FILE_BYTES,
    stream_filters_maximum_length=4,
    stream_decoding_work_maximum_length=4 * MAX_FILE_BYTES,
)

# Its warnings quote objects of the file, and logs must not hold what stands in an invoice.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class BrokenPdf(UnreadableInvoice):
    """The file begins like a PDF but cannot be opened as one."""

    slug = "invoice-pdf-broken"


class EncryptedPdf(UnreadableInvoice):
    """The file is protected; ZUGFeRD (PDF/A-3) forbids that."""

    slug = "invoice-pdf-encrypted"


class PdfTooComplex(UnreadableInvoice):
    """Unpacked, the file goes beyond every sensible limit: a decompression bomb, or damage."""

    slug = "invoice-pdf-too-complex"


def embedded_xml(data: bytes) -> list[bytes]:
    """The embedded XML files, the likeliest invoice first; empty when there is none.

    Raises `BrokenPdf`, `EncryptedPdf` or `PdfTooComplex`.
    """
    try:
        with apply_configuration(_LIMITS):
            return _embedded_xml(data)
    except UnreadableInvoice:
        raise
    except (LimitReachedError, RecursionError, MemoryError) as error:
        raise PdfTooComplex from error
    except Exception as error:
        # On broken files pypdf raises exceptions of any kind.
        raise BrokenPdf from error


def _embedded_xml(data: bytes) -> list[bytes]:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise EncryptedPdf
    catalog = _dictionary(reader.trailer.get("/Root"))
    if catalog is None or "/Pages" not in catalog:
        raise BrokenPdf
    found: dict[int, tuple[int, bytes]] = {}
    for name, stream in _attachments(catalog):
        rank = _rank(name, stream)
        if rank is not None and id(stream) not in found:
            found[id(stream)] = (rank, stream.get_data())
    return [content for _, content in sorted(found.values(), key=lambda each: each[0])]


def _rank(name: str, stream: StreamObject) -> int | None:
    """Where an attachment stands among the candidates; None when it is no XML by name or type."""
    folded = name.lower()
    if folded in XML_NAMES:
        return XML_NAMES.index(folded)
    is_xml = folded.endswith(".xml") or str(stream.get("/Subtype")) in {"/text/xml", "/application/xml"}
    return len(XML_NAMES) if is_xml else None


def _attachments(catalog: DictionaryObject) -> Iterator[tuple[str, StreamObject]]:
    """Name and content of each embedded file, first from the name tree (ISO 32000-1, 7.11.4), then from /AF."""
    for count, specification in enumerate(_specifications(catalog), start=1):
        if count > _MAX_ATTACHMENTS:
            raise PdfTooComplex
        files = _dictionary(specification.get("/EF"))
        if files is None:
            continue
        stream = _resolved(files.get("/UF") or files.get("/F"))
        if isinstance(stream, StreamObject):
            name = _resolved(specification.get("/UF")) or _resolved(specification.get("/F")) or ""
            yield str(name), stream


def _specifications(catalog: DictionaryObject) -> Iterator[DictionaryObject]:
    names = _dictionary(catalog.get("/Names"))
    tree = _dictionary(names.get("/EmbeddedFiles")) if names is not None else None
    if tree is not None:
        yield from _leaves(tree)
    for each in _array(catalog.get("/AF")):
        specification = _dictionary(each)
        if specification is not None:
            yield specification


def _leaves(tree: DictionaryObject) -> Iterator[DictionaryObject]:
    """The values of a name tree (ISO 32000-1, 7.9.6): pairs of name and value in /Names, further nodes in /Kids."""
    nodes = [tree]
    visited = 0
    while nodes:
        visited += 1
        if visited > _MAX_TREE_NODES:
            raise PdfTooComplex
        node = nodes.pop(0)
        for each in _array(node.get("/Names"))[1::2]:
            specification = _dictionary(each)
            if specification is not None:
                yield specification
        kids = (_dictionary(each) for each in _array(node.get("/Kids")))
        nodes.extend(kid for kid in kids if kid is not None)


def _resolved(value: Any) -> Any:
    """The object behind a reference."""
    return value.get_object() if hasattr(value, "get_object") else value


def _dictionary(value: Any) -> DictionaryObject | None:
    resolved = _resolved(value)
    return resolved if isinstance(resolved, DictionaryObject) else None


def _array(value: Any) -> list[Any]:
    resolved = _resolved(value)
    return list(resolved) if isinstance(resolved, ArrayObject) else []
