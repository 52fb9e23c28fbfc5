"""Money, payment and attachments, however a file writes them."""

import re
from datetime import date
from decimal import Decimal

import pytest

from backend.invoices.document import (
    Card,
    CashDiscount,
    CreditTransfer,
    DirectDebit,
    InvoiceDocument,
    Note,
    PaymentMeans,
    Prepayment,
    Reference,
    ThirdPartyPayment,
)
from backend.invoices.reading.reader import read_invoice
from backend.invoices.totals import check_totals
from tests.backend.invoices.material import CII_SUMS, cii, pdf, ubl, ubl_line

EXTENDED = "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"


def document(data: bytes) -> InvoiceDocument:
    return read_invoice(data, name="rechnung.xml").document


def test_freight_is_a_charge() -> None:
    freight = (
        "<ram:SpecifiedLogisticsServiceCharge><ram:Description>Transport</ram:Description>"
        "<ram:AppliedAmount>3.00</ram:AppliedAmount><ram:AppliedTradeTax><ram:CategoryCode>S</ram:CategoryCode>"
        "<ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:AppliedTradeTax>"
        "</ram:SpecifiedLogisticsServiceCharge>"
    )
    (charge,) = document(cii(profile=EXTENDED, settlement=freight)).allowances_charges

    assert (charge.is_charge, charge.amount, charge.reason) == (True, Decimal("3.00"), "Transport")


def test_advance_payments_are_listed() -> None:
    advance = (
        "<ram:SpecifiedAdvancePayment><ram:PaidAmount>50.00</ram:PaidAmount><ram:FormattedReceivedDateTime>"
        '<qdt:DateTimeString format="102">20251001</qdt:DateTimeString></ram:FormattedReceivedDateTime>'
        "</ram:SpecifiedAdvancePayment>"
    )

    assert document(cii(profile=EXTENDED, settlement=advance)).prepayments == (
        Prepayment(amount=Decimal("50.00"), received_on=date(2025, 10, 1)),
    )


def test_what_is_collected_for_others_is_added_to_the_amount_due() -> None:
    body = (
        "<cac:PrepaidPayment><cbc:ID>Trinkgeld</cbc:ID>"
        '<cbc:PaidAmount currencyID="EUR">3.00</cbc:PaidAmount>'
        "<cbc:InstructionID>für die Küche</cbc:InstructionID></cac:PrepaidPayment>"
        '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">19</cbc:TaxAmount></cac:TaxTotal>'
    )
    read = document(ubl(body=body).replace(b">119</cbc:PayableAmount>", b">122</cbc:PayableAmount>"))

    payment = ThirdPartyPayment(amount=Decimal("3.00"), kind="Trinkgeld", description="für die Küche")
    assert read.third_party_payments == (payment,)
    assert check_totals(read) == []


def test_negative_totals_are_kept_as_they_are() -> None:
    read = document(cii(sums=CII_SUMS.replace(">1", ">-1")))

    assert read.totals.due == Decimal("-119.00")
    assert read.owed_by_buyer == Decimal("-119.00")
    assert check_totals(read) == []


@pytest.mark.parametrize("sums", [CII_SUMS, CII_SUMS.replace(">1", ">-1")])
def test_a_credit_note_gives_money_back_whatever_sign_it_writes(sums: str) -> None:
    read = document(cii(type_code="381", sums=sums))

    assert read.is_credit_note
    assert read.owed_by_buyer == Decimal("-119.00")


def test_a_credit_note_of_ubl_has_elements_of_its_own() -> None:
    body = (
        "<cac:AdditionalDocumentReference><cbc:ID>P-7</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode>"
        "</cac:AdditionalDocumentReference><cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>"
        "<cbc:PaymentDueDate>2025-12-01</cbc:PaymentDueDate></cac:PaymentMeans>"
        "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>R-0</cbc:ID>"
        "<cbc:IssueDate>2025-10-01</cbc:IssueDate></cac:InvoiceDocumentReference></cac:BillingReference>"
    )
    read = document(ubl(kind="CreditNote", body=body, lines=ubl_line("1", "100", kind="CreditNoteLine")))

    assert read.is_credit_note
    assert read.references.project == "P-7"
    assert read.references.preceding_invoices == (Reference(number="R-0", issue_date=date(2025, 10, 1)),)
    assert read.payment.due_date == date(2025, 12, 1)
    assert read.lines[0].quantity == 1


