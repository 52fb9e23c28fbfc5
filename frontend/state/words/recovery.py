"""What to say about problems on the way back into an account, with foreign changes, and with PINs for the phone."""

from frontend.i18n import msgid

SENTENCES = {
    "too-many-attempts": msgid("Das waren zu viele Versuche. Bitte warten Sie eine Stunde, oder rufen Sie uns an."),
    "recovery-letter-over": msgid(
        "Dieser Brief gilt nicht mehr: Er wurde schon benutzt, abgebrochen oder durch einen neueren ersetzt. Bitte "
        "rufen Sie uns an."
    ),
    "recovery-email-taken": msgid(
        "Diese E-Mail-Adresse gehört zu einem anderen Konto. Beginnen Sie noch einmal mit einer anderen Adresse."
    ),
    "recovery-not-for-staff": msgid(
        "Das ist ein Zugang für die Arbeit. Bitten Sie Ihre Administration, ihn wiederherzustellen."
    ),
    "recovery-pass-expired": msgid(
        "Seit der Eingabe des Codes sind mehr als 15 Minuten vergangen, oder der Vorgang wurde abgebrochen. Bitte "
        "beginnen Sie noch einmal."
    ),
    "recovery-over": msgid("Hier gibt es nichts mehr abzubrechen: Der Vorgang ist schon beendet."),
    "change-frozen": msgid("Diese Änderung wurde schon angehalten."),
    "change-settled": msgid(
        "Die sieben Tage, in denen sich die Änderung anhalten lässt, sind vorbei. Bitte rufen Sie uns an."
    ),
    "not-found": msgid("Diesen Link kennen wir nicht. Öffnen Sie ihn bitte direkt aus unserer E-Mail."),
}

AT_FIELDS = {
    "recovery-letter-wrong": msgid(
        "Kundennummer und Code passen nicht zusammen. Beide stehen oben rechts in unserem Brief."
    ),
}

AT_THE_DESK = {
    "recovery-letter-not-possible": msgid(
        "Dieser Brief würde an die falsche Anschrift gehen: Das Konto ist über eine andere Kundennummer entstanden."
    ),
    "second-person-needed": msgid("Diesen Brief haben Sie selbst veranlasst. Bestätigen muss ihn jemand anderes."),
    "recovery-settled": msgid("Darüber wurde inzwischen entschieden."),
    "phone-pin-wrong": msgid(
        "Die PIN stimmt nicht, ist älter als zehn Minuten oder wurde schon benutzt. Bitten Sie um eine neue PIN."
    ),
    "too-many-attempts": msgid("Das waren zu viele Versuche für diese Kundennummer. Bitte warten Sie zehn Minuten."),
    "not-found": msgid("Das gibt es nicht mehr. Bitte laden Sie die Seite neu."),
    "invalid-input": msgid("Die PIN hat sechs Ziffern."),
}
