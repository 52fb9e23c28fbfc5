"""The syntax UBL 2.1, Invoice and CreditNote: XRechnung and Peppol BIS Billing."""

import re
from collections.abc import Iterator
from datetime import date

from backend.invoices.document import (
    Attachment,
    Card,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    InvoiceDocument,
    Note,
    Party,
    Payment,
    PaymentMeans,
    Reference,
    References,
    ThirdPartyPayment,
    Totals,
    VatBreakdown,
)
from backend.invoices.reading.fields import (
    account_number,
    amount,
    attribute,
    child,
    children,
    currency_code,
    decimal,
    identifier,
    iso_date,
    named_party,
    paragraph,
    required,
    required_amount,
    required_date,
    stated_amount,
    text,
)
from backend.invoices.reading.terms import stated_discounts
from backend.invoices.reading.ubl_lines import read_allowances_charges, read_lines, read_period
from backend.invoices.reading.ubl_parties import read_address, read_creditor_id, read_party
from backend.invoices.reading.xml import Element

INVOICE_ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice"
CREDIT_NOTE_ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote"

_PROJECT = "50"  # UNTDID 1001, in a credit note only
_INVOICED_OBJECT = "130"
_SUBJECT = re.compile(r"#([A-Z]{3})#\s*(.+)", re.DOTALL)


def read_ubl(root: Element) -> InvoiceDocument:
    """The invoice in `root`. Raises subclasses of `UnreadableInvoice` for what is missing or makes no sense."""
    own = required(currency_code(root, "DocumentCurrencyCode", "BT-5"), "BT-5")
    return InvoiceDocument(
        number=required(text(root, "ID"), "BT-1"),
        issue_date=required_date(iso_date(root, "IssueDate", "BT-2"), "BT-2"),
        type_code=required(text(root, "InvoiceTypeCode") or text(root, "CreditNoteTypeCode"), "BT-3"),
        currency=own,
        tax_currency=currency_code(root, "TaxCurrencyCode", "BT-6"),
        tax_point_date=iso_date(root, "TaxPointDate", "BT-7"),
        tax_point_code=text(root, "InvoicePeriod/DescriptionCode"),
        business_process=text(root, "ProfileID"),
        profile_id=text(root, "CustomizationID"),
        seller=named_party(read_party(child(root, "AccountingSupplierParty/Party")), "BT-27"),
        buyer=read_party(child(root, "AccountingCustomerParty/Party")) or Party(),
        payee=read_party(child(root, "PayeeParty")),
        tax_representative=read_party(child(root, "TaxRepresentativeParty")),
        references=_references(root),
        notes=tuple(_notes(root)),
        attachments=tuple(_attachments(root)),
        delivery=_delivery(child(root, "Delivery")),
        period=read_period(child(root, "InvoicePeriod"), "BT-73", "BT-74"),
        lines=read_lines(root, own),
        allowances_charges=read_allowances_charges(root, own),
        vat_breakdown=tuple(_vat_breakdown(root, own)),
        totals=_totals(root, own),
        third_party_payments=tuple(_third_party_payments(root, own)),
        payment=_payment(root),
    )


def _notes(root: Element) -> Iterator[Note]:
    """Notes; UBL puts the subject code in front of the text as #AAK#."""
    for each in children(root, "Note"):
        content = paragraph(each)
        if content and (match := _SUBJECT.fullmatch(content)):
            yield Note(text=match[2], subject_code=match[1])
        elif content:
            yield Note(text=content)


def _references(root: Element) -> References:
    preceding = (
        Reference(number=number, issue_date=iso_date(each, "IssueDate", "BT-26"))
        for path in ("BillingReference/InvoiceDocumentReference", "BillingReference/CreditNoteDocumentReference")
        for each in children(root, path)
        if (number := text(each, "ID"))
    )
    credit_note_project = _typed_reference(root, _PROJECT) if root.tag == CREDIT_NOTE_ROOT else None
    return References(
        buyer_reference=text(root, "BuyerReference"),
        project=text(root, "ProjectReference/ID") or (credit_note_project.value if credit_note_project else None),
        contract=text(root, "ContractDocumentReference/ID"),
        order=text(root, "OrderReference/ID"),
        sales_order=text(root, "OrderReference/SalesOrderID"),
        receiving_advice=text(root, "ReceiptDocumentReference/ID"),
        despatch_advice=text(root, "DespatchDocumentReference/ID"),
        tender=text(root, "OriginatorDocumentReference/ID"),
        invoiced_object=_typed_reference(root, _INVOICED_OBJECT),
        buyer_accounting=text(root, "AccountingCost"),
        preceding_invoices=tuple(preceding),
    )


def _typed_reference(root: Element, type_code: str) -> Identifier | None:
    for each in children(root, "AdditionalDocumentReference"):
        if text(each, "DocumentTypeCode") == type_code:
            return identifier(each, "ID")
    return None


def _attachments(root: Element) -> Iterator[Attachment]:
    for each in children(root, "AdditionalDocumentReference"):
        if text(each, "DocumentTypeCode") in {_PROJECT, _INVOICED_OBJECT}:
            continue
        content = child(each, "Attachment/EmbeddedDocumentBinaryObject")
        yield Attachment(
            reference=text(each, "ID"),
            description=text(each, "DocumentDescription"),
            url=text(each, "Attachment/ExternalReference/URI"),
            file_name=attribute(content, "filename"),
            media_type=attribute(content, "mimeCode"),
        )


