"""Lines, allowances and charges in the syntax CII."""

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
    cii_date,
    decimal,
    identifier,
    paragraph,
    required_amount,
    text,
)
from backend.invoices.reading.xml import Element

_KINDS: dict[str | None, LineKind] = {"GROUP": "group", "INFORMATION": "information"}
_INVOICED_OBJECT = "130"  # UNTDID 1001


def read_lines(trade: Element | None, currency: str) -> tuple[Line, ...]:
    """All lines in the order of the file, which lists parents before or after their children."""
    found = children(trade, "IncludedSupplyChainTradeLineItem")
    return tuple(_line(each, position, currency) for position, each in enumerate(found, start=1))


def _line(element: Element, position: int, currency: str) -> Line:
    """A line; one without a number is known by its position."""
    document = child(element, "AssociatedDocumentLineDocument")
    product = child(element, "SpecifiedTradeProduct")
    agreement = child(element, "SpecifiedLineTradeAgreement")
    settlement = child(element, "SpecifiedLineTradeSettlement")
    quantity = child(element, "SpecifiedLineTradeDelivery/BilledQuantity")
    gross = child(agreement, "GrossPriceProductTradePrice")
    # The quantity a price is for stands beside the net price, in some files only beside the gross price.
    basis = child(agreement, "NetPriceProductTradePrice/BasisQuantity")
    basis = child(gross, "BasisQuantity") if basis is None else basis
    return Line(
        id=text(document, "LineID") or str(position),
        kind=_KINDS.get(text(document, "LineStatusReasonCode"), "detail"),
        parent_id=text(document, "ParentLineID"),
        name=text(product, "Name"),
        description=paragraph(product, "Description"),
        note=_note(document),
        quantity=decimal(quantity, "", "BT-129"),
        unit_code=attribute(quantity, "unitCode"),
        net_amount=_net_amount(settlement, currency),
        net_price=amount(agreement, "NetPriceProductTradePrice/ChargeAmount", "BT-146", currency),
        price_discount=_price_discount(gross, currency),
        gross_price=amount(gross, "ChargeAmount", "BT-148", currency),
        price_base_quantity=decimal(basis, "", "BT-149"),
        price_base_unit=attribute(basis, "unitCode"),
        vat_category=text(settlement, "ApplicableTradeTax/CategoryCode"),
        vat_rate=decimal(settlement, "ApplicableTradeTax/RateApplicablePercent", "BT-152"),
        allowances_charges=read_allowances_charges(settlement, currency),
        period=read_period(child(settlement, "BillingSpecifiedPeriod"), "BT-134", "BT-135"),
        invoiced_object=_invoiced_object(settlement),
        order=text(agreement, "BuyerOrderReferencedDocument/IssuerAssignedID"),
        order_line=text(agreement, "BuyerOrderReferencedDocument/LineID"),
        buyer_accounting=text(settlement, "ReceivableSpecifiedTradeAccountingAccount/ID"),
        seller_item_id=text(product, "SellerAssignedID"),
        buyer_item_id=text(product, "BuyerAssignedID"),
        standard_item_id=identifier(product, "GlobalID"),
        classifications=tuple(_classifications(product)),
        origin_country=text(product, "OriginTradeCountry/ID"),
        attributes=tuple(_attributes(product)),
    )


def _note(document: Element | None) -> str | None:
    notes = [paragraph(each) for each in children(document, "IncludedNote/Content")]
    return "\n".join(note for note in notes if note) or None


def _net_amount(settlement: Element | None, currency: str) -> Decimal | None:
    return amount(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount", "BT-131", currency)


def _price_discount(gross: Element | None, currency: str) -> Decimal | None:
    """What is taken off the gross price; EXTENDED has several discounts, and charges too."""
    steps = [
        -value if _is_charge(each) else value
        for each in children(gross, "AppliedTradeAllowanceCharge")
        if (value := amount(each, "ActualAmount", "BT-147", currency)) is not None
    ]
    return sum(steps[1:], steps[0]) if steps else None


def _invoiced_object(settlement: Element | None) -> Identifier | None:
    for each in children(settlement, "AdditionalReferencedDocument"):
        value = text(each, "IssuerAssignedID")
        if value and text(each, "TypeCode") in {None, _INVOICED_OBJECT}:
            return Identifier(value=value, scheme=text(each, "ReferenceTypeCode"))
    return None


def _classifications(product: Element | None) -> Iterator[Classification]:
    for each in children(product, "DesignatedProductClassification/ClassCode"):
        code = text(each)
        if code:
            list_id, version = attribute(each, "listID"), attribute(each, "listVersionID")
            yield Classification(code=code, list_id=list_id, list_version=version)


def _attributes(product: Element | None) -> Iterator[Attribute]:
    for each in children(product, "ApplicableProductCharacteristic"):
        name = text(each, "Description") or text(each, "TypeCode")
        value = text(each, "Value") or text(each, "ValueMeasure")
        if name and value:
            yield Attribute(name=name, value=value)


def read_period(element: Element | None, start_term: str, end_term: str) -> Period | None:
    """A span of days; None when neither end is given."""
    start = cii_date(element, "StartDateTime", start_term)
    end = cii_date(element, "EndDateTime", end_term)
    return Period(start=start, end=end) if start or end else None


def read_allowances_charges(settlement: Element | None, currency: str) -> tuple[AllowanceCharge, ...]:
    """Allowances and charges of the document or of a line, and the logistics charges of EXTENDED (BG-X-42)."""
    ordinary = [_allowance_charge(each, currency) for each in children(settlement, "SpecifiedTradeAllowanceCharge")]
    logistics = [_logistics(each, currency) for each in children(settlement, "SpecifiedLogisticsServiceCharge")]
    return (*ordinary, *logistics)


def _allowance_charge(element: Element, currency: str) -> AllowanceCharge:
    return AllowanceCharge(
        is_charge=_is_charge(element),
        amount=required_amount(element, "ActualAmount", "BT-92", currency),
        base_amount=amount(element, "BasisAmount", "BT-93", currency),
        percent=decimal(element, "CalculationPercent", "BT-94"),
        reason=text(element, "Reason"),
        reason_code=text(element, "ReasonCode"),
        vat_category=text(element, "CategoryTradeTax/CategoryCode"),
        vat_rate=decimal(element, "CategoryTradeTax/RateApplicablePercent", "BT-96"),
    )


def _logistics(element: Element, currency: str) -> AllowanceCharge:
    return AllowanceCharge(
        is_charge=True,
        amount=required_amount(element, "AppliedAmount", "BT-92", currency),
        reason=text(element, "Description"),
        vat_category=text(element, "AppliedTradeTax/CategoryCode"),
        vat_rate=decimal(element, "AppliedTradeTax/RateApplicablePercent", "BT-96"),
    )


def _is_charge(element: Element) -> bool:
    """True for "true" and "1" (xs:boolean); an allowance without indicator stays an allowance."""
    return text(element, "ChargeIndicator/Indicator") in {"true", "1"}
