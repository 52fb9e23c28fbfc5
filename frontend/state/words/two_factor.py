"""What to say about problems with passwords, authenticator apps and recovery codes."""

from frontend.i18n import msgid

SENTENCES = {
    "last-way-in": msgid(
        "Das ist der letzte Weg in Ihr Konto. Richten Sie zuerst einen anderen ein, zum Beispiel einen neuen Passkey."
    ),
    "app-setup-expired": msgid(
        "Das Einrichten hat zu lange gedauert. Bitte beginnen Sie noch einmal und löschen Sie den Eintrag in der App."
    ),
    "invalid-app-code": msgid(
        "Dieser Code gehört nicht zum neuen Eintrag. Warten Sie auf den nächsten Code, und prüfen Sie, ob Datum und "
        "Uhrzeit des Telefons automatisch gestellt werden."
    ),
    "no-authenticator-app": msgid("Es ist keine Authenticator-App mehr eingerichtet. Bitte laden Sie die Seite neu."),
}

FIELDS = {
    "second-code-shape": msgid("Geben Sie die sechs Ziffern ein, die die App gerade zeigt."),
    "app-code-shape": msgid("Geben Sie die sechs Ziffern ein, die die App gerade zeigt."),
    "password-short": msgid("Das Passwort braucht mindestens acht Zeichen. Am besten sind mehrere Wörter."),
    "password-long": msgid("Das Passwort darf höchstens 256 Zeichen haben."),
    "password-common": msgid("Dieses Passwort benutzen viele, es wird sofort erraten. Nehmen Sie ein anderes."),
    "password-word": msgid(
        "Das Passwort besteht fast nur aus einem bekannten Wort. Nehmen Sie mehrere Wörter, die nicht zusammengehören."
    ),
    "password-own-data": msgid(
        "Im Passwort stehen Angaben über Sie oder über uns. Ohne sie bleibt zu wenig übrig: Nehmen Sie andere Wörter."
    ),
    "password-keyboard": msgid("Tasten, die nebeneinander liegen, werden schnell erraten. Nehmen Sie mehrere Wörter."),
    "password-repeat": msgid("Wiederholungen machen ein Passwort kaum stärker. Nehmen Sie mehrere Wörter."),
    "password-sequence": msgid("Reihen wie „abcd“ oder „1234“ werden schnell erraten. Nehmen Sie mehrere Wörter."),
    "password-date": msgid("Ein Datum oder eine Jahreszahl wird schnell erraten. Nehmen Sie mehrere Wörter."),
}
