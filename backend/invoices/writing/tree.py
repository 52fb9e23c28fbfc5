"""Building CII elements: short names for the namespaces, nothing written for what is missing."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from lxml import etree

from backend.invoices.reading.xml import Element

NAMESPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}


def _tag(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'ram']}}}{local}"


def root(name: str) -> Element:
    """The first element of a document, with all namespaces declared."""
    return etree.Element(_tag(name), nsmap=NAMESPACES)


def branch(parent: Element, *names: str) -> Element:
    """New elements below `parent`, each inside the one before; the innermost is returned. "ram:" may be left out."""
    for name in names:
        parent = etree.SubElement(parent, _tag(name))
    return parent


def leaf(parent: Element, path: str, value: str | Decimal | None, **attributes: str | None) -> None:
    """A new element, or several inside one another ("A/B"), with `value`; nothing when there is none."""
    if value is None:
        return
    element = branch(parent, *path.split("/"))
    element.text = format(value, "f") if isinstance(value, Decimal) else value
    for name, content in attributes.items():
        if content is not None:
            element.set(name, content)


def day(parent: Element, path: str, value: date | None, wrapper: str = "udt:DateTimeString") -> None:
    """A date as CII has it: 20251124 in an element of its own, with its format."""
    leaf(parent, f"{path}/{wrapper}", f"{value:%Y%m%d}" if value else None, format="102")


def flag(parent: Element, path: str, *, value: bool) -> None:
    """A truth value."""
    leaf(parent, f"{path}/udt:Indicator", "true" if value else "false")


def anything(values: Iterable[object]) -> bool:
    """Whether one of the values is there, so that the element around them is needed."""
    return any(value not in (None, ()) for value in values)


def serialised(element: Element) -> bytes:
    """The document as UTF-8, indented, the same bytes for the same content."""
    etree.indent(element)
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8") + b"\n"
