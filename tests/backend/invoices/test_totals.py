"""Sums that follow from their parts, and sums that do not."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.invoices.document import InvoiceDocument
from backend.invoices.reading.reader import read_invoice
from backend.invoices.totals import Difference, check_totals
from tests.backend.invoices.material import CII_SUMS, cii, cii_line
from tests.backend.invoices.strategies import sound_documents

replace = msgspec.structs.replace
quick = settings(deadline=None, max_examples=80)
changes = st.decimals(Decimal("0.01"), 1000, places=2) | st.decimals(-1000, Decimal("-0.01"), places=2)


@given(document=sound_documents())
@quick
def test_an_invoice_that_adds_up_has_no_differences(document: InvoiceDocument) -> None:
    assert check_totals(document) == []


@given(
    document=sound_documents(),
    term=st.sampled_from(["lines", "allowances", "charges", "net", "vat", "gross", "prepaid", "rounding", "due"]),
    change=changes,
)
@quick
def test_any_changed_total_is_noticed(document: InvoiceDocument, term: str, change: Decimal) -> None:
    totals = replace(document.totals, **{term: getattr(document.totals, term) + change})

    assert check_totals(replace(document, totals=totals))


@given(document=sound_documents(), change=changes, data=st.data())
@quick
def test_any_changed_amount_of_a_line_is_noticed(
    document: InvoiceDocument, change: Decimal, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(document.lines) - 1))
    lines = list(document.lines)
    lines[index] = replace(lines[index], net_amount=(lines[index].net_amount or Decimal(0)) + change)

    assert "BR-CO-10" in {each.rule for each in check_totals(replace(document, lines=tuple(lines)))}


@given(document=sound_documents(), change=changes, data=st.data(), term=st.sampled_from(["base", "amount"]))
@quick
def test_any_changed_amount_of_the_vat_breakdown_is_noticed(
    document: InvoiceDocument, change: Decimal, data: st.DataObject, term: str
) -> None:
    index = data.draw(st.integers(0, len(document.vat_breakdown) - 1))
    breakdown = list(document.vat_breakdown)
    breakdown[index] = replace(breakdown[index], **{term: getattr(breakdown[index], term) + change})

    assert check_totals(replace(document, vat_breakdown=tuple(breakdown)))


@given(document=sound_documents(least_allowances=1), change=changes)
@quick
def test_any_changed_allowance_or_charge_is_noticed(document: InvoiceDocument, change: Decimal) -> None:
    first, *others = document.allowances_charges
    changed = replace(document, allowances_charges=(replace(first, amount=first.amount + change), *others))

    assert {each.rule for each in check_totals(changed)} & {"BR-CO-11", "BR-CO-12"}


def document(**parts: str) -> InvoiceDocument:
    return read_invoice(cii(**parts), name="rechnung.xml").document


def test_a_difference_says_rule_expectation_and_what_stands_there() -> None:
    read = document(lines=cii_line("1", "60.00") + cii_line("2", "39.99"))

    assert check_totals(read) == [Difference("BR-CO-10", expected=Decimal("99.99"), found=Decimal("100.00"))]


EXTENDED = "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"


@pytest.mark.parametrize(("net", "differs"), [("39.98", False), ("39.97", True)])
def test_the_profile_extended_allows_a_cent_for_each_line(net: str, differs: bool) -> None:
    read = document(profile=EXTENDED, lines=cii_line("1", "60.00") + cii_line("2", net))

    assert bool(check_totals(read)) == differs


VAT = (
    "<ram:ApplicableTradeTax><ram:CalculatedAmount>{}</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>"
    "<ram:BasisAmount>{}</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>"
    "<ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:ApplicableTradeTax>"
)


@pytest.mark.parametrize(("vat", "rules"), [("19.99", ["BR-CO-14"]), ("20.00", ["BR-CO-14", "BR-CO-17"])])
def test_vat_may_be_off_by_less_than_a_unit_as_in_the_official_rules(vat: str, rules: list[str]) -> None:
    read = document(lines=cii_line("1", "100.00"), settlement=VAT.format(vat, "100.00"))

    assert [each.rule for each in check_totals(read)] == rules


def test_the_base_of_a_category_follows_from_its_lines() -> None:
    read = document(
        lines=cii_line("1", "60.00") + cii_line("2", "40.00", rate="7"), settlement=VAT.format("19.00", "100.00")
    )

    assert check_totals(read) == [
        Difference("BR-S-08", expected=Decimal("60.00"), found=Decimal("100.00")),
        Difference("BR-S-08", expected=Decimal("40.00"), found=Decimal("0.00")),
    ]


def test_without_lines_the_bases_follow_from_the_net_total() -> None:
    read = document(profile="urn:factur-x.eu:1p0:basicwl", settlement=VAT.format("19.00", "99.00"))

    assert [each.rule for each in check_totals(read)] == ["BR-CO-18"]


def test_nothing_is_repaired() -> None:
    read = document(sums=CII_SUMS.replace("<ram:DuePayableAmount>119.00", "<ram:DuePayableAmount>120.00"))

    assert check_totals(read) == [Difference("BR-CO-16", expected=Decimal("119.00"), found=Decimal("120.00"))]
    assert read.totals.due == Decimal("120.00")
