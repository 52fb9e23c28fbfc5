"""What differs between files of different makers and profiles, and is read all the same."""

import codecs
import re
import time
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
from backend.invoices.reading.reader import Finding, read_invoice
from backend.invoices.totals import check_totals
from tests.backend.invoices.material import CII_SUMS, cii, cii_line, pdf, ubl

XRECHNUNG = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
EXTENDED = "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"


def document(data: bytes) -> InvoiceDocument:
    return read_invoice(data, name="rechnung.xml").document


# The form of the file


def test_prefixes_are_the_makers_own_choice() -> None:
    usual = cii(lines=cii_line("1", "100.00"))
    unusual = usual.replace(b"ram:", b"x-1:").replace(b"xmlns:ram=", b"xmlns:x-1=").replace(b"rsm:", b"R:")

    assert document(unusual.replace(b"xmlns:rsm=", b"xmlns:R=")) == document(usual)


def test_a_default_namespace_will_do() -> None:
    usual = ubl()
    unusual = usual.replace(b"cbc:", b"").replace(b"</ID>", b"</ID>")

    assert document(unusual) == document(usual)


UMLAUTS = cii(buyer="<ram:Name>Jürgen Grüßner</ram:Name>")


def in_encoding(declared: str, encoding: str) -> bytes:
    return UMLAUTS.decode().replace('encoding="UTF-8"', f'encoding="{declared}"').encode(encoding)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(UMLAUTS, id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + UMLAUTS, id="UTF-8 with byte order mark"),
        pytest.param(codecs.BOM_UTF8 + b"\n" + UMLAUTS, id="blank lines in front"),
        pytest.param(UMLAUTS.replace(b'<?xml version="1.0" encoding="UTF-8"?>', b""), id="no declaration"),
        pytest.param(in_encoding("UTF-16", "utf-16"), id="UTF-16"),
        pytest.param(in_encoding("UTF-16", "utf-16-be"), id="UTF-16 without mark"),
        pytest.param(in_encoding("ISO-8859-1", "iso-8859-1"), id="ISO 8859-1"),
        pytest.param(in_encoding("windows-1252", "cp1252"), id="Windows"),
    ],
)
def test_names_keep_their_umlauts_in_every_encoding(data: bytes) -> None:
    assert document(data).buyer.name == "Jürgen Grüßner"


def test_comments_and_instructions_inside_a_value_are_not_part_of_it() -> None:
    assert document(cii(number="<ram:ID>R-<!-- intern -->2025<?x?></ram:ID>")).number == "R-2025"


def test_blanks_are_folded_and_the_lines_of_a_note_stay() -> None:
    notes = "<ram:IncludedNote><ram:Content>\n  Erste\tZeile  \n\n zweite\n </ram:Content></ram:IncludedNote>"
    read = document(cii(notes=notes, buyer="<ram:Name> Ingrid \n Beispiel </ram:Name>"))

    assert read.notes == (Note(text="Erste Zeile\n\nzweite"),)
    assert read.buyer.name == "Ingrid Beispiel"


@pytest.mark.parametrize(
    "issued",
    [
        '<udt:DateTimeString format="102">20251124</udt:DateTimeString>',
        "<udt:DateTimeString>20251124</udt:DateTimeString>",
        '<udt:DateTimeString format="203">202511241530</udt:DateTimeString>',
        "<udt:DateTime>2025-11-24T15:30:00</udt:DateTime>",
    ],
)
def test_dates_of_cii_come_in_several_forms(issued: str) -> None:
    assert document(cii(issued=issued)).issue_date == date(2025, 11, 24)


@pytest.mark.parametrize("due", ["2025-12-01", "2025-12-01Z", "2025-12-01+01:00"])
def test_a_time_zone_does_not_move_a_date(due: str) -> None:
    assert document(ubl(head=f"<cbc:DueDate>{due}</cbc:DueDate>")).payment.due_date == date(2025, 12, 1)


