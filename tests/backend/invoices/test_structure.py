"""What differs between files of different makers and profiles, and is read all the same."""

import codecs
import time
from datetime import date
from decimal import Decimal

import pytest

from backend.invoices.document import (
    InvoiceDocument,
    Note,
)
from backend.invoices.reading.reader import Finding, read_invoice
from backend.invoices.totals import check_totals
from tests.backend.invoices.material import CII_SUMS, cii, cii_line, ubl, ubl_line

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
