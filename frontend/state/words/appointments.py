"""What to say about problems when somebody books, moves or cancels an appointment of their own."""

from frontend.i18n import Translator, msgid

SENTENCES = {
    "time-gone": msgid("Diese Zeit ist gerade vergeben worden."),
    "hold-expired": msgid("Wir konnten die Zeit nicht länger für Sie freihalten."),
    "too-late-to-change": msgid(
        "So kurz vor dem Termin lässt er sich online nicht mehr ändern. Bitte rufen Sie uns an."
    ),
    "booking-settled": msgid("Dieser Termin wurde schon abgesagt oder hat stattgefunden. Es wurde nichts geändert."),
    "too-many-attempts": msgid(
        "Sie haben in kurzer Zeit sehr viele Zeiten freigehalten. Bitte warten Sie eine Stunde, oder rufen Sie uns an."
    ),
    "already-waiting": msgid("Sie stehen dafür schon auf der Warteliste. Dort können Sie sich auch wieder streichen."),
    "not-allowed": msgid("Sie dürfen die Termine ansehen, aber keine vereinbaren, verschieben oder absagen."),
    "not-found": msgid("Diesen Termin gibt es nicht, oder er wird nicht mehr angeboten."),
    "invalid-input": msgid("Bitte prüfen Sie Ihre Angaben."),
}

FIELDS = {
    "name-missing": msgid("Geben Sie den Namen der Person ein, die kommt."),
    "name-too-long": msgid("Der Name darf höchstens 200 Zeichen haben."),
    "email-missing": msgid("Geben Sie Ihre E-Mail-Adresse ein: Dorthin schicken wir den Code."),
    "email-invalid": msgid("Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.org."),
    "phone-missing": msgid("Geben Sie eine Telefonnummer ein, unter der wir Sie erreichen."),
    "phone-too-long": msgid("Die Telefonnummer darf höchstens 40 Zeichen haben."),
    "answer-missing": msgid("Beantworten Sie diese Frage, damit wir uns vorbereiten können."),
    "answer-too-long": msgid("Die Antwort darf höchstens 2.000 Zeichen haben. Kürzen Sie sie bitte."),
    "answer-not-offered": msgid("Wählen Sie eine der Antworten."),
}
"""By field and what is wrong with it; the answers to all questions are alike."""


def sentence(t: Translator, slug: str) -> str:
    """What to say about a problem."""
    words = SENTENCES[slug]
    return t(words)