# Payment


def test_several_means_of_payment_stay_side_by_side() -> None:
    means = "<ram:SpecifiedTradeSettlementPaymentMeans>{}</ram:SpecifiedTradeSettlementPaymentMeans>"
    transfer = (
        "<ram:TypeCode>58</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>DE02 1203 0000 0000 2020 51"
        "</ram:IBANID><ram:AccountName>Stadtwerke</ram:AccountName></ram:PayeePartyCreditorFinancialAccount>"
        "<ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>BYLADEM1001</ram:BICID>"
        "</ram:PayeeSpecifiedCreditorFinancialInstitution>"
    )
    elsewhere = (
        "<ram:TypeCode>30</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:ProprietaryID>4711</ram:ProprietaryID>"
        "</ram:PayeePartyCreditorFinancialAccount>"
    )
    card = (
        "<ram:TypeCode>48</ram:TypeCode><ram:ApplicableTradeSettlementFinancialCard><ram:ID>1234</ram:ID>"
        "<ram:CardholderName>I. Beispiel</ram:CardholderName></ram:ApplicableTradeSettlementFinancialCard>"
    )
    read = document(cii(settlement="".join(means.format(each) for each in (transfer, elsewhere, card))))

    account = CreditTransfer(account="DE02120300000000202051", holder="Stadtwerke", bic="BYLADEM1001")
    assert read.payment.means == (
        PaymentMeans(code="58", credit_transfer=account),
        PaymentMeans(code="30", credit_transfer=CreditTransfer(account="4711")),
        PaymentMeans(code="48", card=Card(number="1234", holder="I. Beispiel")),
    )


def test_direct_debit_is_put_together_from_both_syntaxes() -> None:
    in_cii = cii(
        settlement="<ram:CreditorReferenceID>DE98ZZZ09999999999</ram:CreditorReferenceID>"
        "<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>59</ram:TypeCode><ram:PayerPartyDebtorFinancialAccount>"
        "<ram:IBANID>DE21860000000086001055</ram:IBANID></ram:PayerPartyDebtorFinancialAccount>"
        "</ram:SpecifiedTradeSettlementPaymentMeans><ram:SpecifiedTradePaymentTerms>"
        "<ram:DirectDebitMandateID>M-1</ram:DirectDebitMandateID></ram:SpecifiedTradePaymentTerms>"
    )
    in_ubl = ubl(
        body="<cac:PayeeParty><cac:PartyIdentification><cbc:ID schemeID='SEPA'>DE98ZZZ09999999999</cbc:ID>"
        "</cac:PartyIdentification></cac:PayeeParty><cac:PaymentMeans><cbc:PaymentMeansCode>59</cbc:PaymentMeansCode>"
        "<cac:PaymentMandate><cbc:ID>M-1</cbc:ID><cac:PayerFinancialAccount><cbc:ID>DE21860000000086001055</cbc:ID>"
        "</cac:PayerFinancialAccount></cac:PaymentMandate></cac:PaymentMeans>"
    )
    expected = DirectDebit(mandate="M-1", creditor_id="DE98ZZZ09999999999", debited_account="DE21860000000086001055")

    for data in (in_cii, in_ubl):
        payment = document(data).payment
        assert payment.direct_debit == expected
        assert payment.by_direct_debit


