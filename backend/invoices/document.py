"""The content of an invoice, in the terms of EN 16931-1, whatever file it came in.

Names follow the business terms of the standard; the numbers beside them are its own: BT- for a term, BG- for a
group, BT-X- for what only the profile EXTENDED of ZUGFeRD knows, BG-DEX- for the extension of XRechnung. Amounts
are `Decimal` exactly as written in the file, dates are `date`. Everything optional may be missing: the profile
MINIMUM knows neither lines nor addresses.

`encode` and `decode` turn a document into JSON and back without loss; the database keeps that JSON.

**Signs.** Amounts keep the sign they have in the file. A credit note (type code 381 and its kin) usually states
positive amounts that the seller owes; a correction or a yearly statement in the customer's favour is an invoice
with negative amounts. `InvoiceDocument.owed_by_buyer` answers the question behind both: positive is to be paid,
negative comes back.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

CREDIT_NOTE_CODES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"})
"""Codes of UNTDID 1001 that EN 16931 treats as credit notes: their amounts count in the buyer's favour."""

DIRECT_DEBIT_CODES = frozenset({"49", "59"})
"""Codes of UNTDID 4461 for direct debit; 59 is the one of SEPA."""

LineKind = Literal["detail", "group", "information", "component"]
"""What a line is for (BT-X-8). Only a "detail" counts in the sum of lines. A "group" repeats the sum of its
children, "information" adds nothing, and a "component" is a sub line (BG-DEX-01) already counted in its parent."""


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """A group of business terms."""


class Identifier(Part, frozen=True, kw_only=True):
    """An identifier and the scheme it comes from: an ISO 6523 code such as "0088", or "EM" for an e-mail address."""

    value: str
    scheme: str | None = None


class Address(Part, frozen=True, kw_only=True):
    """A postal address (BG-5, BG-8, BG-12, BG-15). The country is an ISO 3166-1 alpha-2 code."""

    line_one: str | None = None
    line_two: str | None = None
    line_three: str | None = None
    post_code: str | None = None
    city: str | None = None
    subdivision: str | None = None
    country: str | None = None


class Contact(Part, frozen=True, kw_only=True):
    """A person or office that answers questions (BG-6, BG-9)."""

    name: str | None = None
    department: str | None = None
    phone: str | None = None
    email: str | None = None


class Party(Part, frozen=True, kw_only=True):
    """Seller (BG-4), buyer (BG-7), payee (BG-10) or the seller's tax representative (BG-11).

    `identifiers` are those that somebody assigned to the party, among them the customer number (BT-29, BT-46, BT-60).
    """

    name: str | None = None  # BT-27, BT-44, BT-59, BT-62
    trading_name: str | None = None  # BT-28, BT-45; missing when it is the same as the name
    identifiers: tuple[Identifier, ...] = ()  # BT-29, BT-46, BT-60
    legal_registration: Identifier | None = None  # BT-30, BT-47, BT-61
    vat_id: str | None = None  # BT-31, BT-48, BT-63
    tax_number: str | None = None  # BT-32
    legal_information: str | None = None  # BT-33
    electronic_address: Identifier | None = None  # BT-34, BT-49
    address: Address | None = None
    contact: Contact | None = None


class Period(Part, frozen=True, kw_only=True):
    """A span of days, both ends included; one end may be open (BG-14, BG-26)."""

    start: date | None = None
    end: date | None = None


class Delivery(Part, frozen=True, kw_only=True):
    """Where and when goods or services were delivered (BG-13)."""

    party_name: str | None = None  # BT-70
    location: Identifier | None = None  # BT-71
    delivered_on: date | None = None  # BT-72
    address: Address | None = None  # BG-15


class Reference(Part, frozen=True, kw_only=True):
    """Another document, by number and, where given, by date (BG-3)."""

    number: str
    issue_date: date | None = None


class References(Part, frozen=True, kw_only=True):
    """What the invoice refers to."""

    buyer_reference: str | None = None  # BT-10; public bodies put their Leitweg-ID here
    project: str | None = None  # BT-11
    contract: str | None = None  # BT-12
    order: str | None = None  # BT-13
    sales_order: str | None = None  # BT-14
    receiving_advice: str | None = None  # BT-15
    despatch_advice: str | None = None  # BT-16
    delivery_note: str | None = None  # BT-X-202
    tender: str | None = None  # BT-17
    invoiced_object: Identifier | None = None  # BT-18; for a utility the metering point
    buyer_accounting: str | None = None  # BT-19
    preceding_invoices: tuple[Reference, ...] = ()  # BG-3


class Note(Part, frozen=True, kw_only=True):
    """Free text (BT-22) and its subject, a code of UNTDID 4451 (BT-21)."""

    text: str
    subject_code: str | None = None


