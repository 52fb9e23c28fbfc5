"""Codes of EN 16931 in words: kinds of invoice, units, VAT categories, means of payment."""

from decimal import Decimal

from frontend.i18n import Translator, msgid
from frontend.state.format import number

_KINDS = {
    "326": msgid("Teilrechnung"),
    "381": msgid("Gutschrift"),
    "384": msgid("Rechnungskorrektur"),
    "386": msgid("Vorauszahlungsrechnung"),
    "389": msgid("Gutschrift im Umsatzsteuerrecht"),
    "396": msgid("Gutschrift"),
    "875": msgid("Teilrechnung"),
    "876": msgid("Teilschlussrechnung"),
    "877": msgid("Schlussrechnung"),
}

# Codes of UN/ECE Recommendation 20 and 21 that invoices to people use; any other is shown as it is.
_UNITS = {
    "C62": (msgid("Stück"), msgid("Stück")),
    "H87": (msgid("Stück"), msgid("Stück")),
    "EA": (msgid("Stück"), msgid("Stück")),
    "XPP": (msgid("Stück"), msgid("Stück")),
    "NAR": (msgid("Stück"), msgid("Stück")),
    "PR": (msgid("Paar"), msgid("Paar")),
    "SET": (msgid("Set"), msgid("Sets")),
    "LS": (msgid("pauschal"), msgid("pauschal")),
    "E48": (msgid("Leistung"), msgid("Leistungen")),
    "DAY": (msgid("Tag"), msgid("Tage")),
    "WEE": (msgid("Woche"), msgid("Wochen")),
    "MON": (msgid("Monat"), msgid("Monate")),
    "ANN": (msgid("Jahr"), msgid("Jahre")),
    "HUR": (msgid("Stunde"), msgid("Stunden")),
    "MIN": (msgid("Minute"), msgid("Minuten")),
    "XBX": (msgid("Karton"), msgid("Kartons")),
    "XCT": (msgid("Karton"), msgid("Kartons")),
    "XPK": (msgid("Packung"), msgid("Packungen")),
    "XPA": (msgid("Packung"), msgid("Packungen")),
    "XPX": (msgid("Palette"), msgid("Paletten")),
    "XBO": (msgid("Flasche"), msgid("Flaschen")),
}
_SYMBOLS = {
    "KWH": "kWh",
    "MWH": "MWh",
    "KWT": "kW",
    "MTQ": "m³",
    "MTR": "m",
    "MTK": "m²",
    "KMT": "km",
    "KTM": "km",
    "LTR": "l",
    "GRM": "g",
    "KGM": "kg",
    "TNE": "t",
    "P1": "%",
    "CMT": "cm",
    "MMT": "mm",
}

_VAT = {
    "S": msgid("Regelsatz oder ermäßigter Satz"),
    "Z": msgid("Nullsatz"),
    "E": msgid("steuerbefreit"),
    "AE": msgid("Steuerschuldnerschaft des Leistungsempfängers"),
    "K": msgid("innergemeinschaftliche Lieferung"),
    "G": msgid("Ausfuhr aus der EU"),
    "O": msgid("nicht steuerbar"),
    "L": msgid("IGIC der Kanarischen Inseln"),
    "M": msgid("IPSI für Ceuta und Melilla"),
}

_MEANS = {
    "1": msgid("nicht festgelegt"),
    "10": msgid("bar"),
    "20": msgid("Scheck"),
    "30": msgid("Überweisung"),
    "31": msgid("Überweisung"),
    "42": msgid("Überweisung"),
    "48": msgid("Karte"),
    "49": msgid("Lastschrift"),
    "54": msgid("Kreditkarte"),
    "55": msgid("Debitkarte"),
    "57": msgid("Dauerauftrag"),
    "58": msgid("SEPA-Überweisung"),
    "59": msgid("SEPA-Lastschrift"),
    "68": msgid("Online-Zahlungsdienst"),
    "97": msgid("Verrechnung zwischen den Partnern"),
    "ZZZ": msgid("nach Vereinbarung"),
}


def kind(t: Translator, type_code: str) -> str:
    """What the document is called: invoice, credit note, correction (UNTDID 1001)."""
    return t(_KINDS.get(type_code, msgid("Rechnung")))


def unit(t: Translator, code: str | None, *, many: bool = True) -> str:
    """A unit of measure in words; an unknown code stays as it is."""
    if code is None:
        return ""
    if code in _UNITS:
        return t(_UNITS[code][many])
    return _SYMBOLS.get(code, code)


def quantity(t: Translator, value: Decimal | None, code: str | None) -> str:
    """ "1.250 kWh", "3 Monate"."""
    if value is None:
        return ""
    return f"{number(t, value)} {unit(t, code, many=value != 1)}".strip()


def vat_category(t: Translator, code: str) -> str:
    """What a VAT category means (UNTDID 5305)."""
    return t(_VAT[code]) if code in _VAT else code


def payment_means(t: Translator, code: str, text: str | None) -> str:
    """How to pay (UNTDID 4461); the seller's own words where the code says nothing."""
    return t(_MEANS[code]) if code in _MEANS else text or code