def test_skonto_is_understood_in_both_ways_it_is_written() -> None:
    terms = (
        "<ram:SpecifiedTradePaymentTerms><ram:Description>Zahlbar in 30 Tagen.\n#SKONTO#TAGE=7#PROZENT=2.00#\n"
        "#SKONTO#TAGE=14#PROZENT=1.50#BASISBETRAG=80.00#</ram:Description></ram:SpecifiedTradePaymentTerms>"
        "<ram:SpecifiedTradePaymentTerms><ram:ApplicableTradePaymentDiscountTerms>"
        '<ram:BasisPeriodMeasure unitCode="DAY">21</ram:BasisPeriodMeasure>'
        "<ram:CalculationPercent>1.00</ram:CalculationPercent></ram:ApplicableTradePaymentDiscountTerms>"
        "</ram:SpecifiedTradePaymentTerms>"
    )
    payment = document(cii(profile=EXTENDED, settlement=terms)).payment

    assert payment.cash_discounts == (
        CashDiscount(days=7, percent=Decimal("2.00")),
        CashDiscount(days=14, percent=Decimal("1.50"), base_amount=Decimal("80.00")),
        CashDiscount(days=21, percent=Decimal("1.00")),
    )
    assert payment.readable_terms == "Zahlbar in 30 Tagen."


def test_the_subject_of_a_note_stands_in_front_of_it_in_ubl() -> None:
    head = "<cbc:Note>#AAK#\n Es bestehen Rabatte.</cbc:Note><cbc:Note>#1 in Lindental</cbc:Note>"

    assert document(ubl(head=head)).notes == (
        Note(text="Es bestehen Rabatte.", subject_code="AAK"),
        Note(text="#1 in Lindental"),
    )


def test_attachments_are_known_by_name() -> None:
    attached = (
        "<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>A-1</ram:IssuerAssignedID>"
        "<ram:TypeCode>916</ram:TypeCode><ram:Name>Zählerfoto</ram:Name>"
        '<ram:AttachmentBinaryObject mimeCode="image/png" filename="zaehler.png">AAAA</ram:AttachmentBinaryObject>'
        "</ram:AdditionalReferencedDocument><ram:AdditionalReferencedDocument>"
        "<ram:IssuerAssignedID>DE0001</ram:IssuerAssignedID><ram:TypeCode>130</ram:TypeCode>"
        "</ram:AdditionalReferencedDocument>"
    )
    read = document(cii(agreement=attached))

    (attachment,) = read.attachments
    assert (attachment.file_name, attachment.media_type, attachment.description) == (
        "zaehler.png",
        "image/png",
        "Zählerfoto",
    )
    assert read.references.invoiced_object is not None
    assert read.references.invoiced_object.value == "DE0001"


def test_an_attachment_of_12_mb_is_no_hindrance() -> None:
    attached = (
        '<ram:AdditionalReferencedDocument><ram:AttachmentBinaryObject filename="scan.pdf">'
        f"{'A' * 12_000_000}</ram:AttachmentBinaryObject></ram:AdditionalReferencedDocument>"
    )

    assert document(cii(agreement=attached)).attachments[0].file_name == "scan.pdf"


# PDF


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf({"factur-x.xml": cii()}), id="Factur-X"),
        pytest.param(pdf({"zugferd-invoice.xml": cii()}), id="ZUGFeRD 2.0"),
        pytest.param(pdf({"xrechnung.xml": cii()}), id="XRechnung"),
        pytest.param(pdf({"rechnung.xml": cii()}), id="another name"),
        pytest.param(pdf({"factur-x.xml": cii()}, only_associated=True), id="only an associated file"),
        pytest.param(pdf({"agb.pdf": b"%PDF", "log.xml": b"<log/>", "factur-x.xml": cii()}), id="among others"),
        pytest.param(
            pdf({"ZUGFeRD-invoice.xml": b"<CrossIndustryDocument/>", "rechnung.xml": cii()}), id="both versions"
        ),
        pytest.param(b"\n\n" + pdf({"factur-x.xml": cii()}), id="blank lines in front"),
        pytest.param(re.sub(rb"startxref\n\d+", b"startxref\n7", pdf({"factur-x.xml": cii()})), id="a wrong offset"),
    ],
)
def test_the_invoice_in_a_pdf_is_found(data: bytes) -> None:
    read = read_invoice(data, name="rechnung.pdf")

    assert read.document == document(cii())
    assert read.xml == cii()
    assert read.pdf == data


def test_a_pdf_may_carry_ubl() -> None:
    assert read_invoice(pdf({"xrechnung.xml": ubl()}), name="rechnung.pdf").syntax == "ubl"