class Attachment(Part, frozen=True, kw_only=True):
    """A supporting document by its names (BG-24). The content stays in the file that was imported."""

    reference: str | None = None  # BT-122
    description: str | None = None  # BT-123
    url: str | None = None  # BT-124
    file_name: str | None = None  # BT-125-2
    media_type: str | None = None  # BT-125-1


class AllowanceCharge(Part, frozen=True, kw_only=True):
    """A discount, or with `is_charge` an addition, on the document (BG-20, BG-21) or on a line (BG-27, BG-28).

    The amount is positive in both cases. VAT is given for the whole document only.
    """

    is_charge: bool
    amount: Decimal  # BT-92, BT-99, BT-136, BT-141
    base_amount: Decimal | None = None  # BT-93, BT-100, BT-137, BT-142
    percent: Decimal | None = None  # BT-94, BT-101, BT-138, BT-143
    reason: str | None = None  # BT-97, BT-104, BT-139, BT-144
    reason_code: str | None = None  # BT-98, BT-105, BT-140, BT-145
    vat_category: str | None = None  # BT-95, BT-102
    vat_rate: Decimal | None = None  # BT-96, BT-103


class Attribute(Part, frozen=True, kw_only=True):
    """A property of an item, such as its colour or a meter reading (BG-32)."""

    name: str
    value: str


class Classification(Part, frozen=True, kw_only=True):
    """A code for the kind of item from a list of UNTDID 7143 (BT-158)."""

    code: str
    list_id: str | None = None
    list_version: str | None = None


class Line(Part, frozen=True, kw_only=True):
    """One line of the invoice (BG-25). Units are codes of UN/ECE Recommendation 20 or 21, rates are percent."""

    id: str  # BT-126
    kind: LineKind = "detail"
    parent_id: str | None = None  # BT-X-304
    name: str | None = None  # BT-153
    description: str | None = None  # BT-154
    note: str | None = None  # BT-127
    quantity: Decimal | None = None  # BT-129
    unit_code: str | None = None  # BT-130
    net_amount: Decimal | None = None  # BT-131
    net_price: Decimal | None = None  # BT-146, for `price_base_quantity` units
    price_discount: Decimal | None = None  # BT-147
    gross_price: Decimal | None = None  # BT-148
    price_base_quantity: Decimal | None = None  # BT-149; 1 when missing
    price_base_unit: str | None = None  # BT-150
    vat_category: str | None = None  # BT-151
    vat_rate: Decimal | None = None  # BT-152
    allowances_charges: tuple[AllowanceCharge, ...] = ()  # BG-27, BG-28
    period: Period | None = None  # BG-26
    invoiced_object: Identifier | None = None  # BT-128
    order: str | None = None  # BT-X-21
    order_line: str | None = None  # BT-132
    buyer_accounting: str | None = None  # BT-133
    seller_item_id: str | None = None  # BT-155
    buyer_item_id: str | None = None  # BT-156
    standard_item_id: Identifier | None = None  # BT-157
    classifications: tuple[Classification, ...] = ()  # BT-158
    origin_country: str | None = None  # BT-159
    attributes: tuple[Attribute, ...] = ()  # BG-32

    @property
    def counts(self) -> bool:
        """Whether the net amount is part of the sum of lines (BT-106)."""
        return self.kind == "detail"


class VatBreakdown(Part, frozen=True, kw_only=True):
    """The VAT of one category and rate (BG-23)."""

    category: str  # BT-118, a code of UNTDID 5305: S standard, Z zero, E exempt, AE reverse charge …
    rate: Decimal | None = None  # BT-119
    base: Decimal  # BT-116
    amount: Decimal  # BT-117
    exemption_reason: str | None = None  # BT-120
    exemption_code: str | None = None  # BT-121


class Totals(Part, frozen=True, kw_only=True):
    """The sums that the invoice states (BG-22). What is missing was not stated."""

    lines: Decimal | None = None  # BT-106
    allowances: Decimal | None = None  # BT-107
    charges: Decimal | None = None  # BT-108
    net: Decimal  # BT-109
    vat: Decimal | None = None  # BT-110
    vat_in_tax_currency: Decimal | None = None  # BT-111
    gross: Decimal  # BT-112
    prepaid: Decimal | None = None  # BT-113
    rounding: Decimal | None = None  # BT-114
    due: Decimal  # BT-115


class CashDiscount(Part, frozen=True, kw_only=True):
    """Skonto: pay within some days and keep some percent (BT-X-282 …, or a line #SKONTO# of XRechnung in BT-20)."""

    percent: Decimal | None = None
    days: int | None = None
    base_amount: Decimal | None = None
    amount: Decimal | None = None


