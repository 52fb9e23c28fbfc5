"""What is set up for appointments, in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from frontend.api.setup import Hit, LocationItem, Reason, ResourceItem, ServiceItem
from frontend.i18n import Translator, msgid
from frontend.site import path
from frontend.state.format import all_of, date_and_time

CHANNEL_NAMES: Final = {
    "on_site": msgid("vor Ort"),
    "phone": msgid("am Telefon"),
    "video": msgid("per Video"),
}

FACT_NAMES: Final = {
    "step_free": msgid("stufenlos"),
    "lift": msgid("Aufzug"),
    "parking": msgid("Parkplatz"),
    "induction_loop": msgid("Induktionsschleife"),
}

NEED_NAMES: Final = {
    "sign-language": msgid("Gebärdensprache"),
    "induction-loop": msgid("Induktionsschleife"),
    "plain-language": msgid("Leichte Sprache"),
    "step-free": msgid("stufenloser Zugang"),
}

KIND_NAMES: Final = {
    "line": msgid("eine Zeile"),
    "text": msgid("mehrere Zeilen"),
    "choice": msgid("Auswahl"),
    "yes_no": msgid("Ja oder Nein"),
}

_REASONS: Final[dict[Reason, str]] = {
    "service-retired": msgid("Dieser Termin wird nicht mehr angeboten."),
    "channel-gone": msgid("Auf diesem Weg wird der Termin nicht mehr angeboten."),
    "location-gone": msgid("An diesem Standort wird der Termin nicht mehr angeboten."),
    "skill-missing": msgid("{name} hat eine nötige Fähigkeit nicht."),
    "person-retired": msgid("{name} gibt keine Termine mehr."),
    "person-away": msgid("{name} ist dann nicht da."),
    "room-retired": msgid("Den Raum gibt es nicht mehr."),
    "room-closed": msgid("Der Raum ist dann nicht offen."),
    "place-moved": msgid("Wer kommt, kennt noch die frühere Anschrift."),
    "video-moved": msgid("Wer kommt, kennt noch die frühere Adresse des Videoraums."),
}

WEEKDAYS: Final = (
    msgid("Montag"),
    msgid("Dienstag"),
    msgid("Mittwoch"),
    msgid("Donnerstag"),
    msgid("Freitag"),
    msgid("Samstag"),
    msgid("Sonntag"),
)


@dataclass(frozen=True)
class Booker:
    """Who has booked, and the page of that booking."""

    name: str
    href: str


@dataclass(frozen=True)
class HitRow:
    """A booked appointment that does not fit: when, what, who comes, and why."""

    id: str
    when: str
    what: str
    who: list[Booker]
    why: str


def hit_row(t: Translator, hit: Hit, zone: ZoneInfo) -> HitRow:
    who = [
        Booker(name or t("ohne Namen"), path("staff-appointment", t.language, id=str(booking_id)))
        for name, booking_id in zip(hit.who, hit.booking_ids, strict=True)
    ]
    why = " ".join(t(_REASONS[reason], name=hit.with_whom) for reason in hit.reasons)
    service = hit.service_de if t.language == "de" else hit.service_en
    return HitRow(str(hit.id), moment(t, hit.starts_at, zone), service, who, why)


def moment(t: Translator, at: datetime, zone: ZoneInfo) -> str:
    """With the day of the week: that is how appointments are spoken of."""
    return f"{weekday(t, at.astimezone(zone).date())}, {date_and_time(t, at, zone)}"


def weekday(t: Translator, day: date) -> str:
    return t(WEEKDAYS[day.isoweekday() - 1])


def short_date(day: date) -> str:
    """As it can be typed: 24.12.2026."""
    return f"{day:%d.%m.%Y}"


def channel_name(t: Translator, channel: str) -> str:
    return t(CHANNEL_NAMES[channel])


def fact_name(t: Translator, fact: str) -> str:
    return t(FACT_NAMES[fact])


def need_name(t: Translator, need: str) -> str:
    return t(NEED_NAMES[need])


def kind_name(t: Translator, kind: str) -> str:
    return t(KIND_NAMES[kind])


def facts_of(t: Translator, location: LocationItem) -> str:
    """What is accessible there, in a few words."""
    known = [fact_name(t, fact) for fact in FACT_NAMES if getattr(location, fact)]
    return all_of(t, known) if known else t("nichts angegeben")


def place_of(location: LocationItem) -> str:
    return f"{location.street}, {location.postal_code} {location.city}"


def service_in_words(t: Translator, service: ServiceItem) -> str:
    """How long, how, and with how many."""
    words = [t("{minutes} Minuten", minutes=service.duration)]
    words.append(all_of(t, [channel_name(t, channel) for channel in service.channels]))
    if service.capacity > 1:
        words.append(t("bis zu {n} Personen", n=service.capacity))
    return ", ".join(words)


def name_in(t: Translator, thing: LocationItem | ServiceItem) -> str:
    return thing.name_de if t.language == "de" else thing.name_en


def skills_of(t: Translator, resource: ResourceItem) -> str:
    return ", ".join(need_name(t, skill) if skill in NEED_NAMES else skill for skill in resource.skills)
