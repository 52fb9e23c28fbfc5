"""Writing an invoice as EN 16931 XML in the syntax CII, the order of elements as the schema of Factur-X demands."""

from backend.invoices.document import (
    Address,
    AllowanceCharge,
    Attachment,
    Contact,
    Delivery,
    DirectDebit,
    Identifier,
    InvoiceDocument,
    Line,
    Party,
    PaymentMeans,
    Period,
    References,
    VatBreakdown,
)
from backend.invoices.reading.xml import Element
from backend.invoices.writing.tree import anything, branch, day, flag, leaf, root, serialised

EN16931_PROFILE = "urn:cen.eu:en16931:2017"


class BeyondEn16931(ValueError):
    """The document holds something that only an extension of the standard can express."""


def write_cii(document: InvoiceDocument) -> bytes:
    """The XML of the invoice. Reading it gives the same document, with the profile EN 16931 when it had none.

    Raises `BeyondEn16931` for what the standard has no term for, rather than leaving it out.
    """
    _refuse_extensions(document)
    top = root("rsm:CrossIndustryInvoice")
    context = branch(top, "rsm:ExchangedDocumentContext")
    leaf(context, "BusinessProcessSpecifiedDocumentContextParameter/ID", document.business_process)
    leaf(context, "GuidelineSpecifiedDocumentContextParameter/ID", document.profile_id or EN16931_PROFILE)
    _head(branch(top, "rsm:ExchangedDocument"), document)
    trade = branch(top, "rsm:SupplyChainTradeTransaction")
    for line in document.lines:
        _line(branch(trade, "IncludedSupplyChainTradeLineItem"), line)
    _agreement(branch(trade, "ApplicableHeaderTradeAgreement"), document)
    _delivery(branch(trade, "ApplicableHeaderTradeDelivery"), document.delivery, document.references)
    _settlement(branch(trade, "ApplicableHeaderTradeSettlement"), document)
    return serialised(top)


def _refuse_extensions(document: InvoiceDocument) -> None:
    beyond = {
        "title": document.title,
        "prepayments": document.prepayments,
        "third_party_payments": document.third_party_payments,
        "delivery_note": document.references.delivery_note,
        "attachment content": any(each.file_name or each.media_type for each in document.attachments) or None,
        "sub lines": any(line.kind != "detail" or line.parent_id for line in document.lines) or None,
        "order of a line": any(line.order for line in document.lines) or None,
    }
    for name, value in beyond.items():
        if value:
            raise BeyondEn16931(name)


def _head(head: Element, document: InvoiceDocument) -> None:
    leaf(head, "ID", document.number)
    leaf(head, "TypeCode", document.type_code)
    day(head, "IssueDateTime", document.issue_date)
    for note in document.notes:
        element = branch(head, "IncludedNote")
        leaf(element, "Content", note.text)
        leaf(element, "SubjectCode", note.subject_code)


