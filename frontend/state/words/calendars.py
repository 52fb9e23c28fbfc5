"""What to say about problems with the calendar that somebody who works here keeps elsewhere."""

from frontend.i18n import msgid

SENTENCES = {
    "calendar-unreachable": msgid(
        "Der Kalenderserver antwortet gerade nicht. Prüfen Sie die Adresse, oder versuchen Sie es später noch einmal."
    ),
    "calendar-address-not-allowed": msgid(
        "Diese Adresse geht nicht. Sie muss mit https:// beginnen und zu einem Kalenderserver führen. Liegt Ihr "
        "Kalender auf einem anderen Server, geben Sie dessen Adresse an."
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
}
