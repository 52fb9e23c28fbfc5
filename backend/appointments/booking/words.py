"""Says when and where an appointment is, in whole words, for mails and calendars."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_name

from backend.appointments.booking.schemas import BookedItem, Place
from backend.core.translations import Language, Translator, translator

_DAY: Final[Mapping[Language, str]] = {"de": "EEEE, d. MMMM y", "en": "EEEE, d MMMM y"}


def when(start: datetime, end: datetime | None, *, language: Language, zone: ZoneInfo) -> str:
    """Day, time and weekday by the wall clock of the zone: "Dienstag, 24. November 2026, 14:05 bis 14:35 Uhr"."""
    t = translator(language)
    day, begins = _formatted(start, _DAY[language], language, zone), _formatted(start, "HH:mm", language, zone)
    if end is None:
        return t("{day}, {begins} Uhr", day=day, begins=begins)
    return t("{day}, {begins} bis {ends} Uhr", day=day, begins=begins, ends=_formatted(end, "HH:mm", language, zone))


def facts(item: BookedItem, room: str, *, language: Language, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What one needs to know to be there: pairs of a label and a text on one line, none of them empty."""
    t = translator(language)
    time = when(item.starts_at, item.ends_at, language=language, zone=zone)
    if item.channel != "on_site":  # Whoever calls or looks on may be anywhere.
        name = get_timezone_name(item.starts_at.astimezone(zone), locale=language)
        time = t("{time} ({zone})", time=time, zone=name)
    pairs = [
        (t("Termin"), item.service),
        (t("Wann"), time),
        *_where(item, room, t),
        (t("Mit wem"), item.with_whom),
        (t("Bitte mitbringen"), item.bring),
    ]
    return [(label, " ".join(text.split())) for label, text in pairs if text.strip()]


def address(place: Place) -> str:
    return f"{place.name}, {place.street}, {place.postal_code} {place.city}"


def _where(item: BookedItem, room: str, t: Translator) -> list[tuple[str, str]]:
    if item.place is None:
        by_phone = t("Am Telefon, wir rufen Sie an")
        return [(t("Wo"), by_phone if item.channel == "phone" else t("Im Video-Gespräch")), (t("Link"), item.video_url)]
    return [
        (t("Wo"), address(item.place)),
        (t("Raum"), room),
        (t("So kommen Sie hin"), item.place.directions),
        (t("Barrierefreiheit"), ", ".join(_accessible(item.place, t))),
    ]


def _accessible(place: Place, t: Translator) -> list[str]:
    told = {
        t("stufenlos"): place.step_free,
        t("Aufzug"): place.lift,
        t("Parkplatz"): place.parking,
        t("Induktionsschleife"): place.induction_loop,
    }
    return [word for word, there in told.items() if there] + ([place.accessibility] if place.accessibility else [])


def _formatted(moment: datetime, pattern: str, language: Language, zone: ZoneInfo) -> str:
    return format_datetime(moment, pattern, tzinfo=zone, locale=language)
