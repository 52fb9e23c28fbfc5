"""Appointments in the words of those who receive people: when, where, who comes, and how things stand."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from frontend.api.agenda import AgendaItem, BookingState, Channel, HistoryEvent, OfferedService
from frontend.components.badge import BadgeKind
from frontend.components.values import Option
from frontend.i18n import Translator, msgid
from frontend.site import path
from frontend.state.format import all_of, date_and_time, full_date, time_span

_STATES: Final[dict[BookingState, tuple[str, BadgeKind]]] = {
    "held": (msgid("noch nicht gebucht"), "neutral"),
    "booked": (msgid("gebucht"), "info"),
    "attended": (msgid("erschienen"), "success"),
    "missed": (msgid("nicht erschienen"), "warning"),
    "cancelled": (msgid("abgesagt"), "neutral"),
}

_NEEDS: Final = {
    "sign-language": msgid("Gebärdensprache"),
    "induction-loop": msgid("Induktionsschleife"),
    "plain-language": msgid("Leichte Sprache"),
    "step-free": msgid("stufenloser Zugang"),
}

_CAN_BE_WISHED_FOR: Final = ("sign-language", "induction-loop", "plain-language")

_EVENTS: Final = {
    "booked": msgid("Gebucht"),
    "moved": msgid("Verschoben"),
    "cancelled": msgid("Abgesagt"),
    "attended": msgid("Als erschienen vermerkt"),
    "missed": msgid("Als nicht erschienen vermerkt"),
    "reopened": msgid("Vermerk zurückgenommen"),
}


@dataclass(frozen=True)
class AgendaRow:
    """One appointment in a list. Texts that do not apply are empty."""

    id: str
    href: str
    day: str
    time: str
    service: str
    person: str
    place: str
    who: str
    which: str
    """A customer number, or that there is none."""
    phone: str
    phone_href: str
    needs: str
    note: str
    state: str
    state_kind: BadgeKind


@dataclass(frozen=True)
class EventRow:
    what: str
    when: str
    who: str


@dataclass(frozen=True)
class AgendaDay:
    """One day of the agenda."""

    title: str
    caption: str
    rows: list[AgendaRow]


def agenda_row(t: Translator, item: AgendaItem, zone: ZoneInfo) -> AgendaRow:
    state, kind = state_words(t, item.state)
    return AgendaRow(
        id=str(item.id),
        href=path("staff-appointment", t.language, id=str(item.id)),
        day=full_date(t, item.starts_at.astimezone(zone).date()),
        time=time_words(t, item, zone),
        service=item.service,
        person=item.person,
        place=place_words(t, item),
        who=item.contact.name or t("ohne Namen"),
        which=which_words(t, item),
        phone=item.contact.phone,
        phone_href=phone_href(item.contact.phone),
        needs=needs_words(t, item.needs),
        note=item.note,
        state=state,
        state_kind=kind,
    )


def agenda_day(t: Translator, day: date, items: list[AgendaItem], zone: ZoneInfo, *, only: str = "") -> AgendaDay:
    """The appointments that begin on this day. `only` names whose they are, for whoever finds the day on paper."""
    rows = [agenda_row(t, item, zone) for item in items if item.starts_at.astimezone(zone).date() == day]
    title = full_date(t, day)
    return AgendaDay(f"{title}: {only}" if only else title, counted(t, len(rows)), rows)


def counted(t: Translator, appointments: int) -> str:
    return t.n("ein Termin", "{n} Termine", appointments) if appointments else t("keine Termine")


def time_words(t: Translator, item: AgendaItem, zone: ZoneInfo) -> str:
    """From when to when."""
    return time_span(t, item.starts_at, item.ends_at, zone)


def place_words(t: Translator, item: AgendaItem) -> str:
    """Where people meet: "Kundenzentrum Markt, Raum 2", or on the phone."""
    return ", ".join(part for part in (_channel_words(t, item.channel, item.location), item.room) if part)


def offer_words(t: Translator, service: OfferedService, channel: Channel, location: str) -> str:
    """A service in one of the ways in which it is to be had: "Energieberatung, am Telefon, 30 Minuten"."""
    return ", ".join(
        (
            service.name,
            _channel_words(t, channel, location),
            t.n("eine Minute", "{n} Minuten", service.duration),
        )
    )


def _channel_words(t: Translator, channel: Channel, location: str) -> str:
    words = {"phone": t("am Telefon"), "video": t("per Video"), "on_site": location}
    return words[channel]


def mail_words(t: Translator, email: str) -> str:
    """What mail goes out, so that whoever is on the phone can be told."""
    if email:
        return t("{email} bekommt eine E-Mail.", email=email)
    return t("Es geht keine E-Mail hinaus, weil wir keine Adresse haben. Sagen Sie der Person bitte Bescheid.")


def which_words(t: Translator, item: AgendaItem) -> str:
    if item.customer_number:
        return t("Kundennummer {number}", number=item.customer_number)
    return t("Gast ohne Konto") if item.is_guest else t("Konto ohne Kundennummer")


def state_words(t: Translator, state: BookingState) -> tuple[str, BadgeKind]:
    """How things stand, and the colour that repeats it."""
    words, kind = _STATES[state]
    return t(words), kind


def needs_words(t: Translator, needs: list[str]) -> str:
    """What somebody has asked for so that they can take part; the company may have words of its own."""
    return all_of(t, [t(_NEEDS[need]) if need in _NEEDS else need for need in needs])


def needs_to_choose(t: Translator) -> list[Option]:
    """What can be asked for when an appointment is made: what people or rooms bring along."""
    return [Option(need, t(_NEEDS[need])) for need in _CAN_BE_WISHED_FOR]


def answer_words(t: Translator, text: str) -> str:
    """An answer as it was given; to a question that is answered by yes or no, that word."""
    return {"yes": t("Ja"), "no": t("Nein")}.get(text, text)


def phone_href(phone: str) -> str:
    """What a press on a phone number dials; empty for what is none (RFC 3966)."""
    digits = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    return f"tel:{digits}" if digits else ""


def event_row(t: Translator, event: HistoryEvent, zone: ZoneInfo) -> EventRow:
    what = t(_EVENTS[event.kind])
    if event.moved_from:
        what = t("{what}, vorher {moment}", what=what, moment=date_and_time(t, event.moved_from, zone))
    by_staff = event.by or t("Mitarbeitende, deren Konto es nicht mehr gibt")
    return EventRow(
        what=what,
        when=date_and_time(t, event.at, zone),
        who=by_staff if event.by_staff else t("von der Person selbst"),
    )
