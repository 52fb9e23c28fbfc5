"""The syntax UN/CEFACT Cross Industry Invoice (D16B and later): XRechnung, Factur-X, ZUGFeRD from version 2.0."""

from collections.abc import Iterator
from typing import NamedTuple

from backend.invoices.document import (
    Attachment,
    Card,
    CashDiscount,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    InvoiceDocument,
    Note,
    Party,
    Payment,
    PaymentMeans,
    Prepayment,
    Reference,
    References,
    Totals,
    VatBreakdown,
)
from backend.invoices.reading.cii_lines import read_allowances_charges, read_lines, read_period
from backend.invoices.reading.cii_parties import read_party
from backend.invoices.reading.fields import (
    account_number,
    amount,
    attribute,
    child,
    children,
    cii_date,
    currency_code,
    decimal,
    named_party,
    paragraph,
    required,
    required_amount,
    required_date,
    stated_amount,
    text,
    whole_number,
)
from backend.invoices.reading.terms import stated_discounts
from backend.invoices.reading.xml import Element

ROOT = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"

_TENDER = "50"  # UNTDID 1001
_INVOICED_OBJECT = "130"


class _Parts(NamedTuple):
    """The branches of the tree that hold everything, and the currency the amounts are in."""

    head: Element | None
    agreement: Element | None
    delivery: Element | None
    settlement: Element | None
    currency: str


def read_cii(root: Element) -> InvoiceDocument:
    """The invoice in `root`. Raises subclasses of `UnreadableInvoice` for what is missing or makes no sense."""
    trade = child(root, "SupplyChainTradeTransaction")
    context = child(root, "ExchangedDocumentContext")
    settlement = child(trade, "ApplicableHeaderTradeSettlement")
    parts = _Parts(
        head=child(root, "ExchangedDocument"),
        agreement=child(trade, "ApplicableHeaderTradeAgreement"),
        delivery=child(trade, "ApplicableHeaderTradeDelivery"),
        settlement=settlement,
        currency=required(currency_code(settlement, "InvoiceCurrencyCode", "BT-5"), "BT-5"),
    )
    return InvoiceDocument(
        number=required(text(parts.head, "ID"), "BT-1"),
        issue_date=required_date(cii_date(parts.head, "IssueDateTime", "BT-2"), "BT-2"),
        type_code=required(text(parts.head, "TypeCode"), "BT-3"),
        title=text(parts.head, "Name"),
        currency=parts.currency,
        tax_currency=currency_code(settlement, "TaxCurrencyCode", "BT-6"),
        tax_point_date=cii_date(settlement, "ApplicableTradeTax/TaxPointDate", "BT-7"),
        tax_point_code=text(settlement, "ApplicableTradeTax/DueDateTypeCode"),
        business_process=text(context, "BusinessProcessSpecifiedDocumentContextParameter/ID"),
        profile_id=text(context, "GuidelineSpecifiedDocumentContextParameter/ID"),
        seller=named_party(read_party(child(parts.agreement, "SellerTradeParty")), "BT-27"),
        buyer=read_party(child(parts.agreement, "BuyerTradeParty")) or Party(),
        payee=read_party(child(settlement, "PayeeTradeParty")),
        tax_representative=read_party(child(parts.agreement, "SellerTaxRepresentativeTradeParty")),
        references=_references(parts),
        notes=tuple(_notes(parts.head)),
        attachments=tuple(_attachments(parts.agreement)),
        delivery=_delivery(parts.delivery),
        period=read_period(child(settlement, "BillingSpecifiedPeriod"), "BT-73", "BT-74"),
        lines=read_lines(trade, parts.currency),
        allowances_charges=read_allowances_charges(settlement, parts.currency),
        vat_breakdown=tuple(_vat_breakdown(parts)),
        totals=_totals(parts),
        prepayments=tuple(_prepayments(parts)),
        payment=_payment(parts),
    )


