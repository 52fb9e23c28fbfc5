"""What to say to staff when something about an appointment does not work."""

from frontend.i18n import msgid

SENTENCES = {
    "appointment-not-yet": msgid("Dafür ist es noch zu früh: Der Termin hat noch nicht begonnen."),
    "booking-settled": msgid(
        "Inzwischen hat jemand anderes etwas an diesem Termin geändert. Hier steht, wie er jetzt ist."
    ),
    "too-late-to-change": msgid("Der Termin ist schon vorbei und lässt sich nicht mehr verschieben oder absagen."),
    "time-gone": msgid(
        "Diese Zeit ist gerade vergeben worden. Der Termin bleibt, wie er war. Wählen Sie eine andere Zeit."
    ),
}

NOTE = {
    "note-changed": msgid(
        "Inzwischen hat jemand anderes die Notiz geändert. Über dem Feld steht die neue Fassung. Ihr Text ist noch da: "
        "Ergänzen Sie ihn und speichern Sie noch einmal."
    ),
}

FIELDS = {
    "note-shape": msgid("Die Notiz darf höchstens 2.000 Zeichen haben."),
}
