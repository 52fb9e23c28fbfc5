"""What to say about problems with the calendar that somebody who works here keeps elsewhere."""

from frontend.i18n import msgid

SENTENCES = {
    "calendar-unreachable": msgid(
        "Der Kalenderserver antwortet gerade nicht. Prüfen Sie die Adresse, oder versuchen Sie es später noch einmal."
    ),
    "calendar-certificate-not-trusted": msgid(
        "Der Kalenderserver kann nicht beweisen, dass er es ist: Sein Zertifikat ist abgelaufen, selbst ausgestellt "
        "oder gehört zu einem anderen Namen. Ihr Passwort haben wir ihm nicht geschickt. Prüfen Sie die Adresse, oder "
        "fragen Sie, wer den Server betreut."
    ),
    "calendar-address-not-allowed": msgid(
        "Diese Adresse geht nicht. Sie muss mit https:// beginnen und zu einem Kalenderserver führen. Liegt Ihr "
        "Kalender auf einem anderen Server, geben Sie dessen Adresse an."
    ),
    "calendar-address-is-local": msgid(
        "Diese Adresse führt zum Server dieses Portals selbst. Dort ist kein Kalender erlaubt. Geben Sie die Adresse "
        "an, unter der Sie Ihren Kalender auch von anderen Geräten aus erreichen."
    ),
    "calendar-password-refused": msgid(
        "Der Kalenderserver nimmt Benutzername und Passwort nicht an. Prüfen Sie beides. Viele Anbieter verlangen ein "
        "eigenes Passwort für Programme, das Sie dort in den Einstellungen anlegen."
    ),
    "calendar-missing": msgid(
        "Diesen Kalender gibt es nicht oder nicht mehr, oder er ist nicht für Sie freigegeben. Wählen Sie einen "
        "anderen."
    ),
    "not-a-calendar": msgid(
        "An dieser Adresse ist kein Kalender für Termine. Prüfen Sie die Adresse: Sie steht in den Einstellungen Ihres "
        "Kalenders, oft unter „CalDAV“."
    ),
    "calendar-refuses-entry": msgid(
        "In diesen Kalender können wir nichts eintragen. Vielleicht dürfen Sie ihn nur lesen, oder er ist voll. Wählen "
        "Sie einen anderen."
    ),
    "gives-no-appointments": msgid(
        "Sie stehen nicht im Terminplan. Bitten Sie, wer ihn führt, Ihr Konto dort bei Ihrem Namen einzutragen."
    ),
    "too-many-attempts": msgid("Das waren zu viele Versuche. Bitte warten Sie eine Viertelstunde."),
    "not-found": msgid("Das hat sich inzwischen geändert. Bitte laden Sie die Seite neu."),
}

TROUBLES = {
    "calendar-unreachable": msgid("Der Kalenderserver antwortet nicht."),
    "calendar-certificate-not-trusted": msgid(
        "Der Kalenderserver kann nicht mehr beweisen, dass er es ist. Wer ihn betreut, muss sein Zertifikat erneuern."
    ),
    "calendar-address-not-allowed": msgid(
        "Die Adresse des Kalenders geht nicht mehr. Trennen Sie ihn, und verbinden Sie ihn neu."
    ),
    "calendar-address-is-local": msgid(
        "Die Adresse des Kalenders geht nicht mehr. Trennen Sie ihn, und verbinden Sie ihn neu."
    ),
    "calendar-password-refused": msgid(
        "Der Kalenderserver nimmt das Passwort nicht mehr an. Vielleicht wurde es geändert oder das App-Passwort dort "
        "gelöscht."
    ),
    "calendar-missing": msgid(
        "Diesen Kalender gibt es nicht mehr, oder er ist nicht mehr für Sie freigegeben. Trennen Sie ihn, und "
        "verbinden Sie einen anderen."
    ),
    "not-a-calendar": msgid(
        "Unter der Adresse antwortet kein Kalender mehr. Bleibt das so, trennen Sie ihn, und verbinden Sie ihn neu."
    ),
    "calendar-refuses-entry": msgid(
        "In den Kalender lässt sich nichts mehr eintragen. Vielleicht dürfen Sie ihn nur noch lesen, oder er ist voll."
    ),
}
"""The same, of a calendar that has been connected."""

FIELDS = {
    "calendar-address-needed": msgid(
        "Geben Sie die Adresse Ihres Kalenderservers ein, zum Beispiel cloud.example.org."
    ),
    "calendar-user-needed": msgid("Geben Sie den Benutzernamen ein, mit dem Sie sich dort anmelden."),
    "calendar-password-needed": msgid("Geben Sie das Passwort für Ihren Kalender ein."),
    "calendar-line": msgid("Das ist zu lang, oder darin ist ein Zeichen, das man nicht sieht. Tippen Sie es neu ein."),
}

FIELD_OF = {
    "calendar-unreachable": "address",
    "calendar-certificate-not-trusted": "address",
    "calendar-address-not-allowed": "address",
    "calendar-address-is-local": "address",
    "calendar-missing": "address",
    "not-a-calendar": "address",
    "calendar-password-refused": "password",
}
"""Where a problem of looking for calendars is told: at the field in which it can be mended."""