def _line(element: Element, line: Line) -> None:
    description = branch(element, "AssociatedDocumentLineDocument")
    leaf(description, "LineID", line.id)
    leaf(description, "IncludedNote/Content", line.note)
    _product(branch(element, "SpecifiedTradeProduct"), line)
    _prices(branch(element, "SpecifiedLineTradeAgreement"), line)
    leaf(element, "SpecifiedLineTradeDelivery/BilledQuantity", line.quantity, unitCode=line.unit_code)
    settlement = branch(element, "SpecifiedLineTradeSettlement")
    tax = branch(settlement, "ApplicableTradeTax")
    leaf(tax, "TypeCode", "VAT")
    leaf(tax, "CategoryCode", line.vat_category)
    leaf(tax, "RateApplicablePercent", line.vat_rate)
    _period(settlement, line.period)
    for each in line.allowances_charges:
        _allowance_charge(settlement, each)
    leaf(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount", line.net_amount)
    if line.invoiced_object is not None:
        _typed_reference(settlement, line.invoiced_object, "130")
    leaf(settlement, "ReceivableSpecifiedTradeAccountingAccount/ID", line.buyer_accounting)


def _product(product: Element, line: Line) -> None:
    _identifier(product, "GlobalID", line.standard_item_id)
    leaf(product, "SellerAssignedID", line.seller_item_id)
    leaf(product, "BuyerAssignedID", line.buyer_item_id)
    leaf(product, "Name", line.name)
    leaf(product, "Description", line.description)
    for attribute in line.attributes:
        element = branch(product, "ApplicableProductCharacteristic")
        leaf(element, "Description", attribute.name)
        leaf(element, "Value", attribute.value)
    for each in line.classifications:
        path = "DesignatedProductClassification/ClassCode"
        leaf(product, path, each.code, listID=each.list_id, listVersionID=each.list_version)
    leaf(product, "OriginTradeCountry/ID", line.origin_country)


def _prices(agreement: Element, line: Line) -> None:
    leaf(agreement, "BuyerOrderReferencedDocument/LineID", line.order_line)
    if anything((line.gross_price, line.price_discount)):
        gross = branch(agreement, "GrossPriceProductTradePrice")
        leaf(gross, "ChargeAmount", line.gross_price)
        if line.price_discount is not None:
            discount = branch(gross, "AppliedTradeAllowanceCharge")
            flag(discount, "ChargeIndicator", value=False)
            leaf(discount, "ActualAmount", line.price_discount)
    net = branch(agreement, "NetPriceProductTradePrice")
    leaf(net, "ChargeAmount", line.net_price)
    leaf(net, "BasisQuantity", line.price_base_quantity, unitCode=line.price_base_unit)


def _agreement(agreement: Element, document: InvoiceDocument) -> None:
    references = document.references
    leaf(agreement, "BuyerReference", references.buyer_reference)
    _party(branch(agreement, "SellerTradeParty"), document.seller)
    _party(branch(agreement, "BuyerTradeParty"), document.buyer)
    if document.tax_representative is not None:
        _party(branch(agreement, "SellerTaxRepresentativeTradeParty"), document.tax_representative)
    leaf(agreement, "SellerOrderReferencedDocument/IssuerAssignedID", references.sales_order)
    leaf(agreement, "BuyerOrderReferencedDocument/IssuerAssignedID", references.order)
    leaf(agreement, "ContractReferencedDocument/IssuerAssignedID", references.contract)
    for each in document.attachments:
        _attachment(branch(agreement, "AdditionalReferencedDocument"), each)
    if references.tender is not None:
        _typed_reference(agreement, Identifier(value=references.tender), "50")
    if references.invoiced_object is not None:
        _typed_reference(agreement, references.invoiced_object, "130")
    if references.project is not None:
        project = branch(agreement, "SpecifiedProcuringProject")
        leaf(project, "ID", references.project)
        # The schema wants a name; EN 16931 has none and fixes this text (CII-SR-096 of the syntax binding).
        leaf(project, "Name", "Project reference")


def _attachment(element: Element, attachment: Attachment) -> None:
    leaf(element, "IssuerAssignedID", attachment.reference)
    leaf(element, "URIID", attachment.url)
    leaf(element, "TypeCode", "916")
    leaf(element, "Name", attachment.description)


def _typed_reference(parent: Element, reference: Identifier, type_code: str) -> None:
    element = branch(parent, "AdditionalReferencedDocument")
    leaf(element, "IssuerAssignedID", reference.value)
    leaf(element, "TypeCode", type_code)
    leaf(element, "ReferenceTypeCode", reference.scheme)


def _party(element: Element, party: Party) -> None:
    for each in party.identifiers:
        _identifier(element, "GlobalID" if each.scheme else "ID", each)
    leaf(element, "Name", party.name)
    leaf(element, "Description", party.legal_information)
    if anything((party.legal_registration, party.trading_name)):
        organisation = branch(element, "SpecifiedLegalOrganization")
        _identifier(organisation, "ID", party.legal_registration)
        leaf(organisation, "TradingBusinessName", party.trading_name)
    _contact(element, party.contact)
    _address(element, party.address)
    _identifier(element, "URIUniversalCommunication/URIID", party.electronic_address)
    leaf(element, "SpecifiedTaxRegistration/ID", party.tax_number, schemeID="FC")
    leaf(element, "SpecifiedTaxRegistration/ID", party.vat_id, schemeID="VA")


def _identifier(parent: Element, path: str, identifier: Identifier | None) -> None:
    if identifier is not None:
        leaf(parent, path, identifier.value, schemeID=identifier.scheme)


def _contact(party: Element, contact: Contact | None) -> None:
    if contact is None:
        return
    element = branch(party, "DefinedTradeContact")
    leaf(element, "PersonName", contact.name)
    leaf(element, "DepartmentName", contact.department)
    leaf(element, "TelephoneUniversalCommunication/CompleteNumber", contact.phone)
    leaf(element, "EmailURIUniversalCommunication/URIID", contact.email)


def _address(party: Element, address: Address | None) -> None:
    if address is None:
        return
    element = branch(party, "PostalTradeAddress")
    leaf(element, "PostcodeCode", address.post_code)
    leaf(element, "LineOne", address.line_one)
    leaf(element, "LineTwo", address.line_two)
    leaf(element, "LineThree", address.line_three)
    leaf(element, "CityName", address.city)
    leaf(element, "CountryID", address.country)
    leaf(element, "CountrySubDivisionName", address.subdivision)


def _delivery(element: Element, delivery: Delivery | None, references: References) -> None:
    if delivery is not None:
        if anything((delivery.party_name, delivery.location, delivery.address)):
            place = branch(element, "ShipToTradeParty")
            location = delivery.location
            _identifier(place, "GlobalID" if location and location.scheme else "ID", location)
            leaf(place, "Name", delivery.party_name)
            _address(place, delivery.address)
        day(element, "ActualDeliverySupplyChainEvent/OccurrenceDateTime", delivery.delivered_on)
    leaf(element, "DespatchAdviceReferencedDocument/IssuerAssignedID", references.despatch_advice)
    leaf(element, "ReceivingAdviceReferencedDocument/IssuerAssignedID", references.receiving_advice)


def _settlement(element: Element, document: InvoiceDocument) -> None:
    payment, debit = document.payment, document.payment.direct_debit or DirectDebit()
    leaf(element, "CreditorReferenceID", debit.creditor_id)
    leaf(element, "PaymentReference", payment.remittance)
    leaf(element, "TaxCurrencyCode", document.tax_currency)
    leaf(element, "InvoiceCurrencyCode", document.currency)
    if document.payee is not None:
        _party(branch(element, "PayeeTradeParty"), document.payee)
    for index, means in enumerate(payment.means):
        debited = debit.debited_account if index == 0 else None
        _means(branch(element, "SpecifiedTradeSettlementPaymentMeans"), means, debited)
    for index, breakdown in enumerate(document.vat_breakdown):
        tax = branch(element, "ApplicableTradeTax")
        _vat(tax, breakdown, document if index == 0 else None)
    _period(element, document.period)
    for each in document.allowances_charges:
        _allowance_charge(element, each)
    if anything((payment.terms, payment.due_date, debit.mandate)):
        terms = branch(element, "SpecifiedTradePaymentTerms")
        leaf(terms, "Description", payment.terms)
        day(terms, "DueDateDateTime", payment.due_date)
        leaf(terms, "DirectDebitMandateID", debit.mandate)
    _totals(branch(element, "SpecifiedTradeSettlementHeaderMonetarySummation"), document)
    for reference in document.references.preceding_invoices:
        preceding = branch(element, "InvoiceReferencedDocument")
        leaf(preceding, "IssuerAssignedID", reference.number)
        day(preceding, "FormattedIssueDateTime", reference.issue_date, wrapper="qdt:DateTimeString")
    leaf(element, "ReceivableSpecifiedTradeAccountingAccount/ID", document.references.buyer_accounting)


def _means(element: Element, means: PaymentMeans, debited_account: str | None) -> None:
    leaf(element, "TypeCode", means.code)
    leaf(element, "Information", means.text)
    if means.card is not None:
        card = branch(element, "ApplicableTradeSettlementFinancialCard")
        leaf(card, "ID", means.card.number)
        leaf(card, "CardholderName", means.card.holder)
    leaf(element, "PayerPartyDebtorFinancialAccount/IBANID", debited_account)
    if means.credit_transfer is not None:
        account = branch(element, "PayeePartyCreditorFinancialAccount")
        leaf(account, "IBANID", means.credit_transfer.account)
        leaf(account, "AccountName", means.credit_transfer.holder)
        leaf(element, "PayeeSpecifiedCreditorFinancialInstitution/BICID", means.credit_transfer.bic)


def _vat(tax: Element, breakdown: VatBreakdown, document: InvoiceDocument | None) -> None:
    """A breakdown; the first one also carries the tax point of the whole document."""
    leaf(tax, "CalculatedAmount", breakdown.amount)
    leaf(tax, "TypeCode", "VAT")
    leaf(tax, "ExemptionReason", breakdown.exemption_reason)
    leaf(tax, "BasisAmount", breakdown.base)
    leaf(tax, "CategoryCode", breakdown.category)
    leaf(tax, "ExemptionReasonCode", breakdown.exemption_code)
    if document is not None:
        day(tax, "TaxPointDate", document.tax_point_date, wrapper="udt:DateString")
        leaf(tax, "DueDateTypeCode", document.tax_point_code)
    leaf(tax, "RateApplicablePercent", breakdown.rate)


def _period(parent: Element, period: Period | None) -> None:
    if period is not None:
        element = branch(parent, "BillingSpecifiedPeriod")
        day(element, "StartDateTime", period.start)
        day(element, "EndDateTime", period.end)


def _allowance_charge(parent: Element, each: AllowanceCharge) -> None:
    element = branch(parent, "SpecifiedTradeAllowanceCharge")
    flag(element, "ChargeIndicator", value=each.is_charge)
    leaf(element, "CalculationPercent", each.percent)
    leaf(element, "BasisAmount", each.base_amount)
    leaf(element, "ActualAmount", each.amount)
    leaf(element, "ReasonCode", each.reason_code)
    leaf(element, "Reason", each.reason)
    if each.vat_category is not None:
        tax = branch(element, "CategoryTradeTax")
        leaf(tax, "TypeCode", "VAT")
        leaf(tax, "CategoryCode", each.vat_category)
        leaf(tax, "RateApplicablePercent", each.vat_rate)


def _totals(element: Element, document: InvoiceDocument) -> None:
    totals = document.totals
    leaf(element, "LineTotalAmount", totals.lines)
    leaf(element, "ChargeTotalAmount", totals.charges)
    leaf(element, "AllowanceTotalAmount", totals.allowances)
    leaf(element, "TaxBasisTotalAmount", totals.net)
    leaf(element, "TaxTotalAmount", totals.vat, currencyID=document.currency)
    leaf(element, "TaxTotalAmount", totals.vat_in_tax_currency, currencyID=document.tax_currency)
    leaf(element, "RoundingAmount", totals.rounding)
    leaf(element, "GrandTotalAmount", totals.gross)
    leaf(element, "TotalPrepaidAmount", totals.prepaid)
    leaf(element, "DuePayableAmount", totals.due)