def _delivery(element: Element | None) -> Delivery | None:
    delivery = Delivery(
        party_name=text(element, "DeliveryParty/PartyName/Name"),
        location=identifier(element, "DeliveryLocation/ID"),
        delivered_on=iso_date(element, "ActualDeliveryDate", "BT-72"),
        address=read_address(child(element, "DeliveryLocation/Address")),
    )
    return delivery if delivery != Delivery() else None


def _vat_breakdown(root: Element, currency: str) -> Iterator[VatBreakdown]:
    for each in _subtotals(root, currency):
        category = child(each, "TaxCategory")
        yield VatBreakdown(
            category=required(text(category, "ID"), "BT-118"),
            rate=decimal(category, "Percent", "BT-119"),
            base=required_amount(each, "TaxableAmount", "BT-116", currency),
            amount=required_amount(each, "TaxAmount", "BT-117", currency),
            exemption_reason=text(category, "TaxExemptionReason"),
            exemption_code=text(category, "TaxExemptionReasonCode"),
        )


def _subtotals(root: Element, currency: str) -> Iterator[Element]:
    """Those of the total in the invoice's currency; the one in the currency of the tax may repeat them."""
    for total in children(root, "TaxTotal"):
        if attribute(child(total, "TaxAmount"), "currencyID") in {None, currency}:
            yield from children(total, "TaxSubtotal")


def _totals(root: Element, own: str) -> Totals:
    sums = child(root, "LegalMonetaryTotal")
    tax_currency = currency_code(root, "TaxCurrencyCode", "BT-6")
    other_vat = None
    if tax_currency and tax_currency != own:
        other_vat = stated_amount(root, "TaxTotal/TaxAmount", "BT-111", tax_currency)
    return Totals(
        lines=amount(sums, "LineExtensionAmount", "BT-106", own),
        allowances=amount(sums, "AllowanceTotalAmount", "BT-107", own),
        charges=amount(sums, "ChargeTotalAmount", "BT-108", own),
        net=required_amount(sums, "TaxExclusiveAmount", "BT-109", own),
        vat=amount(root, "TaxTotal/TaxAmount", "BT-110", own),
        vat_in_tax_currency=other_vat,
        gross=required_amount(sums, "TaxInclusiveAmount", "BT-112", own),
        prepaid=amount(sums, "PrepaidAmount", "BT-113", own),
        rounding=amount(sums, "PayableRoundingAmount", "BT-114", own),
        due=required_amount(sums, "PayableAmount", "BT-115", own),
    )


def _third_party_payments(root: Element, currency: str) -> Iterator[ThirdPartyPayment]:
    for each in children(root, "PrepaidPayment"):
        paid = amount(each, "PaidAmount", "BT-DEX-002", currency)
        if paid is not None:
            yield ThirdPartyPayment(amount=paid, kind=text(each, "ID"), description=text(each, "InstructionID"))


def _payment(root: Element) -> Payment:
    notes = [paragraph(each) for each in children(root, "PaymentTerms/Note")]
    terms = "\n".join(each for each in notes if each) or None
    return Payment(
        due_date=_due_date(root),
        terms=terms,
        cash_discounts=stated_discounts(terms),
        remittance=text(root, "PaymentMeans/PaymentID"),
        means=tuple(_means(root)),
        direct_debit=_direct_debit(root),
    )


def _due_date(root: Element) -> date | None:
    """On the invoice itself; a credit note has it among the means of payment."""
    on_document = iso_date(root, "DueDate", "BT-9")
    return on_document or iso_date(root, "PaymentMeans/PaymentDueDate", "BT-9")


def _means(root: Element) -> Iterator[PaymentMeans]:
    for each in children(root, "PaymentMeans"):
        card = text(each, "CardAccount/PrimaryAccountNumberID")
        holder = text(each, "CardAccount/HolderName")
        yield PaymentMeans(
            code=required(text(each, "PaymentMeansCode"), "BT-81"),
            text=attribute(child(each, "PaymentMeansCode"), "name"),
            credit_transfer=_credit_transfer(child(each, "PayeeFinancialAccount")),
            card=Card(number=card, holder=holder) if card else None,
        )


def _credit_transfer(account: Element | None) -> CreditTransfer | None:
    number = account_number(account, "ID")
    if number is None:
        return None
    branch = "FinancialInstitutionBranch"
    bic = account_number(account, f"{branch}/ID") or account_number(account, f"{branch}/FinancialInstitution/ID")
    return CreditTransfer(account=number, holder=text(account, "Name"), bic=bic)


def _direct_debit(root: Element) -> DirectDebit | None:
    debit = DirectDebit(
        mandate=text(root, "PaymentMeans/PaymentMandate/ID"),
        creditor_id=read_creditor_id(root),
        debited_account=account_number(root, "PaymentMeans/PaymentMandate/PayerFinancialAccount/ID"),
    )
    return debit if debit != DirectDebit() else None
