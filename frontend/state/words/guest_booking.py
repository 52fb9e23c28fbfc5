"""What to say about problems when somebody books without an account. What they have typed stays on the page."""

from frontend.i18n import msgid

SENTENCES = {
    "code-expired": msgid(
        "Dieser Code gilt nicht mehr. Lassen Sie sich unten einen neuen schicken. Ihre Angaben bleiben erhalten."
    ),
    "code-used-up": msgid(
        "Der Code wurde zu oft falsch eingegeben und gilt nicht mehr. Lassen Sie sich unten einen neuen schicken. Ihre "
        "Angaben bleiben erhalten."
    ),
    "too-many-attempts": msgid(
        "Das waren zu viele Versuche mit Codes. Bitte warten Sie eine Viertelstunde und versuchen Sie es dann noch "
        "einmal, oder rufen Sie uns an. Ihre Angaben bleiben so lange hier stehen."
    ),
    "too-many-guest-bookings": msgid(
        "Mit dieser E-Mail-Adresse wurden in den letzten 24 Stunden schon fünf Termine ohne Konto gebucht. Bitte rufen "
        "Sie uns an, oder melden Sie sich mit einem Konto an."
    ),
}
