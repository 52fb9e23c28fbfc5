"""What to say about problems on the way to another service and back."""

from frontend.i18n import msgid

SENTENCES = {
    "oidc-cancelled": msgid(
        "Sie haben die Anmeldung beim anderen Dienst abgebrochen. Versuchen Sie es noch einmal, oder wählen Sie einen "
        "anderen Weg."
    ),
    "oidc-expired": msgid(
        "Diese Anmeldung beim anderen Dienst gilt nicht mehr. Sie wurde schon benutzt, hat länger als 10 Minuten "
        "gedauert oder wurde in einem anderen Browser begonnen. Bitte beginnen Sie noch einmal."
    ),
    "oidc-failed": msgid(
        "Die Antwort des anderen Dienstes ließ sich nicht prüfen. Zu Ihrer Sicherheit haben wir sie nicht angenommen. "
        "Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg."
    ),
    "oidc-unreachable": msgid(
        "Der andere Dienst antwortet gerade nicht. Versuchen Sie es später noch einmal, oder wählen Sie einen anderen "
        "Weg."
    ),
    "oidc-identity-taken": msgid(
        "Ihr Konto bei diesem Dienst ist hier schon mit einem anderen Zugang verbunden. Trennen Sie es dort zuerst, "
        "oder rufen Sie uns an."
    ),
    "oidc-too-many": msgid("Sie haben schon 10 Konten bei anderen Diensten verbunden. Trennen Sie zuerst eines."),
    "oidc-link-expired": msgid(
        "Das hat länger als 30 Minuten gedauert. Wählen Sie den Dienst unten noch einmal, dann können Sie ihn "
        "verbinden."
    ),
    "not-signed-in": msgid(
        "Ihre Sitzung ist inzwischen zu Ende gegangen. Melden Sie sich an und verbinden Sie den Dienst dann noch "
        "einmal."
    ),
    "last-way-in": msgid(
        "Das ist der letzte Weg in Ihr Konto. Richten Sie zuerst einen anderen ein, zum Beispiel einen neuen Passkey."
    ),
}
