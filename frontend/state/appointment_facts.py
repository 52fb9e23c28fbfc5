"""When and where an appointment is, in whole words."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from frontend.api.appointment_link import LinkedAppointment
from frontend.api.appointments import BookedItem, FreeTime, Place
from frontend.i18n import Translator
from frontend.state.format import all_of, clock, is_shown_twice, zone_name

Shown = BookedItem | LinkedAppointment


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    href: str = ""


def day_in_words(t: Translator, moment: datetime, zone: ZoneInfo) -> str:
    """ "Dienstag, 24. November 2026"."""
    pattern = "EEEE, d. MMMM y" if t.language == "de" else "EEEE, d MMMM y"
    return format_date(moment.astimezone(zone).date(), format=pattern, locale=t.language)


def times_in_words(t: Translator, start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """ "14:05 bis 14:35 Uhr"."""
    begins, ends = (format_time(each.astimezone(zone), format="HH:mm", locale=t.language) for each in (start, end))
    return t("{begins} bis {ends} Uhr", begins=begins, ends=ends)


def span_in_words(t: Translator, start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """ "Dienstag, 24. November 2026, 14:05 bis 14:35 Uhr"."""
    return t("{day}, {times}", day=day_in_words(t, start, zone), times=times_in_words(t, start, end, zone))


def when_in_words(t: Translator, shown: Shown | FreeTime, zone: ZoneInfo) -> str:
    """Day and time, and whose time that is where it matters: who calls or looks on may be anywhere, and in the night in
    which the clock is put back, the same hour comes twice."""
    start, end = shown.starts_at, shown.ends_at
    first, then = (zone_name(t, moment, zone) for moment in (start, end))
    if first != then:
        return t(
            "{day}, {begins} Uhr ({first}) bis {ends} Uhr ({then})",
            day=day_in_words(t, start, zone),
            begins=clock(t, start, zone),
            first=first,
            ends=clock(t, end, zone),
            then=then,
        )
    when = span_in_words(t, start, end, zone)
    if shown.channel == "on_site" and not is_shown_twice(start, zone) and not is_shown_twice(end, zone):
        return when
    return t("{when} ({zone})", when=when, zone=first)


def facts(t: Translator, shown: Shown, *, zone: ZoneInfo, room: str) -> list[Fact]:
    """What one needs to know to be there, none of it empty."""
    pairs = [
        Fact(t("Wann"), when_in_words(t, shown, zone)),
        *_where(t, shown, room),
        Fact(t("Mit wem"), shown.with_whom),
        Fact(t("Bitte mitbringen"), shown.bring),
    ]
    return [fact for fact in pairs if fact.text]


def place_line(place: Place) -> str:
    """A location and its address on one line."""
    return f"{place.name}, {place.street}, {place.postal_code} {place.city}"


def _where(t: Translator, shown: Shown, room: str) -> list[Fact]:
    place = shown.place
    if place is None:
        if shown.channel == "phone":
            return [Fact(t("Wo"), t("Am Telefon, wir rufen Sie an"))]
        link = Fact(t("Wo"), t("Im Video-Gespräch: Hier geht es zur Einwahl"), shown.video_url)
        return [link if shown.video_url else Fact(t("Wo"), t("Im Video-Gespräch"))]
    return [
        Fact(t("Wo"), place_line(place)),
        Fact(t("Raum"), room),
        Fact(t("So kommen Sie hin"), place.directions),
        Fact(t("Barrierefreiheit"), accessible(t, place)),
    ]


def accessible(t: Translator, place: Place) -> str:
    """What helps people at a location; empty where nothing is known."""
    told = {
        t("stufenlos"): place.step_free,
        t("Aufzug"): place.lift,
        t("Parkplatz"): place.parking,
        t("Induktionsschleife"): place.induction_loop,
    }
    words = [word for word, there in told.items() if there]
    return " · ".join(part for part in (all_of(t, words) if words else "", place.accessibility) if part)
