"""What stands in a mail about an appointment."""

from collections.abc import Mapping
from typing import Any, Final

from backend.appointments.booking.queries import Version
from backend.appointments.booking.words import facts, when
from backend.core.settings import Settings
from backend.core.translations import Language

_LINK: Final[Mapping[Language, str]] = {"de": "/termin#token=", "en": "/en/appointment#token="}
_PAGE: Final[Mapping[Language, str]] = {"de": "/termine/", "en": "/en/appointments/"}


def parameters(version: Version, *, event: Mapping[str, Any], token: str, settings: Settings) -> dict[str, str | int]:
    """Values for all templates about appointments, in the language of the reader.

    Nothing that somebody has typed stands in it: whoever books may name the address of somebody else.
    """
    zone, language = settings.time_zone, version.language
    moved_from = event.get("moved_from")
    before = when(moved_from, None, language=language, zone=zone) if moved_from else ""
    return {
        "facts": "\n".join(
            f"{label}: {value}" for label, value in facts(version.item, version.room, language=language, zone=zone)
        ),
        "before": before,
        "by_staff": int(event.get("by_staff", False)),
        "link": f"{settings.origin}{_LINK[language]}{token}",
        "can_change": int(version.item.can_change),
        "until": version.item.changeable_until.isoformat(),
    }


def change_link(version: Version, token: str, settings: Settings) -> str:
    """The page of the appointment. In a calendar, which people show others, only guests have the one that is open."""
    if version.of_guest:
        return f"{settings.origin}{_LINK[version.language]}{token}"
    return f"{settings.origin}{_PAGE[version.language]}{version.item.id}"
