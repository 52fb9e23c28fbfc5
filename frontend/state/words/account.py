"""What to say about problems with account data."""

from frontend.i18n import msgid

SENTENCES = {
    "may-not-change": msgid(
        "Sie dürfen diese Angaben ansehen, aber nicht ändern. Das kann nur, wer vollen Zugriff hat."
    ),
    "changed-meanwhile": msgid("Diese Angabe wurde inzwischen geändert. Laden Sie die Seite neu und prüfen Sie sie."),
    "too-many-entries": msgid("Mehr als 20 Einträge sind nicht möglich. Entfernen Sie zuerst einen anderen."),
    "email-taken": msgid("Diese Adresse gehört inzwischen zu einem anderen Konto. Bitte rufen Sie uns an."),
    "already-decided": msgid("Über diese Änderung ist schon entschieden, oder sie wurde zurückgenommen."),
}

FIELDS = {
    "given-name-needed": msgid("Geben Sie den Vornamen ein."),
    "family-name-needed": msgid("Geben Sie den Nachnamen ein."),
    "name-needed": msgid("Geben Sie den Namen ein."),
    "label-needed": msgid("Geben Sie der Adresse einen Namen, zum Beispiel „Garten“."),
    "street-needed": msgid("Geben Sie Straße und Hausnummer ein."),
    "city-needed": msgid("Geben Sie den Ort ein."),
    "postal-code": msgid("Prüfen Sie die Postleitzahl. In Deutschland hat sie fünf Ziffern."),
    "country": msgid("Wählen Sie ein Land aus der Liste."),
    "salutation": msgid("Wählen Sie eine Anrede aus der Liste."),
    "unreadable": msgid("Darin ist ein Zeichen, das man nicht sieht. Tippen Sie die Angabe bitte neu ein."),
    "too-long": msgid("Das ist zu lang. Möglich sind 100 Zeichen."),
    "phone": msgid("Geben Sie eine Telefonnummer mit Vorwahl ein, zum Beispiel 0171 1234567."),
    "phone-twice": msgid("Diese Nummer steht schon in Ihrer Liste."),
    "phone-kind": msgid("Wählen Sie aus, was für ein Anschluss das ist."),
    "email-same": msgid("Das ist schon Ihre Adresse. Geben Sie eine andere ein."),
    "invoices-channel": msgid("Wählen Sie für Rechnungen E-Mail oder Brief. Sonst könnten Sie eine Zahlung versäumen."),
    "message-channel": msgid("Wählen Sie einen der angebotenen Wege."),
    "reason-needed": msgid("Schreiben Sie, warum Sie die Änderung ablehnen. Die Kundin oder der Kunde liest das."),
    "reason-shape": msgid("Schreiben Sie höchstens 500 Zeichen, ohne unsichtbare Zeichen."),
}
