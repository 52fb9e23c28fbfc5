"""What to say about problems with bank details."""

from frontend.i18n import msgid

SENTENCES = {
    "bank-details-hidden": msgid("Die Bankverbindung sieht und ändert nur, wer vollen Zugriff auf den Vertrag hat."),
    "may-not-change": msgid("Die Bankverbindung sieht und ändert nur, wer vollen Zugriff auf den Vertrag hat."),
    "changed-meanwhile": msgid(
        "Die Bankverbindung wurde inzwischen geändert. Laden Sie die Seite neu und prüfen Sie, was jetzt gilt."
    ),
}

FIELDS = {
    "holder-needed": msgid("Geben Sie ein, wem das Konto gehört."),
    "holder-length": msgid("Der Name ist zu lang. Banken nehmen höchstens 70 Zeichen."),
    "unreadable": msgid("Darin ist ein Zeichen, das man nicht sieht. Tippen Sie die Angabe bitte neu ein."),
    "iban-needed": msgid("Geben Sie die IBAN ein. Sie steht auf Ihrer Bankkarte und auf jedem Kontoauszug."),
    "iban-characters": msgid("Eine IBAN hat nur Buchstaben und Ziffern. Nehmen Sie alle anderen Zeichen heraus."),
    "iban-country": msgid(
        "Eine IBAN beginnt mit zwei Buchstaben für das Land, zum Beispiel DE. Das Land muss bei SEPA mitmachen."
    ),
    "iban-length": msgid(
        "Die IBAN ist zu kurz oder zu lang. Aus Deutschland hat sie 22 Stellen, andere Länder haben andere Längen."
    ),
    "iban-check-digits": msgid(
        "In der IBAN ist ein Tippfehler: Die Prüfziffern passen nicht. Vergleichen Sie sie Stelle für Stelle."
    ),
    "iban-form": msgid(
        "An einer Stelle der IBAN steht ein Buchstabe statt einer Ziffer, oder umgekehrt. Vergleichen Sie noch einmal."
    ),
    "mandate-needed": msgid("Haken Sie an, dass Sie das Mandat erteilen. Ohne Mandat dürfen wir nichts abbuchen."),
}
