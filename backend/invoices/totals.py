"""Do the sums of an invoice follow from its lines? What differs is stated, never repaired.

The rules are the calculation rules of EN 16931-1 (BR-CO-10 to BR-CO-17, and BR-S-08 with its kin for the other VAT
categories). Where they leave room:

* Sums are compared exactly, after rounding to two places. The profile EXTENDED allows one cent for each amount that
  goes into a sum (BR-FXEXT-CO-10 and following), so there a sum may be off by that much.
* VAT of a category (BR-CO-17) may be off by less than one unit of the currency, the tolerance of the official
  validation artefacts (CEN/TC 434): sellers add up VAT line by line, each rounded.
* A profile without lines (MINIMUM, BASIC WL) is checked for what it states; a term that is missing counts as nought
  in a sum and is not compared itself.
* Third-party payments of XRechnung's extension are added to the amount due (BR-DEX-09 in place of BR-CO-16).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from backend.core.money import cents
from backend.invoices.document import AllowanceCharge, InvoiceDocument, VatBreakdown
from backend.invoices.profile import profile_of

ZERO = Decimal(0)
CENT = Decimal("0.01")
UNIT = Decimal(1)

_BASE_RULES = {
    "S": "BR-S-08",
    "Z": "BR-Z-08",
    "E": "BR-E-08",
    "AE": "BR-AE-08",
    "K": "BR-IC-08",
    "G": "BR-G-08",
    "O": "BR-O-08",
    "L": "BR-AF-08",
    "M": "BR-AG-08",
}

VatKey = tuple[str, Decimal]


class Difference(NamedTuple):
    """A stated amount that does not follow from others. `rule` is the business rule of EN 16931 it breaks."""

    rule: str
    expected: Decimal
    found: Decimal


def check_totals(document: InvoiceDocument) -> list[Difference]:
    """All differences, in the order of the rules; empty when the invoice adds up."""
    return [*_check_sums(document), *_check_vat(document)]


def _check_sums(document: InvoiceDocument) -> Iterator[Difference]:
    totals = document.totals
    lines = [line.net_amount or ZERO for line in document.lines if line.counts]
    allowances = [each.amount for each in document.allowances_charges if not each.is_charge]
    charges = [each.amount for each in document.allowances_charges if each.is_charge]
    tolerant = profile_of(document.profile_id) == "extended"
    if document.lines:
        yield from _compare("BR-CO-10", sum(lines, ZERO), totals.lines, CENT * len(lines) if tolerant else ZERO)
    if totals.allowances is not None or allowances:
        slack = CENT * len(allowances) if tolerant else ZERO
        yield from _compare("BR-CO-11", sum(allowances, ZERO), totals.allowances or ZERO, slack)
    if totals.charges is not None or charges:
        slack = CENT * len(charges) if tolerant else ZERO
        yield from _compare("BR-CO-12", sum(charges, ZERO), totals.charges or ZERO, slack)
    if totals.lines is not None:
        net = totals.lines - (totals.allowances or ZERO) + (totals.charges or ZERO)
        yield from _compare("BR-CO-13", net, totals.net)
    if document.vat_breakdown:
        vat = sum((each.amount for each in document.vat_breakdown), ZERO)
        yield from _compare("BR-CO-14", vat, totals.vat or ZERO)
    yield from _compare("BR-CO-15", totals.net + (totals.vat or ZERO), totals.gross)
    for_others = sum((each.amount for each in document.third_party_payments), ZERO)
    due = totals.gross - (totals.prepaid or ZERO) + (totals.rounding or ZERO) + for_others
    yield from _compare("BR-CO-16", due, totals.due)


def _check_vat(document: InvoiceDocument) -> Iterator[Difference]:
    """Each category against its own rate, and the bases against the lines or, without lines, the net amount."""
    for each in document.vat_breakdown:
        yield from _compare("BR-CO-17", each.base * (each.rate or ZERO) / 100, each.amount, UNIT - CENT)
    if not document.vat_breakdown:
        return
    if document.lines:
        yield from _check_bases(document)
    else:
        yield from _compare("BR-CO-18", _sum_of_bases(document.vat_breakdown), document.totals.net)


def _check_bases(document: InvoiceDocument) -> Iterator[Difference]:
    tolerant = profile_of(document.profile_id) == "extended"
    amounts = _amounts_by_category(document)
    stated: dict[VatKey, Decimal] = defaultdict(Decimal)
    for each in document.vat_breakdown:
        stated[_key(each.category, each.rate)] += each.base
    for key in [*stated, *(key for key in amounts if key not in stated)]:
        rule = _BASE_RULES.get(key[0], "BR-CO-18")
        slack = CENT * len(amounts[key]) if tolerant else ZERO
        yield from _compare(rule, sum(amounts[key], ZERO), stated.get(key, ZERO), slack)


def _amounts_by_category(document: InvoiceDocument) -> dict[VatKey, list[Decimal]]:
    """What makes up the base of each category and rate: lines, less allowances, plus charges."""
    amounts: dict[VatKey, list[Decimal]] = defaultdict(list)
    for line in document.lines:
        if line.counts and line.net_amount:
            amounts[_key(line.vat_category, line.vat_rate)].append(line.net_amount)
    for each in document.allowances_charges:
        if each.amount:
            amounts[_key(each.vat_category, each.vat_rate)].append(_signed(each))
    return amounts


def _signed(each: AllowanceCharge) -> Decimal:
    return each.amount if each.is_charge else -each.amount


def _key(category: str | None, rate: Decimal | None) -> VatKey:
    """Only the standard rate comes in several rates; the others count by category, however their nought is written."""
    return (category or "?", rate or ZERO)


def _sum_of_bases(breakdown: Iterable[VatBreakdown]) -> Decimal:
    return sum((each.base for each in breakdown), ZERO)


def _compare(rule: str, expected: Decimal, found: Decimal | None, slack: Decimal = ZERO) -> Iterator[Difference]:
    if found is None:
        return
    expected, found = cents(expected), cents(found)
    if abs(expected - found) > slack:
        yield Difference(rule, expected, found)
