"""How an invoice on paper says things, in German."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from backend.core.iban import grouped
from backend.invoices.document import InvoiceDocument, Line, Party, Period

_TITLES = {
    "326": "Abschlagsrechnung",
    "380": "Rechnung",
    "381": "Gutschrift",
    "384": "Korrigierte Rechnung",
    "386": "Vorauszahlungsrechnung",
    "389": "Gutschrift (vom Kunden ausgestellt)",
}
_UNITS = {
    "C62": "",
    "H87": "Stück",
    "XPP": "Stück",
    "KWH": "kWh",
    "MWH": "MWh",
    "KWT": "kW",
    "MTQ": "m³",
    "MTR": "m",
    "MTK": "m²",
    "KGM": "kg",
    "LTR": "l",
    "HUR": "Std.",
    "DAY": "Tag/Tage",
    "MON": "Monat/Monate",
    "ANN": "Jahr/Jahre",
}
"""Names of units by their code (UN/ECE Recommendation 20); where the plural differs, one / several."""


def title(document: InvoiceDocument) -> str:
    """What kind of document this is."""
    return document.title or _TITLES.get(document.type_code, "Rechnung")


def day(value: date) -> str:
    return format_date(value, "dd.MM.yyyy", locale="de")


def span(period: Period) -> str:
    """A period, or the one end that is known."""
    if period.start and period.end:
        return f"{day(period.start)} – {day(period.end)}"
    return f"ab {day(period.start)}" if period.start else f"bis {day(period.end)}" if period.end else ""


def money(amount: Decimal, currency: str) -> str:
    return format_currency(amount, currency, locale="de_DE")


def number(value: Decimal) -> str:
    """A quantity or a price with as many places as it needs."""
    return format_decimal(value, "#,##0.######", locale="de_DE")


def price(line: Line) -> str:
    """The price of a unit, with at least two places, and the quantity it is for when that is not one."""
    if line.net_price is None:
        return ""
    text = format_decimal(line.net_price, "#,##0.00####", locale="de_DE")
    base = line.price_base_quantity
    return f"{text} je {number(base)}" if base is not None and base != 1 else text


def quantity(line: Line) -> str:
    if line.quantity is None:
        return ""
    one, _, several = _UNITS.get(line.unit_code or "", line.unit_code or "").partition("/")
    return f"{number(line.quantity)} {one if line.quantity == 1 or not several else several}".strip()


def rate(percent: Decimal | None) -> str:
    return format_percent((percent or Decimal(0)) / 100, "#,##0.##\N{NO-BREAK SPACE}%", locale="de_DE")


def postal_lines(party: Party) -> list[str]:
    """The party as on an envelope."""
    address = party.address
    lines = [party.name, party.trading_name]
    if address is not None:
        place = " ".join(part for part in (address.post_code, address.city) if part)
        lines += [address.line_one, address.line_two, address.line_three, place]
    return [line for line in lines if line]


def payment_sentences(document: InvoiceDocument) -> list[str]:
    """What is to be done, in whole sentences."""
    owed, due = document.owed_by_buyer, document.payment.due_date
    amount = money(abs(owed), document.currency)
    if owed < 0:
        return [f"Wir schreiben Ihnen {amount} gut.", *_terms(document)]
    if owed == 0:
        return ["Es ist nichts zu zahlen.", *_terms(document)]
    until = f" bis zum {day(due)}" if due else ""
    if document.payment.by_direct_debit:
        return [*_collection(document, amount, due), *_terms(document)]
    account = _account(document)
    request = "Bitte überweisen Sie {}{} auf das folgende Konto." if account else "Bitte zahlen Sie {}{}."
    return [request.format(amount, until), *account, *_terms(document)]


def _collection(document: InvoiceDocument, amount: str, due: date | None) -> list[str]:
    debit = document.payment.direct_debit
    on = f" am {day(due)}" if due else ""
    sentences = [f"Wir buchen {amount}{on} von Ihrem Konto ab."]
    if debit and debit.debited_account:
        sentences.append(f"Konto: {grouped(debit.debited_account)}")
    if debit and debit.mandate:
        sentences.append(f"Mandatsreferenz: {debit.mandate}")
    if debit and debit.creditor_id:
        sentences.append(f"Gläubiger-Identifikationsnummer: {debit.creditor_id}")
    return sentences


def _account(document: InvoiceDocument) -> list[str]:
    transfers = (means.credit_transfer for means in document.payment.means)
    account = next((transfer for transfer in transfers if transfer is not None), None)
    if account is None:
        return []
    holder = account.holder or document.seller.name or ""
    bic = f", BIC: {account.bic}" if account.bic else ""
    purpose = document.payment.remittance or document.number
    return [f"{holder}, IBAN: {grouped(account.account)}{bic}", f"Verwendungszweck: {purpose}"]


def _terms(document: InvoiceDocument) -> list[str]:
    terms = document.payment.readable_terms
    return [terms] if terms else []
