"""A whole invoice in ready-made words, in the order in which people ask: how much, by when, for what, to whom."""

from dataclasses import dataclass, field

from frontend.api.invoices import AllowanceCharge, InvoiceDetail, InvoiceDocument, Line, Party, file_address
from frontend.api.portal import portal
from frontend.i18n import Translator
from frontend.state.format import due_sentence, file_size, long_date, money, number, percent, span
from frontend.state.invoice_payment_view import PaymentView, payment_view
from frontend.state.invoice_words import kind, quantity, unit, vat_category


@dataclass(frozen=True)
class Fact:
    """A term and what is said about it, in one or more lines."""

    term: str
    lines: list[str]


@dataclass(frozen=True)
class LineRow:
    """A line of the invoice; `details` are shown below the name."""

    id: str
    name: str
    details: list[str]
    quantity: str
    price: str
    vat: str
    amount: str
    is_group: bool


@dataclass(frozen=True)
class SumRow:
    label: str
    amount: str
    is_result: bool = False


@dataclass(frozen=True)
class VatRow:
    rate: str
    base: str
    amount: str
    reason: str


@dataclass(frozen=True)
class InvoiceView:
    """Everything on the page of one invoice."""

    title: str = ""
    lead: str = ""
    facts: list[Fact] = field(default_factory=list)
    parties: list[Fact] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    lines_caption: str = ""
    lines_page: int = 1
    lines_pages: int = 1
    sums: list[SumRow] = field(default_factory=list)
    vat: list[VatRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    payment: PaymentView = field(default_factory=PaymentView)
    pdf_href: str = ""
    pdf_label: str = ""
    xml_href: str = ""
    xml_label: str = ""


def invoice_view(t: Translator, detail: InvoiceDetail, *, as_staff: bool = False) -> InvoiceView:
    document = detail.document
    return InvoiceView(
        title=f"{kind(t, document.type_code)} {document.number}",
        lead=_lead(t, detail),
        facts=_facts(t, document),
        parties=_parties(t, document),
        lines=[_line(t, line, document.currency) for line in document.lines],
        lines_caption=t.n("Eine Position", "{n} Positionen", detail.lines_total),
        lines_page=detail.lines_page,
        lines_pages=detail.lines_pages,
        sums=_sums(t, document),
        vat=_vat(t, document),
        notes=[note.text for note in document.notes],
        payment=payment_view(t, detail),
        pdf_href=file_address(detail.id, "pdf", as_staff=as_staff) if detail.pdf_size else "",
        pdf_label=t("Als PDF herunterladen ({size})", size=file_size(t, detail.pdf_size or 0)),
        xml_href=file_address(detail.id, "xml", as_staff=as_staff) if detail.xml_size else "",
        xml_label=t("Als E-Rechnung (XML) herunterladen ({size})", size=file_size(t, detail.xml_size or 0)),
    )


def _lead(t: Translator, detail: InvoiceDetail) -> str:
    document = detail.document
    amount = money(t, abs(detail.owed), document.currency)
    if detail.state == "paid":
        on = detail.paid_on
        return t("Bezahlt am {day}.", day=long_date(t, on)) if on else t("Bezahlt. Sie müssen nichts tun.")
    if detail.state == "cancelled":
        return t("Diese Rechnung wurde storniert. Sie müssen nichts zahlen.")
    if detail.state == "credit":
        return t("{amount} zu Ihren Gunsten.", amount=amount)
    return _open_lead(t, detail, amount)


def _open_lead(t: Translator, detail: InvoiceDetail, amount: str) -> str:
    payment = detail.document.payment
    due = payment.due_date
    if detail.mandate_ended:
        return t(
            "Offen: {amount}. Das Konto, von dem wir abbuchen wollten, gilt nicht mehr. Bitte rufen Sie uns an: "
            "{phone}.",
            amount=amount,
            phone=portal().contact.phone,
        )
    if payment.by_direct_debit and due:
        return t("Wir buchen {amount} am {day} ab. Sie müssen nichts tun.", amount=amount, day=long_date(t, due))
    if due:
        return t("Offen: {amount}, {due}.", amount=amount, due=due_sentence(t, due, detail.today))
    return t("Offen: {amount}.", amount=amount)


def _facts(t: Translator, document: InvoiceDocument) -> list[Fact]:
    references = document.references
    delivery = document.delivery
    period = document.period
    candidates = (
        (t("Rechnungsdatum"), long_date(t, document.issue_date)),
        (t("Abrechnungszeitraum"), span(t, period.start, period.end) if period else ""),
        (t("Geliefert am"), long_date(t, delivery.delivered_on) if delivery and delivery.delivered_on else ""),
        (t("Ihr Zeichen"), references.buyer_reference),
        (t("Vertrag"), references.contract),
        (t("Bestellung"), references.order),
        (t("Auftrag"), references.sales_order),
        (t("Lieferschein"), references.despatch_advice or references.delivery_note),
        (t("Projekt"), references.project),
        (t("Zählpunkt oder Objekt"), references.invoiced_object.value if references.invoiced_object else ""),
        (t("Kostenstelle"), references.buyer_accounting),
    )
    facts = [Fact(term, [text]) for term, text in candidates if text]
    if references.preceding_invoices:
        numbers = [reference.number for reference in references.preceding_invoices]
        facts.append(Fact(t("Bezieht sich auf"), numbers))
    return facts


def _parties(t: Translator, document: InvoiceDocument) -> list[Fact]:
    parties = (
        (t("Von"), document.seller),
        (t("An"), document.buyer),
        (t("Zahlung geht an"), document.payee),
        (t("Steuerlicher Vertreter"), document.tax_representative),
    )
    facts = [Fact(term, _party_lines(t, party)) for term, party in parties if party]
    delivery = document.delivery
    if delivery and (delivery.address or delivery.party_name):
        facts.append(
            Fact(t("Geliefert an"), _party_lines(t, Party(name=delivery.party_name, address=delivery.address)))
        )
    return facts


def _party_lines(t: Translator, party: Party) -> list[str]:
    address, contact = party.address, party.contact
    lines = [party.name, party.trading_name]
    if address:
        place = " ".join(part for part in (address.post_code, address.city) if part)
        lines += [address.line_one, address.line_two, address.line_three, place]
        lines += [address.country] if address.country and address.country != "DE" else []
    if party.vat_id:
        lines.append(t("USt-IdNr. {number}", number=party.vat_id))
    if party.tax_number:
        lines.append(t("Steuernummer {number}", number=party.tax_number))
    lines += [t("Nummer {number}", number=identifier.value) for identifier in party.identifiers]
    if contact:
        lines += [contact.name, contact.phone, contact.email]
    return [line for line in lines if line]


def _line(t: Translator, line: Line, currency: str) -> LineRow:
    return LineRow(
        id=line.id,
        name=line.name or line.note or t("Position {id}", id=line.id),
        details=_line_details(t, line, currency),
        quantity=quantity(t, line.quantity, line.unit_code),
        price=_price(t, line, currency),
        vat=percent(t, line.vat_rate) if line.vat_rate is not None else "",
        amount=money(t, line.net_amount, currency) if line.net_amount is not None else "",
        is_group=not line.counts,
    )


def _price(t: Translator, line: Line, currency: str) -> str:
    """ "0,3212 € je kWh": prices may have more decimals than a currency has (BT-146)."""
    if line.net_price is None:
        return ""
    price = f"{number(t, line.net_price)} {currency}"
    if abs(line.net_price.as_tuple().exponent) <= 2:  # type: ignore[arg-type] # a price of an invoice is finite
        price = money(t, line.net_price, currency)
    base = line.price_base_quantity
    if base is not None and base != 1:
        return t(
            "{price} je {quantity}", price=price, quantity=quantity(t, base, line.price_base_unit or line.unit_code)
        )
    name = unit(t, line.price_base_unit or line.unit_code, many=False)
    return t("{price} je {quantity}", price=price, quantity=name) if name else price


def _line_details(t: Translator, line: Line, currency: str) -> list[str]:
    period = span(t, line.period.start, line.period.end) if line.period else ""
    details = [line.description if line.description != line.name else None, period]
    details += [line.note if line.name else None]
    details += [f"{attribute.name}: {attribute.value}" for attribute in line.attributes]
    details += [_allowance_text(t, item, currency) for item in line.allowances_charges]
    if line.seller_item_id:
        details.append(t("Artikelnummer {number}", number=line.seller_item_id))
    return [detail for detail in details if detail]


def _allowance_text(t: Translator, item: AllowanceCharge, currency: str) -> str:
    label = item.reason or (t("Zuschlag") if item.is_charge else t("Nachlass"))
    share = f" ({percent(t, item.percent)})" if item.percent is not None else ""
    return f"{label}{share}: {money(t, item.amount if item.is_charge else -item.amount, currency)}"


def _sums(t: Translator, document: InvoiceDocument) -> list[SumRow]:
    totals, currency = document.totals, document.currency
    rows = [(t("Summe der Positionen"), totals.lines)] if document.allowances_charges else []
    for item in document.allowances_charges:
        text, _, _ = _allowance_text(t, item, currency).rpartition(": ")
        rows.append((text, item.amount if item.is_charge else -item.amount))
    rows += [(t("Netto"), totals.net), (t("Umsatzsteuer"), totals.vat), (t("Brutto"), totals.gross)]
    rows += [(t("Bereits bezahlt"), -totals.prepaid if totals.prepaid else None)]
    rows += [(payment.description or t("Für Dritte"), payment.amount) for payment in document.third_party_payments]
    rows += [(t("Rundung"), totals.rounding or None)]
    sums = [SumRow(label, money(t, amount, currency)) for label, amount in rows if amount is not None]
    result = t("Zu zahlen") if document.owed_by_buyer >= 0 else t("Zu Ihren Gunsten")
    return [*sums, SumRow(result, money(t, abs(totals.due), currency), is_result=True)]


def _vat(t: Translator, document: InvoiceDocument) -> list[VatRow]:
    return [
        VatRow(
            rate=percent(t, item.rate) if item.rate else vat_category(t, item.category),
            base=money(t, item.base, document.currency),
            amount=money(t, item.amount, document.currency),
            reason=item.exemption_reason or "",
        )
        for item in document.vat_breakdown
    ]
