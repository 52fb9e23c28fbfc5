"""Building the invoices of the demo: instalments, yearly statements, monthly invoices, credit notes.

An invoice depends on its contract and its month only, never on the day the demo is loaded: loading it again next week
gives the same files.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec

from backend.core.money import cents
from backend.demo.tariffs import (
    ACCOUNT_OF_COMPANY,
    ACCOUNT_OF_YILDIZ,
    CREDITOR_ID,
    TARIFFS,
    Customer,
    Supply,
    mandate_reference,
    vat_rate,
)
from backend.demo.usage import reading_at_end_of, used, used_in_year
from backend.invoices.document import (
    Address,
    AllowanceCharge,
    Attribute,
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    InvoiceDocument,
    Line,
    Note,
    Party,
    Payment,
    PaymentMeans,
    Period,
    Reference,
    References,
    Totals,
    VatBreakdown,
)
from backend.invoices.reading.terms import stated_discounts
from backend.invoices.writing.cii import EN16931_PROFILE
from backend.portal.schemas import load_portal

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)

INVOICE, PARTIAL_INVOICE, CORRECTED_INVOICE, CREDIT_NOTE = "380", "326", "384", "381"


@cache
def seller() -> Party:
    """The utility, as its `portal.toml` describes it."""
    portal = load_portal(Path(__file__).parent / "portal.toml")
    contact, imprint = portal.contact, portal.legal.imprint
    register = " ".join(part for part in (imprint.register_court, imprint.register_number) if part)
    return Party(
        name=imprint.company,
        vat_id=imprint.vat_id,
        legal_registration=Identifier(value=register) if register else None,
        legal_information=f"Geschäftsführung: {imprint.represented_by}",
        electronic_address=Identifier(value=contact.email, scheme="EM"),
        address=Address(line_one=contact.street, post_code=contact.postal_code, city=contact.city, country="DE"),
        contact=Contact(name="Kundenservice", phone=contact.phone, email=contact.email),
    )


# Instalments and statements


def instalment(supply: Supply, *, year: int, month: int, issued: date, due: date, months: int) -> InvoiceDocument:
    """An instalment for the `months` months that begin with `month`."""
    tariff, rate = TARIFFS[supply.kind], vat_rate(supply.kind, due)
    net = _instalment_net(supply, months, rate)
    span = _months(year, month, months)
    line = Line(
        id="1",
        name=f"Abschlag {tariff.name} {_span_name(span, months)}",
        quantity=Decimal(1),
        unit_code="C62",
        net_price=net,
        net_amount=net,
        vat_category="S",
        vat_rate=rate,
        period=span,
    )
    return _document(
        supply,
        number=f"A{year % 100:02d}{month:02d}-{supply.contract}",
        type_code=PARTIAL_INVOICE,
        issued=issued,
        due=due,
        lines=[line],
        period=span,
        note="Der Abschlag wird mit Ihrer nächsten Jahresabrechnung verrechnet.",
    )


def _instalment_net(supply: Supply, months: int, rate: Decimal) -> Decimal:
    """The ordinary use at the prices of 2024, its gross amount rounded up to whole euros that VAT divides exactly."""
    tariff = TARIFFS[supply.kind]
    yearly = supply.yearly_use * tariff.price_in(2024) + 12 * tariff.base_price
    gross = Decimal(math.ceil(yearly * (1 + rate / 100) * months / 12))
    while (net := cents(gross / (1 + rate / 100))) + cents(net * rate / 100) != gross:
        gross += 1
    return net


def statement(supply: Supply, *, year: int, issued: date, instalments: Sequence[InvoiceDocument]) -> InvoiceDocument:
    """The statement of a year, less the instalments that were paid for it. It may come out negative."""
    last_day = date(year, 12, 31)
    rate = vat_rate(supply.kind, last_day)
    quantity = used_in_year(supply, year)
    tariff, span = TARIFFS[supply.kind], Period(start=date(year, 1, 1), end=last_day)
    attributes = (
        Attribute(name="Zählernummer", value=supply.meter),
        Attribute(name="Zählerstand alt", value=str(reading_at_end_of(supply, year - 1))),
        Attribute(name="Zählerstand neu", value=str(reading_at_end_of(supply, year))),
    )
    name, price, unit = f"{tariff.supplied} {year}", tariff.price_in(year), tariff.unit
    lines = [
        _line("1", name, quantity=quantity, unit=unit, price=price, rate=rate, attributes=attributes),
        _line("2", tariff.base_name, quantity=12, unit="MON", price=tariff.base_price, rate=rate),
    ]
    if tariff.extra is not None:
        extra_name, extra_price = tariff.extra
        lines.append(_line("3", extra_name, quantity=quantity, unit=unit, price=extra_price, rate=rate))
    return _document(
        supply,
        number=f"J{year}-{supply.contract}",
        type_code=INVOICE,
        issued=issued,
        due=issued + timedelta(days=16),
        lines=lines,
        period=span,
        prepaid=sum((each.totals.gross for each in instalments), Decimal(0)),
        preceding=tuple(Reference(number=each.number, issue_date=each.issue_date) for each in instalments),
        note=f"Vielen Dank, dass Sie {tariff.name} von uns beziehen. Ihre Abschläge sind unten abgezogen.",
    )


def monthly_invoice(supply: Supply, *, year: int, month: int, issued: date) -> InvoiceDocument:
    """What a business used in a month, and its highest power."""
    quantity = used(supply, year, month)
    number = f"M{year % 100:02d}{month:02d}-{supply.contract}"
    return _monthly(supply, date(year, month, 1), quantity, number=number, type_code=INVOICE, issued=issued)


def corrected_invoice(supply: Supply, original: InvoiceDocument, *, issued: date) -> InvoiceDocument:
    """The invoice of a month anew, after the meter was read again and showed an eighth less."""
    assert original.period is not None
    start = original.period.start
    assert start is not None
    quantity = used(supply, start.year, start.month) * 7 // 8
    number = original.number.replace("M", "K", 1)
    corrected = _monthly(supply, start, quantity, number=number, type_code=CORRECTED_INVOICE, issued=issued)
    preceding = (Reference(number=original.number, issue_date=original.issue_date),)
    return msgspec.structs.replace(
        corrected, references=msgspec.structs.replace(corrected.references, preceding_invoices=preceding)
    )


def _monthly(
    supply: Supply, month: date, quantity: int, *, number: str, type_code: str, issued: date
) -> InvoiceDocument:
    """Measured use, less a discount, and Skonto for early payment."""
    tariff, rate = TARIFFS[supply.kind], vat_rate(supply.kind, issued)
    name, price = f"{tariff.supplied} {MONTHS[month.month - 1]} {month.year}", tariff.price_in(month.year)
    lines = [
        _line("1", name, quantity=quantity, unit=tariff.unit, price=price, rate=rate),
        _line("2", "Leistungspreis", quantity=22 + quantity % 5, unit="KWT", price=Decimal("4.85"), rate=rate),
        _line("3", tariff.base_name, quantity=1, unit="MON", price=Decimal("24.50"), rate=rate),
    ]
    base = lines[0].net_amount or Decimal(0)
    discount = AllowanceCharge(
        is_charge=False,
        amount=cents(base * 3 / 100),
        base_amount=base,
        percent=Decimal(3),
        reason="Treuerabatt",
        reason_code="95",
        vat_category="S",
        vat_rate=rate,
    )
    return _document(
        supply,
        number=number,
        type_code=type_code,
        issued=issued,
        due=issued + timedelta(days=14),
        lines=lines,
        period=_months(month.year, month.month, 1),
        allowances=(discount,),
        terms=f"Bei Zahlung bis zum {issued + timedelta(days=7):%d.%m.%Y} gewähren wir 2 % Skonto.\n"
        "#SKONTO#TAGE=7#PROZENT=2.00#",
        note="Abgerechnet wird Ihr gemessener Verbrauch.",
    )


def service_invoice(supply: Supply, *, issued: date) -> InvoiceDocument:
    """A single piece of work: the meter was tested because the customer asked for it."""
    name, price = "Prüfung des Zählers auf Kundenwunsch", Decimal("64.71")
    line = _line("1", name, quantity=1, unit="C62", price=price, rate=Decimal(19))
    return _document(
        supply,
        number=f"S{issued:%y%m}-{supply.contract}",
        type_code=INVOICE,
        issued=issued,
        due=issued + timedelta(days=14),
        lines=[line],
        note="Die Prüfung fand an der Verbrauchsstelle statt.",
    )


def credit_note(original: InvoiceDocument, *, issued: date, reason: str) -> InvoiceDocument:
    """Takes an invoice back as a whole. Its amounts are positive: the type code says that they come back."""
    references = original.references
    return InvoiceDocument(
        number=f"G-{original.number}",
        issue_date=issued,
        type_code=CREDIT_NOTE,
        currency=original.currency,
        profile_id=EN16931_PROFILE,
        seller=original.seller,
        buyer=original.buyer,
        references=References(
            contract=references.contract,
            invoiced_object=references.invoiced_object,
            preceding_invoices=(Reference(number=original.number, issue_date=original.issue_date),),
        ),
        notes=(Note(text=reason),),
        delivery=original.delivery,
        period=original.period or Period(start=original.issue_date, end=original.issue_date),
        lines=original.lines,
        allowances_charges=original.allowances_charges,
        vat_breakdown=original.vat_breakdown,
        totals=original.totals,
        payment=Payment(
            terms="Wir überweisen den Betrag auf das Konto, von dem Sie gezahlt haben, oder verrechnen ihn."
        ),
    )


# Shared by all


def _line(
    number: str,
    name: str,
    *,
    quantity: int,
    unit: str,
    price: Decimal,
    rate: Decimal,
    attributes: tuple[Attribute, ...] = (),
) -> Line:
    return Line(
        id=number,
        name=name,
        quantity=Decimal(quantity),
        unit_code=unit,
        net_price=price,
        net_amount=cents(quantity * price),
        vat_category="S",
        vat_rate=rate,
        attributes=attributes,
    )


def _document(
    supply: Supply,
    *,
    number: str,
    type_code: str,
    issued: date,
    due: date,
    lines: Sequence[Line],
    note: str,
    period: Period | None = None,
    allowances: tuple[AllowanceCharge, ...] = (),
    prepaid: Decimal | None = None,
    preceding: tuple[Reference, ...] = (),
    terms: str | None = None,
) -> InvoiceDocument:
    breakdown = _breakdown(lines, allowances)
    return InvoiceDocument(
        number=number,
        issue_date=issued,
        type_code=type_code,
        currency="EUR",
        profile_id=EN16931_PROFILE,
        seller=seller(),
        buyer=supply.customer.party,
        references=References(
            contract=supply.contract,
            invoiced_object=Identifier(value=supply.place),
            preceding_invoices=preceding,
        ),
        notes=(Note(text=note),),
        delivery=Delivery(party_name=supply.customer.party.name, address=supply.customer.party.address),
        period=period or Period(start=issued, end=issued),
        lines=tuple(lines),
        allowances_charges=allowances,
        vat_breakdown=breakdown,
        totals=_totals(lines, allowances, breakdown, prepaid),
        payment=_payment(supply.customer, number=number, due=due, terms=terms),
    )


def _breakdown(lines: Sequence[Line], allowances: Sequence[AllowanceCharge]) -> tuple[VatBreakdown, ...]:
    bases: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in lines:
        bases[line.vat_rate or Decimal(0)] += line.net_amount or Decimal(0)
    for each in allowances:
        bases[each.vat_rate or Decimal(0)] -= each.amount
    return tuple(
        VatBreakdown(category="S", rate=rate, base=base, amount=cents(base * rate / 100))
        for rate, base in bases.items()
    )


def _totals(
    lines: Sequence[Line],
    allowances: Sequence[AllowanceCharge],
    breakdown: Sequence[VatBreakdown],
    prepaid: Decimal | None,
) -> Totals:
    sum_of_lines = sum((line.net_amount or Decimal(0) for line in lines), Decimal(0))
    taken_off = sum((each.amount for each in allowances), Decimal(0))
    vat = sum((each.amount for each in breakdown), Decimal(0))
    gross = sum_of_lines - taken_off + vat
    return Totals(
        lines=sum_of_lines,
        allowances=taken_off if allowances else None,
        net=sum_of_lines - taken_off,
        vat=vat,
        gross=gross,
        prepaid=prepaid,
        due=gross - (prepaid or Decimal(0)),
    )


def _payment(customer: Customer, *, number: str, due: date, terms: str | None) -> Payment:
    if customer.by_direct_debit:
        debit = DirectDebit(
            mandate=mandate_reference(customer), creditor_id=CREDITOR_ID, debited_account=ACCOUNT_OF_YILDIZ
        )
        return Payment(due_date=due, means=(PaymentMeans(code="59"),), direct_debit=debit)
    account = CreditTransfer(account=ACCOUNT_OF_COMPANY, holder=seller().name)
    return Payment(
        due_date=due,
        remittance=f"{number} Kunde {customer.number.replace(' ', '')}",
        means=(PaymentMeans(code="58", credit_transfer=account),),
        terms=terms,
        cash_discounts=stated_discounts(terms),
    )


def _months(year: int, month: int, count: int) -> Period:
    """`count` whole months from the first of `month`."""
    after = month - 1 + count
    end = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Period(start=date(year, month, 1), end=end)


def _span_name(span: Period, count: int) -> str:
    start, end = span.start, span.end
    assert start is not None
    assert end is not None
    if count == 1:
        return f"{MONTHS[start.month - 1]} {start.year}"
    return f"{MONTHS[start.month - 1]} bis {MONTHS[end.month - 1]} {end.year}"
