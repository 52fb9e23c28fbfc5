"""How it stands with somebody's own calendar, in whole sentences."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from frontend import site
from frontend.api.own_calendar import CalendarHealth, ConnectedCalendar, DeletedEntry
from frontend.i18n import Translator
from frontend.state.format import ago, clock, date_and_time, full_date, time_span
from frontend.state.words.calendars import TROUBLES


@dataclass(frozen=True)
class DeletedRow:
    """An appointment whose entry was deleted in the calendar."""

    id: str
    when: str
    service: str
    since: str
    href: str


def seen_words(t: Translator, calendar: ConnectedCalendar, now: datetime, zone: ZoneInfo) -> str:
    """When both sides agreed the last time."""
    return ago(t, calendar.seen_at, now, zone) if calendar.seen_at else t("noch nicht")


def next_words(t: Translator, calendar: ConnectedCalendar, now: datetime, zone: ZoneInfo) -> str:
    """When they are made to agree again. What changes in the portal does not wait for that."""
    if calendar.is_looked_at:
        return t("läuft gerade")
    if calendar.next_at is None:
        return t("erst mit einem neuen Passwort")
    if calendar.next_at <= now:
        return t("in der nächsten Minute")
    return t("um {time} Uhr", time=clock(t, calendar.next_at, zone))


def written_words(t: Translator, calendar: ConnectedCalendar) -> str:
    if not calendar.written:
        return t("Kein kommender Termin")
    return t.n("Ein kommender Termin", "{n} kommende Termine", calendar.written)


def trouble_title(t: Translator, calendar: ConnectedCalendar, zone: ZoneInfo) -> str:
    """Since when it does not work; empty when all is well."""
    if calendar.failing_since is None:
        return ""
    moment = date_and_time(t, calendar.failing_since, zone)
    return t("Der Abgleich klappt seit {moment} nicht", moment=moment)


def trouble_words(t: Translator, calendar: ConnectedCalendar) -> str:
    """What is the matter."""
    return t(TROUBLES.get(calendar.problem, TROUBLES["calendar-unreachable"])) if calendar.problem else ""


def retry_words(t: Translator, calendar: ConnectedCalendar, now: datetime, zone: ZoneInfo) -> str:
    """What happens next."""
    if calendar.health == "stopped":
        return t("Wir versuchen es nicht weiter, damit der Server Sie nicht sperrt. Geben Sie das Passwort neu ein.")
    return t(
        "Nächster Versuch: {next}. Was sich bis dahin ändert, holen wir nach; in der Agenda stimmt alles.",
        next=next_words(t, calendar, now, zone),
    )


def unreadable_words(t: Translator, calendar: ConnectedCalendar) -> str:
    """Empty when everything could be read."""
    if not calendar.unreadable:
        return ""
    return t.n(
        "Einen Eintrag konnten wir nicht lesen. Zu seiner Zeit bieten wir weiter Termine an.",
        "{n} Einträge konnten wir nicht lesen. Zu ihren Zeiten bieten wir weiter Termine an.",
        calendar.unreadable,
    )


def deleted_row(t: Translator, entry: DeletedEntry, zone: ZoneInfo) -> DeletedRow:
    day = full_date(t, entry.starts_at.astimezone(zone).date())
    return DeletedRow(
        id=str(entry.id),
        when=f"{day}, {time_span(t, entry.starts_at, entry.ends_at, zone)}",
        service=entry.service,
        since=date_and_time(t, entry.missing_since, zone),
        href=site.path("staff-appointment", t.language, id=str(entry.booking_id)),
    )


def health_words(t: Translator, found: CalendarHealth) -> str:
    """One line about the calendar of a colleague."""
    zone = ZoneInfo(found.zone)
    if found.health == "none":
        return t("Eigener Kalender: nicht verbunden.")
    if found.since is None:
        return t("Eigener Kalender: verbunden, noch nicht abgeglichen.")
    if found.health == "well":
        return t("Eigener Kalender: verbunden, zuletzt abgeglichen {ago}.", ago=ago(t, found.since, found.now, zone))
    moment = date_and_time(t, found.since, zone)
    if found.health == "failing":
        return t("Eigener Kalender: verbunden, aber der Abgleich klappt seit {moment} nicht.", moment=moment)
    return t(
        "Eigener Kalender: verbunden, aber das Passwort wird seit {moment} nicht mehr angenommen. Nur die Person "
        "selbst kann es erneuern.",
        moment=moment,
    )
