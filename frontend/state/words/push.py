"""What to say about problems with messages on a device."""

from frontend.i18n import msgid

SENTENCES = {
    "push-failed": msgid(
        "Der Browser konnte die Mitteilungen nicht einschalten. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal."
    ),
    "push-service-unknown": msgid(
        "Dieser Browser stellt Mitteilungen auf einem Weg zu, den das Portal nicht kennt. Nehmen Sie einen anderen "
        "Browser, oder lassen Sie sich E-Mails schicken."
    ),
}