def test_a_file_may_have_any_name_and_the_finding_says_so() -> None:
    assert read_invoice(cii(lines=cii_line("1", "100")), name="rechnung").findings == ()
    found = read_invoice(cii(lines=cii_line("1", "100")), name="rechnung.pdf").findings
    assert found == (Finding("name-and-content-differ", {"found": "XML"}),)


# Profiles


@pytest.mark.parametrize(
    ("identifier", "profile"),
    [
        ("urn:factur-x.eu:1p0:minimum", "minimum"),
        ("urn:zugferd.de:2p0:minimum", "minimum"),
        ("urn:factur-x.eu:1p0:basicwl", "basic-wl"),
        ("urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic", "basic"),
        ("urn:cen.eu:en16931:2017", "en16931"),
        (EXTENDED, "extended"),
        (XRECHNUNG, "xrechnung"),
        (f"{XRECHNUNG}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0", "xrechnung-extension"),
        ("urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", "peppol"),
        ("urn:example:own", "other"),
    ],
)
def test_the_profile_is_known_by_its_identifier(identifier: str, profile: str) -> None:
    assert read_invoice(cii(profile=identifier), name="a.xml").profile == profile


def test_the_profile_minimum_has_neither_lines_nor_their_sum() -> None:
    sums = CII_SUMS.replace("<ram:LineTotalAmount>100.00</ram:LineTotalAmount>", "")
    read = read_invoice(cii(profile="urn:factur-x.eu:1p0:minimum", sums=sums), name="rechnung.xml")

    assert read.document.lines == ()
    assert read.document.totals.lines is None
    assert read.findings == (Finding("no-lines"),)
    assert check_totals(read.document) == []


def test_a_missing_buyer_is_a_finding() -> None:
    assert Finding("no-buyer-name") in read_invoice(cii(buyer=""), name="rechnung.xml").findings


# Currencies


def test_vat_in_the_sellers_own_currency_stands_beside_the_invoices_currency() -> None:
    own = '<ram:TaxTotalAmount currencyID="NOK">221.50</ram:TaxTotalAmount>'
    read = document(
        cii(
            settlement="<ram:TaxCurrencyCode>NOK</ram:TaxCurrencyCode>",
            sums=CII_SUMS.replace("<ram:TaxTotalAmount", own + "<ram:TaxTotalAmount"),
        )
    )

    assert (read.tax_currency, read.totals.vat_in_tax_currency) == ("NOK", Decimal("221.50"))
    assert read.totals.vat == Decimal("19.00")


def test_ubl_repeats_the_breakdown_in_the_other_currency_and_only_one_counts() -> None:
    subtotal = (
        '<cac:TaxSubtotal><cbc:TaxableAmount currencyID="{0}">{1}</cbc:TaxableAmount>'
        '<cbc:TaxAmount currencyID="{0}">{2}</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID>'
        "<cbc:Percent>19</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>"
    )
    total = '<cac:TaxTotal><cbc:TaxAmount currencyID="{0}">{2}</cbc:TaxAmount>' + subtotal + "</cac:TaxTotal>"
    read = document(
        ubl(
            head="<cbc:TaxCurrencyCode>NOK</cbc:TaxCurrencyCode>",
            body=total.format("NOK", "1165.00", "221.35") + total.format("EUR", "100.00", "19.00"),
        )
    )

    assert [each.amount for each in read.vat_breakdown] == [Decimal("19.00")]
    assert (read.totals.vat, read.totals.vat_in_tax_currency) == (Decimal("19.00"), Decimal("221.35"))


def test_any_currency_will_do() -> None:
    data = cii().replace(b"EUR", b"CHF")

    assert document(data).currency == "CHF"


# Lines


