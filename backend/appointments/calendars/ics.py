"""Calendar documents (iCalendar, RFC 5545). The one module that knows icalendar and recurring_ical_events.

What is written is the same, byte for byte, whenever it is made of the same entry: a mail that is sent again brings
nothing new, and a calendar that is written again shows no change. What is read comes from anybody: calendars hold
invitations of strangers.
"""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from threading import Lock
from typing import Final, Literal
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Alarm, Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vCalAddress, vRecur, vText, vUri
from icalendar.timezone import tzp

from backend.appointments.calendars.clock_changes import Observance, observances
from backend.appointments.calendars.model import BusyTime, CalendarEntry, KeptEntry, Window
from backend.appointments.calendars.plain_text import lines, mail_address, one_line, web_address

_PRODUCT: Final = "-//Servicetheke//Termine//DE"
_FEED_ASKED_AGAIN_AFTER: Final = timedelta(hours=1)
_SEQUENCE: Final = "X-SERVICETHEKE-SEQUENCE"
"""Ours alone. People's calendars keep it, while they raise SEQUENCE when their owner changes something."""

_TOO_OFTEN: Final = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_MOST_STEPS: Final = 400_000
"""A rule is followed from its beginning. So many steps are two a day since 1601, where Outlook's time zones begin."""
_DAY: Final = timedelta(days=1)
_one_at_a_time: Final = Lock()

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


class UnreadableCalendar(ValueError):
    """A document is none, is broken, or holds a rule that nobody could follow to its end in time."""


def invitation(entry: CalendarEntry, zone: ZoneInfo) -> bytes:
    """What goes along with a mail: the appointment, or, once it is cancelled, that it is (RFC 5546, 3.2.2 and 3.2.5).

    Without an attendee nobody is invited; then it is a document like any other.
    """
    if entry.attendee is None:
        return file(entry, zone)
    return _written(_document([entry], zone, method="CANCEL" if entry.cancelled else "REQUEST"))


def file(entry: CalendarEntry, zone: ZoneInfo) -> bytes:
    """The appointment, to download."""
    return _written(_document([entry], zone, method="PUBLISH"))


def feed(entries: Iterable[CalendarEntry], name: str, zone: ZoneInfo) -> bytes:
    """A calendar to subscribe to. Cancelled entries are in it as such: programs keep what merely disappears."""
    calendar = _document(list(entries), zone, method="PUBLISH")
    for key in ("NAME", "X-WR-CALNAME"):  # RFC 7986, 5.1, and what everybody reads.
        calendar[key] = _Text(one_line(name))
    calendar.add("REFRESH-INTERVAL", _FEED_ASKED_AGAIN_AFTER, parameters={"VALUE": "DURATION"})  # RFC 7986, 5.7.
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    return _written(calendar)


def stored(entry: CalendarEntry, zone: ZoneInfo) -> bytes:
    """The appointment as a CalDAV server keeps it: without a method (RFC 4791, 4.1).

    Nobody is invited by it either: a server that schedules would send mail of its own to whoever stands in it
    (RFC 6638, 3.2).
    """
    return _written(_document([entry], zone, method=None))


def _document(entries: list[CalendarEntry], zone: ZoneInfo, *, method: Method | None) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    if method is not None:
        calendar.add("METHOD", method)
    events = [_event(entry, zone, method) for entry in entries]
    local = [event for event in events if "TZID" in event["DTSTART"].params]
    if local:
        years = [moment.year for event in local for moment in (event.start, event.end)]
        calendar.add_component(_zone(zone, min(years), max(years)))
    for event in events:
        calendar.add_component(event)
    return calendar


def _event(entry: CalendarEntry, zone: ZoneInfo, method: Method | None) -> Event:
    event = Event()
    event["UID"] = _Text(one_line(entry.uid))
    event.add("SEQUENCE", entry.sequence)
    if method is None:
        event.add(_SEQUENCE, str(entry.sequence))
    for name, moment in zip(("DTSTART", "DTEND"), _wall_clock(entry, zone), strict=True):
        event.add(name, moment)
    event.add("DTSTAMP", entry.changed_at)
    event.add("CREATED", entry.created_at)
    event.add("LAST-MODIFIED", entry.changed_at)
    event.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    texts = {
        "SUMMARY": one_line(entry.summary),
        "DESCRIPTION": lines(entry.description),
        "LOCATION": one_line(entry.place),
    }
    for name, text in texts.items():
        if text:
            event[name] = _Text(text)
    if address := web_address(entry.url):
        event["URL"] = vUri(address)
    _add_people(event, entry, method)
    if not entry.cancelled:
        for before in entry.reminders:
            event.add_component(_reminder(entry, before))
    return event


