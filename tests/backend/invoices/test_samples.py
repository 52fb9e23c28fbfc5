"""Real invoices of the public ZUGFeRD samples, compared with what XPath finds in their XML."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import pypdf
import pytest
from lxml import etree

from backend.invoices.document import InvoiceDocument, decode, encode
from backend.invoices.reading.reader import read_invoice
from backend.invoices.totals import check_totals
from tests.backend.invoices.material import sample_files

NAMESPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}

_CII_SETTLEMENT = "//ram:ApplicableHeaderTradeSettlement"
_CII_SUMS = f"{_CII_SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
CII_PATHS = {
    "number": "/*/rsm:ExchangedDocument/ram:ID",
    "type_code": "/*/rsm:ExchangedDocument/ram:TypeCode",
    "issue_date": "/*/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
    "currency": f"{_CII_SETTLEMENT}/ram:InvoiceCurrencyCode",
    "seller": "//ram:SellerTradeParty/ram:Name",
    "buyer": "//ram:BuyerTradeParty/ram:Name",
    "due_date": f"{_CII_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString",
    "lines": f"{_CII_SUMS}/ram:LineTotalAmount",
    "allowances": f"{_CII_SUMS}/ram:AllowanceTotalAmount",
    "charges": f"{_CII_SUMS}/ram:ChargeTotalAmount",
    "net": f"{_CII_SUMS}/ram:TaxBasisTotalAmount",
    "vat": f"{_CII_SUMS}/ram:TaxTotalAmount",
    "gross": f"{_CII_SUMS}/ram:GrandTotalAmount",
    "prepaid": f"{_CII_SUMS}/ram:TotalPrepaidAmount",
    "due": f"{_CII_SUMS}/ram:DuePayableAmount",
    "line names": "//ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedTradeProduct/ram:Name",
    "line amounts": "//ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
    "quantities": "//ram:BilledQuantity",
    "prices": "//ram:NetPriceProductTradePrice/ram:ChargeAmount",
    "vat amounts": f"{_CII_SETTLEMENT}/ram:ApplicableTradeTax/ram:CalculatedAmount",
    "vat bases": f"{_CII_SETTLEMENT}/ram:ApplicableTradeTax/ram:BasisAmount",
    "accounts": "//ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
}
UBL_PATHS = {
    "number": "/*/cbc:ID",
    "type_code": "/*/cbc:InvoiceTypeCode",
    "issue_date": "/*/cbc:IssueDate",
    "currency": "/*/cbc:DocumentCurrencyCode",
    "seller": "//cac:AccountingSupplierParty//cac:PartyLegalEntity/cbc:RegistrationName",
    "buyer": "//cac:AccountingCustomerParty//cac:PartyLegalEntity/cbc:RegistrationName",
    "due_date": "/*/cbc:DueDate",
    "lines": "//cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
    "allowances": "//cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount",
    "charges": "//cac:LegalMonetaryTotal/cbc:ChargeTotalAmount",
    "net": "//cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
    "vat": "/*/cac:TaxTotal/cbc:TaxAmount",
    "gross": "//cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
    "prepaid": "//cac:LegalMonetaryTotal/cbc:PrepaidAmount",
    "due": "//cac:LegalMonetaryTotal/cbc:PayableAmount",
    "line names": "//cac:InvoiceLine/cac:Item/cbc:Name",
    "line amounts": "//cac:InvoiceLine/cbc:LineExtensionAmount",
    "quantities": "//cbc:InvoicedQuantity",
    "prices": "//cac:Price/cbc:PriceAmount",
    "vat amounts": "//cac:TaxSubtotal/cbc:TaxAmount",
    "vat bases": "//cac:TaxSubtotal/cbc:TaxableAmount",
    "accounts": "//cac:PayeeFinancialAccount/cbc:ID",
}


def stated(xml: bytes) -> Mapping[str, list[str]]:
    """All values by name, as the file writes them."""
    root = etree.fromstring(xml)
    paths = CII_PATHS if root.tag.endswith("CrossIndustryInvoice") else UBL_PATHS
    found = {name: cast(list[etree._Element], root.xpath(path, namespaces=NAMESPACES)) for name, path in paths.items()}
    return {name: [" ".join((each.text or "").split()) for each in elements] for name, elements in found.items()}


def embedded(path: Path) -> bytes:
    """The XML in a PDF as another reader finds it; the file itself when it is XML."""
    if path.suffix == ".xml":
        return path.read_bytes()
    (content,) = (content for contents in pypdf.PdfReader(path).attachments.values() for content in contents)
    return content


def as_dates(values: list[str]) -> list[date]:
    return [date.fromisoformat(value) for value in values]


def as_amounts(values: list[str]) -> list[Decimal]:
    return [Decimal(value) for value in values]


def present(value: object) -> list[object]:
    return [] if value is None else [value]


@pytest.fixture(params=sample_files(), ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_a_sample_says_what_its_xml_says(sample: Path) -> None:
    document = read_invoice(sample.read_bytes(), name=sample.name).document
    expected = stated(embedded(sample))

    assert [document.number] == expected["number"]
    assert [document.type_code] == expected["type_code"]
    assert [document.currency] == expected["currency"]
    assert [document.issue_date] == as_dates(expected["issue_date"])
    assert present(document.payment.due_date) == as_dates(expected["due_date"])
    assert [document.seller.name] == expected["seller"]
    assert [document.buyer.name] == expected["buyer"]


def test_the_totals_of_a_sample_are_those_in_its_xml(sample: Path) -> None:
    totals = read_invoice(sample.read_bytes(), name=sample.name).document.totals
    expected = stated(embedded(sample))

    names = ("lines", "allowances", "charges", "net", "vat", "gross", "prepaid", "due")
    assert {name: present(getattr(totals, name)) for name in names} == {
        name: as_amounts(expected[name]) for name in names
    }


def test_the_lines_of_a_sample_are_those_in_its_xml(sample: Path) -> None:
    document = read_invoice(sample.read_bytes(), name=sample.name).document
    expected = stated(embedded(sample))

    assert [line.name for line in document.lines] == expected["line names"]
    assert [line.net_amount for line in document.lines] == as_amounts(expected["line amounts"])
    assert [line.quantity for line in document.lines] == as_amounts(expected["quantities"])
    assert [line.net_price for line in document.lines] == as_amounts(expected["prices"])
    assert [vat.amount for vat in document.vat_breakdown] == as_amounts(expected["vat amounts"])
    assert [vat.base for vat in document.vat_breakdown] == as_amounts(expected["vat bases"])
    assert _accounts(document) == [account.replace(" ", "") for account in expected["accounts"]]


def _accounts(document: InvoiceDocument) -> list[str]:
    transfers = (means.credit_transfer for means in document.payment.means)
    return [transfer.account for transfer in transfers if transfer is not None]


def test_a_sample_adds_up_and_survives_the_database(sample: Path) -> None:
    read = read_invoice(sample.read_bytes(), name=sample.name)

    assert check_totals(read.document) == []
    assert read.findings == ()
    assert decode(encode(read.document)) == read.document
    assert (read.pdf is None) == (sample.suffix == ".xml")
    assert read.xml == embedded(sample)