def _notes(head: Element | None) -> Iterator[Note]:
    for each in children(head, "IncludedNote"):
        content = paragraph(each, "Content")
        if content:
            yield Note(text=content, subject_code=text(each, "SubjectCode"))


def _references(parts: _Parts) -> References:
    agreement, delivery, settlement = parts.agreement, parts.delivery, parts.settlement
    preceding = (
        Reference(number=number, issue_date=cii_date(each, "FormattedIssueDateTime", "BT-26"))
        for each in children(settlement, "InvoiceReferencedDocument")
        if (number := text(each, "IssuerAssignedID"))
    )
    tender, invoiced_object = _typed_reference(agreement, _TENDER), _typed_reference(agreement, _INVOICED_OBJECT)
    return References(
        buyer_reference=text(agreement, "BuyerReference"),
        project=text(agreement, "SpecifiedProcuringProject/ID"),
        contract=text(agreement, "ContractReferencedDocument/IssuerAssignedID"),
        order=text(agreement, "BuyerOrderReferencedDocument/IssuerAssignedID"),
        sales_order=text(agreement, "SellerOrderReferencedDocument/IssuerAssignedID"),
        receiving_advice=text(delivery, "ReceivingAdviceReferencedDocument/IssuerAssignedID"),
        despatch_advice=text(delivery, "DespatchAdviceReferencedDocument/IssuerAssignedID"),
        delivery_note=text(delivery, "DeliveryNoteReferencedDocument/IssuerAssignedID"),
        tender=tender.value if tender else None,
        invoiced_object=invoiced_object,
        buyer_accounting=text(settlement, "ReceivableSpecifiedTradeAccountingAccount/ID"),
        preceding_invoices=tuple(preceding),
    )


def _typed_reference(agreement: Element | None, type_code: str) -> Identifier | None:
    for each in children(agreement, "AdditionalReferencedDocument"):
        value = text(each, "IssuerAssignedID")
        if value and text(each, "TypeCode") == type_code:
            return Identifier(value=value, scheme=text(each, "ReferenceTypeCode"))
    return None


def _attachments(agreement: Element | None) -> Iterator[Attachment]:
    for each in children(agreement, "AdditionalReferencedDocument"):
        if text(each, "TypeCode") in {_TENDER, _INVOICED_OBJECT}:
            continue
        content = child(each, "AttachmentBinaryObject")
        yield Attachment(
            reference=text(each, "IssuerAssignedID"),
            description=text(each, "Name"),
            url=text(each, "URIID"),
            file_name=attribute(content, "filename"),
            media_type=attribute(content, "mimeCode"),
        )


def _delivery(element: Element | None) -> Delivery | None:
    place = read_party(child(element, "ShipToTradeParty")) or Party()
    delivery = Delivery(
        party_name=place.name,
        location=place.identifiers[0] if place.identifiers else None,
        delivered_on=cii_date(element, "ActualDeliverySupplyChainEvent/OccurrenceDateTime", "BT-72"),
        address=place.address,
    )
    return delivery if delivery != Delivery() else None


def _vat_breakdown(parts: _Parts) -> Iterator[VatBreakdown]:
    for each in children(parts.settlement, "ApplicableTradeTax"):
        yield VatBreakdown(
            category=required(text(each, "CategoryCode"), "BT-118"),
            rate=decimal(each, "RateApplicablePercent", "BT-119"),
            base=required_amount(each, "BasisAmount", "BT-116", parts.currency),
            amount=required_amount(each, "CalculatedAmount", "BT-117", parts.currency),
            exemption_reason=text(each, "ExemptionReason"),
            exemption_code=text(each, "ExemptionReasonCode"),
        )


