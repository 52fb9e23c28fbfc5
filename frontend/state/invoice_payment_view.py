"""How to pay an invoice, in words; the QR code says the same."""

from dataclasses import dataclass, field
from hashlib import sha256

from frontend.api.invoices import InvoiceDetail, InvoiceDocument
from frontend.i18n import Translator
from frontend.state.format import grouped_iban, long_date, money, percent
from frontend.state.invoice_words import payment_means


@dataclass(frozen=True)
class PaymentFact:
    term: str
    text: str
    copy: str = ""
    """What the copy button puts on the clipboard; empty where copying makes no sense."""
    copy_label: str = ""
    copy_id: str = ""


@dataclass(frozen=True)
class PaymentView:
    """The part "Bezahlen" of an invoice's page; without facts there is nothing to pay."""

    facts: list[PaymentFact] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    qr_path: str = ""
    qr_size: int = 0
    qr_alternative: str = ""


def payment_view(t: Translator, detail: InvoiceDetail) -> PaymentView:
    if detail.state not in {"open", "overdue"}:
        return PaymentView()
    code = detail.payment_code
    return PaymentView(
        facts=_debit(t, detail) if detail.document.payment.by_direct_debit else _transfer(t, detail),
        terms=_terms(t, detail.document),
        qr_path=code.path if code else "",
        qr_size=code.size if code else 0,
        qr_alternative=_alternative(t, detail) if code else "",
    )


def _transfer(t: Translator, detail: InvoiceDetail) -> list[PaymentFact]:
    document = detail.document
    payment = document.payment
    facts = [_copied(t, t("Betrag"), money(t, detail.owed, document.currency), f"{detail.owed:.2f}")]
    if payment.due_date:
        facts.append(PaymentFact(t("Zahlen bis"), long_date(t, payment.due_date)))
    for means in payment.means:
        facts.append(PaymentFact(t("Zahlungsweg"), payment_means(t, means.code, means.text)))
        account = means.credit_transfer
        if account:
            holder = account.holder or (document.payee or document.seller).name or ""
            facts.append(_copied(t, t("Empfänger"), holder, holder))
            facts.append(_copied(t, t("IBAN"), grouped_iban(account.account), account.account))
            facts += [_copied(t, t("BIC"), account.bic, account.bic)] if account.bic else []
        if means.card:
            facts.append(PaymentFact(t("Karte"), means.card.number))
    purpose = payment.remittance or document.number
    return [*facts, _copied(t, t("Verwendungszweck"), purpose, purpose)]


def _copied(t: Translator, term: str, text: str, copied: str) -> PaymentFact:
    """A fact that people carry over into their banking app."""
    digest = sha256(f"{term} {copied}".encode()).hexdigest()[:8]
    return PaymentFact(term, text, copied, t("{what} kopieren", what=term), f"copy-{digest}")


def _debit(t: Translator, detail: InvoiceDetail) -> list[PaymentFact]:
    document = detail.document
    debit = document.payment.direct_debit
    facts = [PaymentFact(t("Zahlungsweg"), t("SEPA-Lastschrift"))]
    if detail.mandate_ended:
        facts = [PaymentFact(t("Zahlungsweg"), t("SEPA-Lastschrift, deren Mandat beendet ist. Wir buchen nichts ab."))]
    elif document.payment.due_date:
        facts.append(PaymentFact(t("Abbuchung am"), long_date(t, document.payment.due_date)))
    if debit is None:
        return facts
    candidates = (
        (t("Von Ihrem Konto"), grouped_iban(debit.debited_account) if debit.debited_account else None),
        (t("Mandatsreferenz"), debit.mandate),
        (t("Gläubiger-ID"), debit.creditor_id),
    )
    return facts + [PaymentFact(term, text) for term, text in candidates if text]


def _terms(t: Translator, document: InvoiceDocument) -> list[str]:
    payment = document.payment
    discounts = [
        t("{percent} Skonto bei Zahlung innerhalb von {days} Tagen", percent=percent(t, item.percent), days=item.days)
        for item in payment.cash_discounts
        if item.percent and item.days
    ]
    return discounts + ([payment.readable_terms] if payment.readable_terms else [])


def _alternative(t: Translator, detail: InvoiceDetail) -> str:
    """The code's content as a sentence: whoever cannot see it loses nothing."""
    facts = "; ".join(f"{fact.term}: {fact.text}" for fact in _transfer(t, detail))
    return t("QR-Code zum Bezahlen mit Ihrer Banking-App. Er enthält: {facts}.", facts=facts)
