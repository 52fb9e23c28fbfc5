"""What to say about problems with the second step of signing in, and with confirming by an app."""

from frontend.i18n import msgid

SENTENCES = {
    "second-step-failed": msgid(
        "Der Code stimmt nicht. Jeder Code gilt nur einmal: Warten Sie auf den nächsten und geben Sie ihn ein."
    ),
    "sign-in-failed": msgid(
        "E-Mail-Adresse, Passwort und Code passen nicht zusammen. Versuchen Sie es mit dem nächsten Code, oder "
        "beginnen Sie noch einmal und prüfen Sie Ihr Passwort."
    ),
    "second-step-expired": msgid("Diese Anmeldung gilt nicht mehr. Bitte beginnen Sie noch einmal."),
}

STEP_UP = {
    "wrong-second-code": msgid("Der Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten."),
}

FIELDS = {
    "second-code-shape": msgid("Geben Sie die sechs Ziffern aus der App ein, oder einen ganzen Ersatzcode."),
}
