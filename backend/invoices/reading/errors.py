"""What all errors of reading have in common, and the sentences for them.

Each error is a fact with a class of its own beside the function that raises it. Here are the base class and, by slug,
the sentence that says what is wrong in plain words: German is the message id, English is in the catalogue. The same
table serves the findings, remarks on a file that could be read.
"""

from typing import ClassVar

from backend.core.errors import Problem


def N_(message: str) -> str:  # noqa: N802 - the name under which Babel looks for messages that are translated later
    """Mark a message for translation without translating it."""
    return message


class UnreadableInvoice(Problem):
    """A file from which no invoice can be taken. Nothing of it is kept as an invoice.

    `parameters` hold limits, names of formats and terms, and line numbers, never content of the file.
    """

    status: ClassVar[int] = 422
    slug: ClassVar[str] = "invoice-unreadable"
    title: ClassVar[str] = "The file cannot be read as an invoice"


TERM_NAMES = {
    "BT-1": N_("Rechnungsnummer"),
    "BT-2": N_("Rechnungsdatum"),
    "BT-3": N_("Rechnungsart"),
    "BT-5": N_("Währung"),
    "BT-6": N_("Währung der Umsatzsteuer"),
    "BT-7": N_("Steuerdatum"),
    "BT-9": N_("Fälligkeitsdatum"),
    "BT-26": N_("Datum der vorausgegangenen Rechnung"),
    "BT-27": N_("Name des Rechnungsstellers"),
    "BT-72": N_("Lieferdatum"),
    "BT-73": N_("Beginn des Abrechnungszeitraums"),
    "BT-74": N_("Ende des Abrechnungszeitraums"),
    "BT-81": N_("Code der Zahlungsart"),
    "BT-92": N_("Betrag eines Nachlasses oder Zuschlags"),
    "BT-93": N_("Grundbetrag eines Nachlasses oder Zuschlags"),
    "BT-94": N_("Prozentsatz eines Nachlasses oder Zuschlags"),
    "BT-96": N_("Steuersatz eines Nachlasses oder Zuschlags"),
    "BT-106": N_("Summe der Positionen"),
    "BT-107": N_("Summe der Nachlässe"),
    "BT-108": N_("Summe der Zuschläge"),
    "BT-109": N_("Nettobetrag"),
    "BT-110": N_("Umsatzsteuer"),
    "BT-111": N_("Umsatzsteuer in anderer Währung"),
    "BT-112": N_("Bruttobetrag"),
    "BT-113": N_("bereits gezahlter Betrag"),
    "BT-114": N_("Rundungsbetrag"),
    "BT-115": N_("fälliger Betrag"),
    "BT-116": N_("Grundbetrag der Umsatzsteuer"),
    "BT-117": N_("Betrag der Umsatzsteuer"),
    "BT-118": N_("Kategorie der Umsatzsteuer"),
    "BT-119": N_("Steuersatz"),
    "BT-129": N_("Menge einer Position"),
    "BT-131": N_("Nettobetrag einer Position"),
    "BT-134": N_("Beginn des Zeitraums einer Position"),
    "BT-135": N_("Ende des Zeitraums einer Position"),
    "BT-146": N_("Nettopreis einer Position"),
    "BT-147": N_("Preisnachlass einer Position"),
    "BT-148": N_("Bruttopreis einer Position"),
    "BT-149": N_("Menge, auf die sich der Preis bezieht"),
    "BT-152": N_("Steuersatz einer Position"),
    "BT-X-285": N_("Skonto"),
    "BT-X-291": N_("Anzahlung"),
    "BT-DEX-002": N_("Zahlung für Dritte"),
}
"""What the parameter `term` of an error means to people."""

SENTENCES = {
    "invoice-file-empty": N_("Die Datei ist leer."),
    "invoice-file-too-large": N_("Die Datei ist zu groß. Erlaubt sind höchstens {limit} MB."),
    "invoice-file-type": N_(
        "Die Datei ist weder PDF noch XML, sondern: {found}. Gelesen werden ZUGFeRD- und Factur-X-PDF, "
        "XRechnung und andere E-Rechnungen nach EN 16931 als XML."
    ),
    "invoice-not-an-invoice": N_(
        "Die XML-Datei ist keine E-Rechnung nach EN 16931. Sie beginnt mit dem Element {root}."
    ),
    "invoice-zugferd-1": N_(
        "Die Rechnung hat das Format ZUGFeRD 1.0. Gelesen wird ZUGFeRD ab Version 2.0. "
        "Bitten Sie den Rechnungssteller um eine aktuelle Fassung."
    ),
    "invoice-xml-malformed": N_("Das XML der Rechnung ist fehlerhaft, zuerst in Zeile {line}."),
    "invoice-xml-too-complex": N_("Das XML der Rechnung ist zu tief verschachtelt."),
    "invoice-xml-doctype": N_(
        "Das XML enthält eine Dokumenttyp-Deklaration (DOCTYPE). Aus Sicherheitsgründen wird es nicht gelesen."
    ),
    "invoice-xml-encoding-unknown": N_("Das XML nennt eine Zeichenkodierung, die nicht gelesen wird: {encoding}."),
    "invoice-xml-encoding-wrong": N_("Das XML ist nicht so kodiert, wie es angibt: {encoding}."),
    "invoice-pdf-broken": N_("Die PDF-Datei ist beschädigt und lässt sich nicht öffnen."),
    "invoice-pdf-encrypted": N_("Die PDF-Datei ist verschlüsselt. Speichern Sie sie ohne Kennwort und ohne Schutz."),
    "invoice-pdf-without-xml": N_(
        "Die PDF-Datei enthält keine E-Rechnung. Legen Sie eine JSON-Datei mit den Rechnungsdaten daneben "
        "oder verwenden Sie ZUGFeRD."
    ),
    "invoice-pdf-too-complex": N_("Die PDF-Datei ist ausgepackt zu groß oder zu verschachtelt."),
    "invoice-companion-invalid": N_("Die JSON-Datei neben der PDF-Datei passt nicht zur Vorlage: {reason}"),
    "invoice-term-missing": N_("In der Rechnung fehlt eine Pflichtangabe: {term}."),
    "invoice-amount-invalid": N_("Eine Zahl in der Rechnung ist nicht lesbar: {term}, Zeile {line}."),
    "invoice-date-invalid": N_("Ein Datum in der Rechnung ist nicht lesbar: {term}, Zeile {line}."),
    "invoice-currency-conflict": N_(
        "Ein Betrag steht in einer anderen Währung als die Rechnung: {term} in {found} statt {expected}."
    ),
    "invoice-value-too-long": N_("Eine Angabe in der Rechnung ist zu lang: {term}, höchstens {limit} Zeichen."),
    "invoice-code-invalid": N_("Ein Code in der Rechnung ist ungültig: {term}."),
    # Findings
    "no-lines": N_("Das Profil der Rechnung enthält keine Positionen."),
    "name-and-content-differ": N_("Der Dateiname passt nicht zum Inhalt: Die Datei ist {found}."),
    "companion-not-used": N_("Die JSON-Datei wurde nicht gebraucht: Die Rechnung steht in der anderen Datei."),
    "no-buyer-name": N_("In der Rechnung fehlt der Name des Rechnungsempfängers."),
}
"""By slug. Braces are filled with the parameters; `term` with its name from `TERM_NAMES` and its number."""
