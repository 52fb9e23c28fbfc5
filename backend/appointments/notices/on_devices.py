"""What devices show about an appointment: that there is something to see, and nothing of what, when or where."""

from collections.abc import Mapping
from typing import Final, Literal
from uuid import UUID

from backend.core.translations import Language, msgid, translator
from backend.push.operations import Notice

Kind = Literal["booked", "moved", "cancelled", "24h", "2h"]

# A device that was off shows it when it is on again. So they are true for as long as anybody may read them.
_TITLES: Final[Mapping[Kind, str]] = {
    "booked": msgid("Ihr Termin ist gebucht"),
    "moved": msgid("Ihr Termin ist verschoben"),
    "cancelled": msgid("Ihr Termin ist abgesagt"),
    "24h": msgid("Erinnerung an Ihren Termin"),
    "2h": msgid("Ihr Termin beginnt bald"),
}
_PAGE: Final[Mapping[Language, str]] = {"de": "/termine/", "en": "/en/appointments/"}


def notice(kind: Kind, booking_id: UUID, language: Language) -> Notice:
    """Leads to the appointment, where whoever is signed in sees the rest."""
    t = translator(language)
    more = t("Mehr dazu im Kundenportal.") if kind == "cancelled" else t("Wann und wo, steht im Kundenportal.")
    return Notice(t(_TITLES[kind]), more, f"{_PAGE[language]}{booking_id}")
