"""What to say about problems with one's own passkeys."""

from frontend.i18n import msgid

SENTENCES = {
    "last-way-in": msgid(
        "Das ist der letzte Weg in Ihr Konto. Richten Sie zuerst einen anderen ein, zum Beispiel einen neuen Passkey."
    ),
}
FIELDS = {"passkey-name": msgid("Geben Sie einen Namen ein, zum Beispiel „Mein Telefon“.")}