def test_only_details_count_where_lines_are_grouped() -> None:
    def part(kind: str, parent: str = "") -> str:
        return f"{parent}<ram:LineStatusReasonCode>{kind}</ram:LineStatusReasonCode>"

    lines = (
        cii_line("1", "100.00", document=part("GROUP"))
        + cii_line("1.1", "60.00", document=part("DETAIL", "<ram:ParentLineID>1</ram:ParentLineID>"))
        + cii_line("1.2", "40.00", document=part("DETAIL", "<ram:ParentLineID>1</ram:ParentLineID>"))
        + cii_line("2", "5.00", document=part("INFORMATION"))
    )
    read = document(cii(profile=EXTENDED, lines=lines))

    assert [(line.id, line.kind, line.parent_id) for line in read.lines] == [
        ("1", "group", None),
        ("1.1", "detail", "1"),
        ("1.2", "detail", "1"),
        ("2", "information", None),
    ]
    assert check_totals(read) == []


def ubl_line(number: str, net: str, inside: str = "", *, kind: str = "InvoiceLine") -> str:
    quantity = "CreditedQuantity" if kind == "CreditNoteLine" else "InvoicedQuantity"
    return (
        f'<cac:{kind}><cbc:ID>{number}</cbc:ID><cbc:{quantity} unitCode="XPP">1</cbc:{quantity}>'
        f'<cbc:LineExtensionAmount currencyID="EUR">{net}</cbc:LineExtensionAmount>'
        f"<cac:Item><cbc:Name>Arbeit {number}</cbc:Name></cac:Item>{inside}</cac:{kind}>"
    )


def test_sub_lines_of_ubl_follow_their_line_and_do_not_count() -> None:
    inner = ubl_line("1.1.1", "20", kind="SubInvoiceLine")
    parts = ubl_line("1.1", "20", inner, kind="SubInvoiceLine") + ubl_line("1.2", "80", kind="SubInvoiceLine")
    read = document(ubl(lines=ubl_line("1", "100", parts) + ubl_line("2", "0")))

    assert [(line.id, line.parent_id, line.counts) for line in read.lines] == [
        ("1", None, True),
        ("1.1", "1", False),
        ("1.1.1", "1.1", False),
        ("1.2", "1", False),
        ("2", None, True),
    ]


def test_a_line_without_a_number_is_known_by_its_position() -> None:
    lines = cii_line("", "60.00") + cii_line("", "40.00")

    assert [line.id for line in document(cii(lines=lines)).lines] == ["1", "2"]


def test_rates_and_units_are_taken_as_they_come() -> None:
    rate = "19.000000000000000000000000"
    line = cii_line("1", "100.00", rate=rate).replace(
        "<ram:SpecifiedLineTradeSettlement>",
        '<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="X4H">.5</ram:BilledQuantity>'
        "</ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement>",
        1,
    )
    (read,) = document(cii(lines=line)).lines

    assert read.vat_rate == 19
    assert (read.quantity, read.unit_code) == (Decimal("0.5"), "X4H")


def test_several_discounts_and_charges_make_one_price() -> None:
    step = (
        "<ram:AppliedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>{}</udt:Indicator></ram:ChargeIndicator>"
        "<ram:ActualAmount>{}</ram:ActualAmount></ram:AppliedTradeAllowanceCharge>"
    )
    price = (
        "<ram:SpecifiedLineTradeAgreement><ram:GrossPriceProductTradePrice><ram:ChargeAmount>3.00</ram:ChargeAmount>"
        f"{step.format('false', '1.50')}{step.format('true', '0.25')}</ram:GrossPriceProductTradePrice>"
        "</ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeSettlement>"
    )
    line = cii_line("1", "100.00").replace("<ram:SpecifiedLineTradeSettlement>", price, 1)

    assert document(cii(lines=line)).lines[0].price_discount == Decimal("1.25")


def test_ten_thousand_lines_are_read_in_seconds() -> None:
    lines = "".join(cii_line(str(number), "0.01") for number in range(1, 10_001))
    started = time.process_time()
    read = document(cii(lines=lines))

    assert time.process_time() - started < 5
    assert len(read.lines) == 10_000
    assert check_totals(read) == []


# Money


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
