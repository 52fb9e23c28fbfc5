"""Says when and where an appointment is, in whole words, for mails and calendars."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_name

from backend.appointments.booking.schemas import BookedItem, Place
from backend.core.translations import Language, Translator, translator

_DAY: Final[Mapping[Language, str]] = {"de": "EEEE, d. MMMM y", "en": "EEEE, d MMMM y"}


def when(start: datetime, end: datetime | None, *, language: Language, zone: ZoneInfo, anywhere: bool = False) -> str:
    """Day, time and weekday by the wall clock of the zone: "Dienstag, 24. November 2026, 14:05 bis 14:35 Uhr".

    Which clock is meant stands with it in the night in which it is put back or forward, and `anywhere`: for those who
    may look at another one.
    """
    t = translator(language)
    words = {
        "day": _formatted(start, _DAY[language], language, zone),
        "begins": _formatted(start, "HH:mm", language, zone),
        "ends": _formatted(end or start, "HH:mm", language, zone),
    }
    first, then = (get_timezone_name(each.astimezone(zone), locale=language) for each in (start, end or start))
    if first != then:
        return t("{day}, {begins} Uhr ({first}) bis {ends} Uhr ({then})", **words, first=first, then=then)
    time = t("{day}, {begins} bis {ends} Uhr", **words) if end else t("{day}, {begins} Uhr", **words)
    if anywhere or _is_shown_twice(start, zone) or _is_shown_twice(end or start, zone):
        return t("{time} ({zone})", time=time, zone=first)
    return time


def facts(item: BookedItem, room: str, *, language: Language, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What one needs to know to be there: pairs of a label and a text on one line, none of them empty."""
    t = translator(language)
    is_away = item.channel != "on_site"
    pairs = [
        (t("Termin"), item.service),
        (t("Wann"), when(item.starts_at, item.ends_at, language=language, zone=zone, anywhere=is_away)),
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


def _is_shown_twice(moment: datetime, zone: ZoneInfo) -> bool:
    there = moment.astimezone(zone)
    return there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