def _totals(parts: _Parts) -> Totals:
    sums = child(parts.settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    tax_currency = currency_code(parts.settlement, "TaxCurrencyCode", "BT-6")
    own = parts.currency
    other_vat = None
    if tax_currency and tax_currency != own:
        other_vat = stated_amount(sums, "TaxTotalAmount", "BT-111", tax_currency)
    return Totals(
        lines=amount(sums, "LineTotalAmount", "BT-106", own),
        allowances=amount(sums, "AllowanceTotalAmount", "BT-107", own),
        charges=amount(sums, "ChargeTotalAmount", "BT-108", own),
        net=required_amount(sums, "TaxBasisTotalAmount", "BT-109", own),
        vat=amount(sums, "TaxTotalAmount", "BT-110", own),
        vat_in_tax_currency=other_vat,
        gross=required_amount(sums, "GrandTotalAmount", "BT-112", own),
        prepaid=amount(sums, "TotalPrepaidAmount", "BT-113", own),
        rounding=amount(sums, "RoundingAmount", "BT-114", own),
        due=required_amount(sums, "DuePayableAmount", "BT-115", own),
    )


def _prepayments(parts: _Parts) -> Iterator[Prepayment]:
    for each in children(parts.settlement, "SpecifiedAdvancePayment"):
        paid = amount(each, "PaidAmount", "BT-X-291", parts.currency)
        if paid is not None:
            yield Prepayment(amount=paid, received_on=cii_date(each, "FormattedReceivedDateTime", "BT-X-291"))


def _payment(parts: _Parts) -> Payment:
    settlement = parts.settlement
    descriptions = [paragraph(each) for each in children(settlement, "SpecifiedTradePaymentTerms/Description")]
    terms = "\n".join(each for each in descriptions if each) or None
    return Payment(
        due_date=cii_date(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime", "BT-9"),
        terms=terms,
        cash_discounts=(*stated_discounts(terms), *_discounts(parts)),
        remittance=text(settlement, "PaymentReference"),
        means=tuple(_means(settlement)),
        direct_debit=_direct_debit(settlement),
    )


def _discounts(parts: _Parts) -> Iterator[CashDiscount]:
    for each in children(parts.settlement, "SpecifiedTradePaymentTerms/ApplicableTradePaymentDiscountTerms"):
        period = child(each, "BasisPeriodMeasure")
        discount = CashDiscount(
            percent=decimal(each, "CalculationPercent", "BT-X-285"),
            days=whole_number(period, "BT-X-285") if attribute(period, "unitCode") in {None, "DAY"} else None,
            base_amount=amount(each, "BasisAmount", "BT-X-285", parts.currency),
            amount=amount(each, "ActualDiscountAmount", "BT-X-285", parts.currency),
        )
        if discount != CashDiscount():
            yield discount


def _means(settlement: Element | None) -> Iterator[PaymentMeans]:
    for each in children(settlement, "SpecifiedTradeSettlementPaymentMeans"):
        card = text(each, "ApplicableTradeSettlementFinancialCard/ID")
        holder = text(each, "ApplicableTradeSettlementFinancialCard/CardholderName")
        yield PaymentMeans(
            code=required(text(each, "TypeCode"), "BT-81"),
            text=paragraph(each, "Information"),
            credit_transfer=_credit_transfer(each),
            card=Card(number=card, holder=holder) if card else None,
        )


def _credit_transfer(means: Element) -> CreditTransfer | None:
    account = child(means, "PayeePartyCreditorFinancialAccount")
    number = account_number(account, "IBANID") or account_number(account, "ProprietaryID")
    if number is None:
        return None
    bic = account_number(means, "PayeeSpecifiedCreditorFinancialInstitution/BICID")
    return CreditTransfer(account=number, holder=text(account, "AccountName"), bic=bic)


def _direct_debit(settlement: Element | None) -> DirectDebit | None:
    debited = "SpecifiedTradeSettlementPaymentMeans/PayerPartyDebtorFinancialAccount/IBANID"
    debit = DirectDebit(
        mandate=text(settlement, "SpecifiedTradePaymentTerms/DirectDebitMandateID"),
        creditor_id=text(settlement, "CreditorReferenceID"),
        debited_account=account_number(settlement, debited),
    )
    return debit if debit != DirectDebit() else None
