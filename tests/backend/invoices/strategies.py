"""Invoices at random, within what EN 16931 can say, for properties that hold for all of them."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TypeVar

import msgspec
from hypothesis import strategies as st

from backend.core.money import cents
from backend.invoices.document import (
    Address,
    AllowanceCharge,
    Attachment,
    Attribute,
    Card,
    Classification,
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

# Everything XML can hold, but no line breaks: control characters, surrogates and separators left out.
_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff")

texts = st.text(_CHARACTERS, min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
optional = st.none() | texts
paragraphs = st.lists(texts, min_size=1, max_size=3).map("\n".join)
codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=4)
amounts = st.decimals(-10_000_000, 10_000_000, places=2)
positive = st.decimals(0, 100_000, places=2)
prices = st.decimals(0, 100_000, places=4)
rates = st.decimals(0, 99, places=2)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


_Group = TypeVar("_Group", bound=msgspec.Struct)


def some(strategy: st.SearchStrategy[_Group]) -> st.SearchStrategy[_Group | None]:
    """Nothing, or something in which at least one thing is said."""

    def says_something(group: _Group) -> bool:
        return any(msgspec.structs.astuple(group))

    return st.none() | strategy.filter(says_something)


identifiers = st.builds(Identifier, value=texts, scheme=st.none() | codes)
addresses = st.builds(
    Address,
    line_one=optional,
    line_two=optional,
    line_three=optional,
    post_code=optional,
    city=optional,
    subdivision=optional,
    country=st.just("DE"),
)
contacts = some(st.builds(Contact, name=optional, department=optional, phone=optional, email=optional))
periods = some(st.builds(Period, start=st.none() | days, end=st.none() | days))


def _in_order(found: list[Identifier]) -> tuple[Identifier, ...]:
    """CII lists identifiers without scheme first."""
    return tuple(sorted(found, key=lambda each: each.scheme is not None))


def _distinct(party: Party) -> Party:
    same = party.trading_name == party.name
    return msgspec.structs.replace(party, trading_name=None) if same else party


parties = st.builds(
    Party,
    name=texts,
    trading_name=optional,
    identifiers=st.lists(identifiers, max_size=3).map(_in_order),
    legal_registration=st.none() | identifiers,
    vat_id=optional,
    tax_number=optional,
    legal_information=st.none() | paragraphs,
    electronic_address=st.none() | identifiers,
    address=st.none() | addresses,
    contact=contacts,
).map(_distinct)

line_allowances = st.builds(
    AllowanceCharge,
    is_charge=st.booleans(),
    amount=positive,
    base_amount=st.none() | positive,
    percent=st.none() | rates,
    reason=optional,
    reason_code=st.none() | codes,
)
document_allowances = st.builds(
    AllowanceCharge,
    is_charge=st.booleans(),
    amount=positive,
    base_amount=st.none() | positive,
    percent=st.none() | rates,
    reason=optional,
    reason_code=st.none() | codes,
    vat_category=st.just("S"),
    vat_rate=st.sampled_from([Decimal(7), Decimal(19)]),
)


def tuples(strategy: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


lines = st.builds(
    Line,
    id=codes,
    name=texts,
    description=st.none() | paragraphs,
    note=st.none() | paragraphs,
    quantity=st.decimals(-100_000, 100_000, places=4),
    unit_code=st.none() | codes,
    net_amount=amounts,
    net_price=prices,
    price_discount=st.none() | prices,
    gross_price=st.none() | prices,
    price_base_quantity=st.just(Decimal(1000)),
    price_base_unit=st.none() | codes,
    vat_category=st.just("S"),
    vat_rate=st.sampled_from([Decimal(7), Decimal(19)]),
    allowances_charges=tuples(line_allowances),
    period=periods,
    invoiced_object=st.none() | identifiers,
    order_line=optional,
    buyer_accounting=optional,
    seller_item_id=optional,
    buyer_item_id=optional,
    standard_item_id=st.none() | identifiers,
    classifications=tuples(st.builds(Classification, code=texts, list_id=st.none() | codes, list_version=optional)),
    origin_country=st.none() | st.just("AT"),
    attributes=tuples(st.builds(Attribute, name=texts, value=texts)),
)

references = st.builds(
    References,
    buyer_reference=optional,
    project=optional,
    contract=optional,
    order=optional,
    sales_order=optional,
    receiving_advice=optional,
    despatch_advice=optional,
    tender=optional,
    invoiced_object=st.none() | identifiers,
    buyer_accounting=optional,
    preceding_invoices=tuples(st.builds(Reference, number=texts, issue_date=st.none() | days)),
)

_account = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=5, max_size=34)
means = st.builds(
    PaymentMeans,
    code=st.sampled_from(["1", "30", "48", "58", "59"]),
    text=st.none() | paragraphs,
    credit_transfer=st.none() | st.builds(CreditTransfer, account=_account, holder=optional, bic=st.none() | _account),
    card=st.none() | st.builds(Card, number=_account, holder=optional),
)
_terms = st.none() | paragraphs | paragraphs.map(lambda text: f"{text}\n#SKONTO#TAGE=10#PROZENT=2.00#")


@st.composite
def payments(draw: st.DrawFn) -> Payment:
    terms = draw(_terms)
    ways = draw(st.lists(means, max_size=3).map(tuple))
    debit = draw(
        some(
            st.builds(
                DirectDebit,
                mandate=optional,
                creditor_id=optional,
                debited_account=(st.none() | _account) if ways else st.none(),
            )
        )
    )
    return Payment(
        due_date=draw(st.none() | days),
        terms=terms,
        cash_discounts=stated_discounts(terms),
        remittance=draw(optional),
        means=ways,
        direct_debit=debit,
    )


documents = st.builds(
    InvoiceDocument,
    number=texts,
    issue_date=days,
    type_code=st.sampled_from(["326", "380", "381", "384"]),
    currency=st.just("EUR"),
    tax_currency=st.none() | st.just("CHF"),
    tax_point_date=st.none() | days,
    tax_point_code=st.none() | codes,
    business_process=optional,
    profile_id=st.just("urn:cen.eu:en16931:2017"),
    seller=parties,
    buyer=parties,
    payee=st.none() | parties,
    tax_representative=st.none() | parties,
    references=references,
    notes=tuples(st.builds(Note, text=paragraphs, subject_code=st.none() | codes)),
    attachments=tuples(st.builds(Attachment, reference=texts, description=optional, url=optional)),
    delivery=some(
        st.builds(
            Delivery,
            party_name=optional,
            location=st.none() | identifiers,
            delivered_on=st.none() | days,
            address=st.none() | addresses,
        )
    ),
    period=periods,
    lines=tuples(lines, 3),
    allowances_charges=tuples(document_allowances),
    vat_breakdown=st.lists(
        st.builds(
            VatBreakdown,
            category=codes,
            rate=st.none() | rates,
            base=amounts,
            amount=amounts,
            exemption_reason=optional,
            exemption_code=st.none() | codes,
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    totals=st.builds(
        Totals,
        lines=st.none() | amounts,
        allowances=st.none() | positive,
        charges=st.none() | positive,
        net=amounts,
        vat=st.none() | amounts,
        gross=amounts,
        prepaid=st.none() | amounts,
        rounding=st.none() | amounts,
        due=amounts,
    ),
    payment=payments(),
)


# For sums, only amounts matter; a small invoice at random is made quickly.
_priced_lines = st.builds(
    Line, id=codes, net_amount=amounts, vat_category=st.just("S"), vat_rate=st.sampled_from([Decimal(7), Decimal(19)])
)
_priced_allowances = st.builds(
    AllowanceCharge,
    is_charge=st.booleans(),
    amount=positive,
    vat_category=st.just("S"),
    vat_rate=st.sampled_from([Decimal(7), Decimal(19)]),
)


@st.composite
def sound_documents(draw: st.DrawFn, *, least_allowances: int = 0) -> InvoiceDocument:
    """Invoices that add up."""
    rows = draw(st.lists(_priced_lines, min_size=1, max_size=4))
    extras = draw(st.lists(_priced_allowances, min_size=least_allowances, max_size=3))
    prepaid, rounding = draw(amounts), draw(st.sampled_from([Decimal("-0.02"), Decimal("0.00"), Decimal("0.02")]))
    breakdown = _breakdown(rows, extras)
    net = sum((each.base for each in breakdown), Decimal(0))
    gross = net + sum((each.amount for each in breakdown), Decimal(0))
    return InvoiceDocument(
        number="1",
        issue_date=date(2025, 11, 24),
        type_code="380",
        currency="EUR",
        seller=Party(name="Stadtwerke"),
        buyer=Party(name="Ingrid Beispiel"),
        lines=tuple(rows),
        allowances_charges=tuple(extras),
        vat_breakdown=breakdown,
        totals=Totals(
            lines=sum((line.net_amount or Decimal(0) for line in rows), Decimal(0)),
            allowances=sum((each.amount for each in extras if not each.is_charge), Decimal(0)),
            charges=sum((each.amount for each in extras if each.is_charge), Decimal(0)),
            net=net,
            vat=gross - net,
            gross=gross,
            prepaid=prepaid,
            rounding=rounding,
            due=gross - prepaid + rounding,
        ),
    )


def _breakdown(rows: list[Line], extras: list[AllowanceCharge]) -> tuple[VatBreakdown, ...]:
    bases: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in rows:
        bases[line.vat_rate or Decimal(0)] += line.net_amount or Decimal(0)
    for each in extras:
        bases[each.vat_rate or Decimal(0)] += each.amount if each.is_charge else -each.amount
    return tuple(
        VatBreakdown(category="S", rate=rate, base=base, amount=cents(base * rate / 100))
        for rate, base in bases.items()
    )