def _wall_clock(entry: CalendarEntry, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Beginning and end as people read them off the wall; in UTC if that does not say which moments are meant.

    An hour that comes twice, at the end of summer time, is always the first one (RFC 5545, 3.3.5).
    """
    start, end = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    if start.fold or end.fold:
        return entry.starts_at.astimezone(UTC), entry.ends_at.astimezone(UTC)
    return start, end


def _add_people(event: Event, entry: CalendarEntry, method: Method | None) -> None:
    """Published documents name who publishes, and no attendee (RFC 5546, 3.2.1)."""
    if method is None:
        return
    event["ORGANIZER"] = vCalAddress(mail_address(entry.organiser.email), params={"CN": _name(entry.organiser.name)})
    if method != "PUBLISH" and entry.attendee is not None:
        # Booking was the answer already: mail programs need not ask for one.
        params = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
        event["ATTENDEE"] = vCalAddress(mail_address(entry.attendee), params=params)


def _name(name: str) -> str:
    """Parameters cannot hold quotation marks; few programs know how they are written instead (RFC 6868)."""
    return one_line(name).replace('"', "'")


def _reminder(entry: CalendarEntry, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm["DESCRIPTION"] = _Text(one_line(entry.summary))
    alarm.add("TRIGGER", -before)
    return alarm


def _zone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    timezone = Timezone()
    timezone.add("TZID", zone.key)
    for observance in observances(zone, first_year, last_year):
        timezone.add_component(_clock_change(observance))
    return timezone


def _clock_change(observance: Observance) -> Component:
    part = TimezoneDaylight() if observance.daylight else TimezoneStandard()
    part.DTSTART = observance.onsets[0]
    part.TZOFFSETFROM = observance.offset_from
    part.TZOFFSETTO = observance.offset_to
    part.add("TZNAME", observance.name)
    if rule := observance.yearly:
        part.add("RRULE", vRecur({"FREQ": "YEARLY", "BYMONTH": rule.month, "BYDAY": f"{rule.which}{rule.weekday}"}))
    elif len(observance.onsets) > 1:
        part.add("RDATE", list(observance.onsets[1:]))
    return part


def _written(calendar: Calendar) -> bytes:
    document: bytes = calendar.to_ical()
    return document


class _Text(vText):
    """icalendar takes a backslash before an N for a line break, and so breaks what was typed as "C:\\Neu"."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


class Document:
    """What a calendar keeps of one event, with all its repetitions. Raises `UnreadableCalendar` for what is none."""

    def __init__(self, data: bytes) -> None:
        with _hostile_input(), _zones_of_its_own():
            self._calendar = Calendar.from_ical(data)
            self._events = self._calendar.events
            self.uid = str(self._events[0].get("UID", "")) if self._events else ""

    def busy(self, window: Window, zone: ZoneInfo) -> list[BusyTime]:
        """The times in the window that it takes, in no order. Whole days, and times of no zone, are those of `zone`.

        What is cancelled or marked as free takes none (RFC 5545, 3.8.1.11 and 3.8.2.7). Raises `UnreadableCalendar`.
        """
        with _hostile_input():
            self._refuse_endless_rules(window.ends_at)
            # A day more on each side, because of those that are of no zone.
            between = (window.starts_at - _DAY, window.ends_at + _DAY)
            occurrences = recurring_ical_events.CalendarQuery(self._calendar).between(*between)
            spans = [_span(occurrence, zone) for occurrence in occurrences if not _takes_no_time(occurrence)]
        clipped = (BusyTime(max(start, window.starts_at), min(end, window.ends_at)) for start, end in spans)
        return [busy for busy in clipped if busy.starts_at < busy.ends_at]

    def kept_entry(self, zone: ZoneInfo) -> KeptEntry:
        """It as an entry of ours. Raises `UnreadableCalendar`."""
        with _hostile_input():
            event = self._events[0]
            start, end = _span(event, zone)
            return KeptEntry(self.uid, int(event.get(_SEQUENCE, -1)), start, end)

    def _refuse_endless_rules(self, until: datetime) -> None:
        for component in self._calendar.walk():
            rules = component.get("RRULE", [])
            for rule in rules if isinstance(rules, list) else [rules]:
                if rule["FREQ"][0] in _TOO_OFTEN or _steps(rule, component, until) > _MOST_STEPS:
                    raise UnreadableCalendar("a rule repeats too often")


def _steps(rule: vRecur, component: Component, until: datetime) -> int:
    """At most so many moments lie on a rule's way from its beginning."""
    times_a_day = 1
    for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times_a_day *= max(1, len(rule.get(part, [])))
    begin: date = component.decoded("DTSTART")
    return (until.toordinal() - begin.toordinal()) * times_a_day


def _takes_no_time(event: Event) -> bool:
    states = (str(event.get("STATUS", "")).upper(), str(event.get("TRANSP", "")).upper())
    return states[0] == "CANCELLED" or states[1] == "TRANSPARENT"


def _span(event: Event, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return _moment(event.start, zone), _moment(event.end, zone)


def _moment(value: date, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


@contextmanager
def _hostile_input() -> Iterator[None]:
    """Neither library promises which exceptions it raises. Their messages quote the document, so none is passed on."""
    try:
        yield
    except UnreadableCalendar:
        raise
    except Exception as error:  # noqa: BLE001 - as said above
        raise UnreadableCalendar(type(error).__name__) from None


@contextmanager
def _zones_of_its_own() -> Iterator[None]:
    """icalendar remembers the zones that documents define, and believes them in others that use the same names."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of zones that it guesses.
        tzp.use_default()
        yield
