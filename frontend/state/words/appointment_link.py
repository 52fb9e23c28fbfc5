"""What to say about problems with an appointment that is opened by the link in a mail."""

from frontend.i18n import msgid

SENTENCES = {
    "not-found": msgid(
        "Diesen Link kennen wir nicht, oder den Termin gibt es nicht mehr. Öffnen Sie den Link bitte direkt aus "
        "unserer E-Mail."
    ),
    "appointment-link-expired": msgid(
        "Dieser Link gilt nicht mehr: Der Termin ist länger als einen Monat vorbei. Haben Sie noch eine Frage dazu, "
        "rufen Sie uns an."
    ),
    "time-gone": msgid(
        "Diese Zeit ist inzwischen vergeben. Ihr Termin bleibt, wie er war. Bitte wählen Sie eine andere Zeit."
    ),
    "too-late-to-change": msgid(
        "So kurz vor dem Termin lässt er sich online nicht mehr ändern. Bitte rufen Sie uns an."
    ),
    "booking-settled": msgid("Dieser Termin wurde schon abgesagt oder hat stattgefunden. Es wurde nichts geändert."),
    "invalid-input": msgid("Bitte wählen Sie eine Zeit aus."),
}