class CreditTransfer(Part, frozen=True, kw_only=True):
    """An account to pay into (BG-17). Blanks are taken out of the account number."""

    account: str  # BT-84: an IBAN, or the number of an account elsewhere
    holder: str | None = None  # BT-85
    bic: str | None = None  # BT-86


class Card(Part, frozen=True, kw_only=True):
    """The card that was or will be charged (BG-18), its number shortened by the seller."""

    number: str  # BT-87
    holder: str | None = None  # BT-88


class DirectDebit(Part, frozen=True, kw_only=True):
    """How the seller collects the amount (BG-19)."""

    mandate: str | None = None  # BT-89
    creditor_id: str | None = None  # BT-90
    debited_account: str | None = None  # BT-91


class PaymentMeans(Part, frozen=True, kw_only=True):
    """One way to pay (BG-16): a code of UNTDID 4461 and what belongs to it."""

    code: str  # BT-81
    text: str | None = None  # BT-82
    credit_transfer: CreditTransfer | None = None
    card: Card | None = None


class Payment(Part, frozen=True, kw_only=True):
    """How and when to pay."""

    due_date: date | None = None  # BT-9
    terms: str | None = None  # BT-20, as written: with the lines #SKONTO# meant for machines
    cash_discounts: tuple[CashDiscount, ...] = ()
    remittance: str | None = None  # BT-83: what to write on the transfer
    means: tuple[PaymentMeans, ...] = ()
    direct_debit: DirectDebit | None = None

    @property
    def readable_terms(self) -> str | None:
        """The terms without the lines meant for machines."""
        lines = [line for line in (self.terms or "").split("\n") if not line.startswith("#SKONTO#")]
        return "\n".join(lines).strip() or None

    @property
    def by_direct_debit(self) -> bool:
        """Whether the seller collects the amount, so that there is nothing to transfer."""
        return any(means.code in DIRECT_DEBIT_CODES for means in self.means)


class Prepayment(Part, frozen=True, kw_only=True):
    """An instalment that was received (BG-X-45)."""

    amount: Decimal
    received_on: date | None = None


class ThirdPartyPayment(Part, frozen=True, kw_only=True):
    """What is collected for somebody else, added to the amount due (BG-DEX-09)."""

    amount: Decimal  # BT-DEX-002
    kind: str | None = None  # BT-DEX-001
    description: str | None = None  # BT-DEX-003


class InvoiceDocument(Part, frozen=True, kw_only=True):
    """An invoice or credit note."""

    number: str  # BT-1
    issue_date: date  # BT-2
    type_code: str  # BT-3, a code of UNTDID 1001
    title: str | None = None  # BT-X-2
    currency: str  # BT-5, ISO 4217
    tax_currency: str | None = None  # BT-6
    tax_point_date: date | None = None  # BT-7
    tax_point_code: str | None = None  # BT-8
    business_process: str | None = None  # BT-23
    profile_id: str | None = None  # BT-24
    seller: Party
    buyer: Party
    payee: Party | None = None
    tax_representative: Party | None = None
    references: References = References()
    notes: tuple[Note, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    delivery: Delivery | None = None
    period: Period | None = None  # BG-14
    lines: tuple[Line, ...] = ()
    allowances_charges: tuple[AllowanceCharge, ...] = ()
    vat_breakdown: tuple[VatBreakdown, ...] = ()
    totals: Totals
    prepayments: tuple[Prepayment, ...] = ()
    third_party_payments: tuple[ThirdPartyPayment, ...] = ()
    payment: Payment = Payment()

    @property
    def is_credit_note(self) -> bool:
        """Whether the type code says that the amounts count in the buyer's favour."""
        return self.type_code in CREDIT_NOTE_CODES

    @property
    def sign(self) -> int:
        """What amounts are multiplied by to see them as the buyer does: -1 for a credit note with positive amounts.

        Some sellers write the amounts of a credit note negative. They mean the same; it never asks for money.
        """
        return -1 if self.is_credit_note and self.totals.gross > 0 else 1

    @property
    def owed_by_buyer(self) -> Decimal:
        """The amount due as the buyer sees it: positive is to be paid, negative comes back."""
        return self.sign * self.totals.due


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(InvoiceDocument)


def encode(document: InvoiceDocument) -> bytes:
    """The document as JSON: amounts as strings, dates as ISO 8601, nothing lost."""
    return _encoder.encode(document)


def decode(data: bytes | str) -> InvoiceDocument:
    """The document back from its JSON. Raises `msgspec.ValidationError` when it is none."""
    return _decoder.decode(data)
