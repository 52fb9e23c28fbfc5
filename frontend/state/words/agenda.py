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

BOOKING = {
    "time-gone": msgid("Diese Zeit ist gerade vergeben worden. Wählen Sie eine andere Zeit."),
    "hold-expired": msgid(
        "Die Zeit war zehn Minuten lang reserviert und ist jetzt wieder frei. Wählen Sie noch einmal eine Zeit. Ihre "
        "Angaben sind noch da."
    ),
}

CONTACT = {
    "name": msgid("Geben Sie den Namen ein, höchstens 200 Zeichen."),
    "email": msgid("Geben Sie eine E-Mail-Adresse wie name@example.org ein, oder lassen Sie das Feld leer."),
    "phone": msgid("Geben Sie eine Telefonnummer ein, unter der die Person zu erreichen ist."),
}
"""What to do about each field when something is booked."""

ANSWER = msgid("Beantworten Sie diese Frage mit höchstens 2.000 Zeichen.")

FIELDS = {
    "note-shape": msgid("Die Notiz darf höchstens 2.000 Zeichen haben."),
}
