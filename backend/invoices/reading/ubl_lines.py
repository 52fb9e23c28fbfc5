"""Lines, allowances and charges in the syntax UBL."""

from collections.abc import Iterator
from decimal import Decimal

from backend.invoices.document import (
    AllowanceCharge,
    Attribute,
    Classification,
    Identifier,
    Line,
    LineKind,
    Period,
)
from backend.invoices.reading.fields import (
    amount,
    attribute,
    child,
    children,
    decimal,
    identifier,
    iso_date,
    paragraph,
    required_amount,
    text,
)
from backend.invoices.reading.xml import Element

_INVOICED_OBJECT = "130"  # UNTDID 1001


def read_lines(root: Element, currency: str) -> tuple[Line, ...]:
    """All lines; the sub lines of XRechnung's extension follow the line they are part of."""
    lines: list[Line] = []
    stack: list[tuple[Element, str | None]] = [(each, None) for each in reversed([*_top_level(root)])]
    while stack:
        element, parent_id = stack.pop()
        line = _line(element, parent_id, len(lines) + 1, currency)
        lines.append(line)
        stack.extend((each, line.id) for each in reversed([*children(element, "SubInvoiceLine")]))
    return tuple(lines)


def _top_level(root: Element) -> Iterator[Element]:
    yield from children(root, "InvoiceLine")
    yield from children(root, "CreditNoteLine")


def _line(element: Element, parent_id: str | None, position: int, currency: str) -> Line:
    """A line; one without a number is known by its position."""
    kind: LineKind = "component" if parent_id else "detail"
    quantity = child(element, "InvoicedQuantity")
    quantity = child(element, "CreditedQuantity") if quantity is None else quantity
    item, price = child(element, "Item"), child(element, "Price")
    basis = child(price, "BaseQuantity")
    return Line(
        id=text(element, "ID") or str(position),
        kind=kind,
        parent_id=parent_id,
        name=text(item, "Name"),
        description=paragraph(item, "Description"),
        note=paragraph(element, "Note"),
        quantity=decimal(quantity, "", "BT-129"),
        unit_code=attribute(quantity, "unitCode"),
        net_amount=amount(element, "LineExtensionAmount", "BT-131", currency),
        net_price=amount(price, "PriceAmount", "BT-146", currency),
        price_discount=amount(price, "AllowanceCharge/Amount", "BT-147", currency),
        gross_price=_gross_price(price, currency),
        price_base_quantity=decimal(basis, "", "BT-149"),
        price_base_unit=attribute(basis, "unitCode"),
        vat_category=text(item, "ClassifiedTaxCategory/ID"),
        vat_rate=decimal(item, "ClassifiedTaxCategory/Percent", "BT-152"),
        allowances_charges=read_allowances_charges(element, currency),
        period=read_period(child(element, "InvoicePeriod"), "BT-134", "BT-135"),
        invoiced_object=_invoiced_object(element),
        order=text(element, "OrderLineReference/OrderReference/ID"),
        order_line=text(element, "OrderLineReference/LineID"),
        buyer_accounting=text(element, "AccountingCost"),
        seller_item_id=text(item, "SellersItemIdentification/ID"),
        buyer_item_id=text(item, "BuyersItemIdentification/ID"),
        standard_item_id=identifier(item, "StandardItemIdentification/ID"),
        classifications=tuple(_classifications(item)),
        origin_country=text(item, "OriginCountry/IdentificationCode"),
        attributes=tuple(_attributes(item)),
    )


def _gross_price(price: Element | None, currency: str) -> Decimal | None:
    """As stated; else, where a discount is stated, the sum it was taken from (BT-146 = BT-148 - BT-147)."""
    stated = amount(price, "AllowanceCharge/BaseAmount", "BT-148", currency)
    net = amount(price, "PriceAmount", "BT-146", currency)
    discount = amount(price, "AllowanceCharge/Amount", "BT-147", currency)
    if stated is not None or net is None or discount is None:
        return stated
    return net + discount


def _invoiced_object(element: Element) -> Identifier | None:
    for each in children(element, "DocumentReference"):
        if text(each, "DocumentTypeCode") in {None, _INVOICED_OBJECT}:
            return identifier(each, "ID")
    return None


def _classifications(item: Element | None) -> Iterator[Classification]:
    for each in children(item, "CommodityClassification/ItemClassificationCode"):
        code = text(each)
        if code:
            list_id, version = attribute(each, "listID"), attribute(each, "listVersionID")
            yield Classification(code=code, list_id=list_id, list_version=version)


def _attributes(item: Element | None) -> Iterator[Attribute]:
    for each in children(item, "AdditionalItemProperty"):
        name, value = text(each, "Name"), text(each, "Value")
        if name and value:
            yield Attribute(name=name, value=value)


def read_period(element: Element | None, start_term: str, end_term: str) -> Period | None:
    """A span of days; None when neither end is given."""
    start = iso_date(element, "StartDate", start_term)
    end = iso_date(element, "EndDate", end_term)
    return Period(start=start, end=end) if start or end else None


def read_allowances_charges(element: Element, currency: str) -> tuple[AllowanceCharge, ...]:
    """Allowances and charges of the document or of a line."""
    return tuple(
        AllowanceCharge(
            is_charge=text(each, "ChargeIndicator") in {"true", "1"},
            amount=required_amount(each, "Amount", "BT-92", currency),
            base_amount=amount(each, "BaseAmount", "BT-93", currency),
            percent=decimal(each, "MultiplierFactorNumeric", "BT-94"),
            reason=text(each, "AllowanceChargeReason"),
            reason_code=text(each, "AllowanceChargeReasonCode"),
            vat_category=text(each, "TaxCategory/ID"),
            vat_rate=decimal(each, "TaxCategory/Percent", "BT-96"),
        )
        for each in children(element, "AllowanceCharge")
    )
