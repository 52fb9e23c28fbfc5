"""What to say about problems with registering, and with connecting a customer number."""

from frontend.i18n import msgid

SENTENCES = {
    "account-exists": msgid("Zu dieser Adresse gibt es inzwischen ein Konto. Bitte melden Sie sich an."),
    "invited-address-only": msgid(
        "Dieser Code kam per E-Mail und gilt nur für die Adresse, an die wir sie geschickt haben. Nehmen Sie diese "
        "Adresse, oder bitten Sie uns um einen Brief."
    ),
    "unknown-customer-number": msgid(
        "Zu dieser Kundennummer gibt es keine Kundin und keinen Kunden. Prüfen Sie die Nummer."
    ),
}

FIELDS = {
    "person-name": msgid("Geben Sie einen Namen ein, höchstens 100 Zeichen."),
}
