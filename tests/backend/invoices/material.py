"""Files to read: the sample invoices, and small ones made here, each the smallest that shows one thing."""

import io
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject

ROOT = Path(__file__).parents[3]


def sample_folder() -> Path:
    """The folder of real invoices. A checkout without it cannot prove that invoices are read, so it fails."""
    folder = Path(os.environ.get("INVOICE_SAMPLES", ROOT.parent / "shared/samples/invoices"))
    if not folder.is_dir():
        pytest.fail(
            f"The sample invoices are not at {folder}. Put the public ZUGFeRD samples there (folders cii, ubl and "
            "zugferd), or name their folder in INVOICE_SAMPLES.",
            pytrace=False,
        )
    return folder


def sample_files(pattern: str = "*/*.*") -> list[Path]:
    """The invoices among the samples, by a pattern."""
    found = sorted(path for path in sample_folder().glob(pattern) if path.suffix in {".xml", ".pdf"})
    if not found:
        pytest.fail(f"There are no invoices like {pattern} in {sample_folder()}.", pytrace=False)
    return found


_CII_NAMESPACES = (
    'xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" '
    'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" '
    'xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100" '
    'xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"'
)

CII_SUMS = (
    "<ram:LineTotalAmount>100.00</ram:LineTotalAmount>"
    "<ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>"
    '<ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount>'
    "<ram:GrandTotalAmount>119.00</ram:GrandTotalAmount>"
    "<ram:DuePayableAmount>119.00</ram:DuePayableAmount>"
)


def cii(
    *,
    profile: str = "urn:cen.eu:en16931:2017",
    number: str = "<ram:ID>R-1</ram:ID>",
    type_code: str = "380",
    issued: str = '<udt:DateTimeString format="102">20251124</udt:DateTimeString>',
    notes: str = "",
    lines: str = "",
    seller: str = "<ram:Name>Stadtwerke</ram:Name>",
    buyer: str = "<ram:Name>Ingrid Beispiel</ram:Name>",
    agreement: str = "",
    delivery: str = "",
    settlement: str = "",
    currency: str = "<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>",
    sums: str = CII_SUMS,
) -> bytes:
    """A CII invoice over 119 euros; every part can be put in another way."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice {_CII_NAMESPACES}>
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>{profile}</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument>{number}<ram:TypeCode>{type_code}</ram:TypeCode>
<ram:IssueDateTime>{issued}</ram:IssueDateTime>{notes}</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>{lines}
<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty>{seller}</ram:SellerTradeParty>
<ram:BuyerTradeParty>{buyer}</ram:BuyerTradeParty>{agreement}</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery>{delivery}</ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement>{currency}{settlement}
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>{sums}</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>""".encode()


def cii_line(number: str, net: str, *, document: str = "", name: str = "Strom", rate: str = "19") -> str:
    """A line of a CII invoice; `document` goes behind its number, where sub lines say whose part they are."""
    return (
        "<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument>"
        f"<ram:LineID>{number}</ram:LineID>{document}</ram:AssociatedDocumentLineDocument>"
        f"<ram:SpecifiedTradeProduct><ram:Name>{name}</ram:Name></ram:SpecifiedTradeProduct>"
        "<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>"
        f"<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>{rate}</ram:RateApplicablePercent>"
        "</ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation>"
        f"<ram:LineTotalAmount>{net}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>"
        "</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>"
    )


def ubl(*, kind: str = "Invoice", head: str = "", body: str = "", sums: str = "", lines: str = "") -> bytes:
    """A UBL invoice or credit note over 119 euros. `head` goes behind the dates, `body` behind the parties."""
    code = f"{kind}TypeCode"
    value = "381" if kind == "CreditNote" else "380"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>R-1</cbc:ID><cbc:IssueDate>2025-11-24</cbc:IssueDate><cbc:{code}>{value}</cbc:{code}>{head}
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>Stadtwerke</cbc:RegistrationName>
</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>{body}
<cac:LegalMonetaryTotal>
<cbc:TaxExclusiveAmount currencyID="EUR">100</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">119</cbc:TaxInclusiveAmount>{sums}
<cbc:PayableAmount currencyID="EUR">119</cbc:PayableAmount></cac:LegalMonetaryTotal>{lines}</{kind}>""".encode()


def pdf(attachments: Mapping[str, bytes] | None = None, *, only_associated: bool = False) -> bytes:
    """A PDF of one empty page with embedded files; `only_associated` leaves the tree of names out."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    embedded = [writer.add_attachment(name, data) for name, data in (attachments or {}).items()]
    if only_associated:
        references = [each.pdf_object.indirect_reference for each in embedded]
        writer.root_object[NameObject("/AF")] = ArrayObject(references)
        del writer.root_object["/Names"]
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def ubl_line(number: str, net: str, inside: str = "", *, kind: str = "InvoiceLine") -> str:
    quantity = "CreditedQuantity" if kind == "CreditNoteLine" else "InvoicedQuantity"
    return (
        f'<cac:{kind}><cbc:ID>{number}</cbc:ID><cbc:{quantity} unitCode="XPP">1</cbc:{quantity}>'
        f'<cbc:LineExtensionAmount currencyID="EUR">{net}</cbc:LineExtensionAmount>'
        f"<cac:Item><cbc:Name>Arbeit {number}</cbc:Name></cac:Item>{inside}</cac:{kind}>"
    )
