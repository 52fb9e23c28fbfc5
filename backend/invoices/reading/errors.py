"""What all errors of reading have in common, and the sentences for them.

Each error is a fact with a class of its own beside the function that raises it. Here are the base class and, by slug,
the sentence that says what is wrong in plain words: German is the message id, English is in the catalogue. The same
table serves the findings, remarks on a file that could be read.
"""

from typing import ClassVar

from backend.core.errors import Problem
from backend.core.translations import msgid


class UnreadableInvoice(Problem):
    """A file from which no invoice can be taken. Nothing of it is kept as an invoice.

    `parameters` hold limits, names of formats and terms, and line numbers, never content of the file.
    """

    status: ClassVar[int] = 422
    slug: ClassVar[str] = "invoice-unreadable"
    title: ClassVar[str] = "The file cannot be read as an invoice"


TERM_NAMES = {
    "BT-1": msgid("Rechnungsnummer"),
    "BT-2": msgid("Rechnungsdatum"),
    "BT-3": msgid("Rechnungsart"),
    "BT-5": msgid("Währung"),
    "BT-6": msgid("Währung der Umsatzsteuer"),
    "BT-7": msgid("Steuerdatum"),
    "BT-9": msgid("Fälligkeitsdatum"),
    "BT-26": msgid("Datum der vorausgegangenen Rechnung"),
    "BT-27": msgid("Name des Rechnungsstellers"),
    "BT-72": msgid("Lieferdatum"),
    "BT-73": msgid("Beginn des Abrechnungszeitraums"),
    "BT-74": msgid("Ende des Abrechnungszeitraums"),
    "BT-81": msgid("Code der Zahlungsart"),
    "BT-92": msgid("Betrag eines Nachlasses oder Zuschlags"),
    "BT-93": msgid("Grundbetrag eines Nachlasses oder Zuschlags"),
    "BT-94": msgid("Prozentsatz eines Nachlasses oder Zuschlags"),
    "BT-96": msgid("Steuersatz eines Nachlasses oder Zuschlags"),
    "BT-106": msgid("Summe der Positionen"),
    "BT-107": msgid("Summe der Nachlässe"),
    "BT-108": msgid("Summe der Zuschläge"),
    "BT-109": msgid("Nettobetrag"),
    "BT-110": msgid("Umsatzsteuer"),
    "BT-111": msgid("Umsatzsteuer in anderer Währung"),
    "BT-112": msgid("Bruttobetrag"),
    "BT-113": msgid("bereits gezahlter Betrag"),
    "BT-114": msgid("Rundungsbetrag"),
    "BT-115": msgid("fälliger Betrag"),
    "BT-116": msgid("Grundbetrag der Umsatzsteuer"),
    "BT-117": msgid("Betrag der Umsatzsteuer"),
    "BT-118": msgid("Kategorie der Umsatzsteuer"),
    "BT-119": msgid("Steuersatz"),
    "BT-129": msgid("Menge einer Position"),
    "BT-131": msgid("Nettobetrag einer Position"),
    "BT-134": msgid("Beginn des Zeitraums einer Position"),
    "BT-135": msgid("Ende des Zeitraums einer Position"),
    "BT-146": msgid("Nettopreis einer Position"),
    "BT-147": msgid("Preisnachlass einer Position"),
    "BT-148": msgid("Bruttopreis einer Position"),
    "BT-149": msgid("Menge, auf die sich der Preis bezieht"),
    "BT-152": msgid("Steuersatz einer Position"),
    "BT-X-285": msgid("Skonto"),
    "BT-X-291": msgid("Anzahlung"),
    "BT-DEX-002": msgid("Zahlung für Dritte"),
}
"""What the parameter `term` of an error means to people."""

SENTENCES = {
    "invoice-file-empty": msgid("Die Datei ist leer."),
    "invoice-file-too-large": msgid("Die Datei ist zu groß. Erlaubt sind höchstens {limit} MB."),
    "invoice-file-type": msgid(
        "Die Datei ist weder PDF noch XML, sondern: {found}. Gelesen werden ZUGFeRD- und Factur-X-PDF, "
        "XRechnung und andere E-Rechnungen nach EN 16931 als XML."
    ),
    "invoice-not-an-invoice": msgid(
        "Die XML-Datei ist keine E-Rechnung nach EN 16931. Sie beginnt mit dem Element {root}."
    ),
    "invoice-zugferd-1": msgid(
        "Die Rechnung hat das Format ZUGFeRD 1.0. Gelesen wird ZUGFeRD ab Version 2.0. "
        "Bitten Sie den Rechnungssteller um eine aktuelle Fassung."
    ),
    "invoice-xml-malformed": msgid("Das XML der Rechnung ist fehlerhaft, zuerst in Zeile {line}."),
    "invoice-xml-too-complex": msgid("Das XML der Rechnung ist zu tief verschachtelt oder hat zu viele Elemente."),
    "invoice-xml-doctype": msgid(
        "Das XML enthält eine Dokumenttyp-Deklaration (DOCTYPE). Aus Sicherheitsgründen wird es nicht gelesen."
    ),
    "invoice-xml-encoding-unknown": msgid("Das XML nennt eine Zeichenkodierung, die nicht gelesen wird: {encoding}."),
    "invoice-xml-encoding-wrong": msgid("Das XML ist nicht so kodiert, wie es angibt: {encoding}."),
    "invoice-pdf-broken": msgid("Die PDF-Datei ist beschädigt und lässt sich nicht öffnen."),
    "invoice-pdf-encrypted": msgid("Die PDF-Datei ist verschlüsselt. Speichern Sie sie ohne Kennwort und ohne Schutz."),
    "invoice-pdf-without-xml": msgid(
        "Die PDF-Datei enthält keine E-Rechnung. Legen Sie eine JSON-Datei mit den Rechnungsdaten daneben "
        "oder verwenden Sie ZUGFeRD."
    ),
    "invoice-pdf-too-complex": msgid("Die PDF-Datei ist ausgepackt zu groß oder zu verschachtelt."),
    "invoice-companion-invalid": msgid("Die JSON-Datei neben der PDF-Datei passt nicht zur Vorlage: {reason}"),
    "invoice-term-missing": msgid("In der Rechnung fehlt eine Pflichtangabe: {term}."),
    "invoice-amount-invalid": msgid("Eine Zahl in der Rechnung ist nicht lesbar: {term}, Zeile {line}."),
    "invoice-date-invalid": msgid("Ein Datum in der Rechnung ist nicht lesbar: {term}, Zeile {line}."),
    "invoice-currency-conflict": msgid(
        "Ein Betrag steht in einer anderen Währung als die Rechnung: {term} in {found} statt {expected}."
    ),
    "invoice-value-too-long": msgid("Eine Angabe in der Rechnung ist zu lang: {term}, höchstens {limit} Zeichen."),
    "invoice-code-invalid": msgid("Ein Code in der Rechnung ist ungültig: {term}."),
    # Findings
    "no-lines": msgid("Das Profil der Rechnung enthält keine Positionen."),
    "name-and-content-differ": msgid("Der Dateiname passt nicht zum Inhalt: Die Datei ist {found}."),
    "companion-not-used": msgid("Die JSON-Datei wurde nicht gebraucht: Die Rechnung steht in der anderen Datei."),
    "no-buyer-name": msgid("In der Rechnung fehlt der Name des Rechnungsempfängers."),
}
"""By slug. Braces are filled with the parameters; `term` with its name from `TERM_NAMES` and its number."""
