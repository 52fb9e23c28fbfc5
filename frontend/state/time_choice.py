"""Finding a time: what suits the person stands in the address, and the free times below it in order."""

from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import reflex as rx
from babel.dates import get_day_names
from reflex.event import EventSpec

from frontend.api.appointments import (
    OFFERED_NEEDS,
    FreeTime,
    FreeTimes,
    OfferedService,
    Time,
    list_free_days,
    list_free_times,
    list_nearest_times,
)
from frontend.components.error_summary import FieldError
from frontend.components.values import Option
from frontend.i18n import Language, Translator, msgid
from frontend.state.agenda_words import needs_words
from frontend.state.appointment_facts import accessible, when_in_words
from frontend.state.base import PageState, handler
from frontend.state.day_times import DayTimes, day_times, time_value
from frontend.state.format import full_date, long_date, weekday_and_day, zone_name
from frontend.state.query import day as day_of
from frontend.state.query import one_of
from frontend.state.words.appointments import sentence

_AT_A_TIME: Final = 24
_ANYWHERE: Final = "any"
_WEEK: Final = 7
# In days; nothing can be booked as far ahead.
_FARTHEST: Final = 500
_PARTS: Final = {
    "": msgid("Ganztags"),
    "morning": msgid("Vormittags (bis 12 Uhr)"),
    "afternoon": msgid("Nachmittags (12 bis 17 Uhr)"),
    "evening": msgid("Abends (ab 17 Uhr)"),
}
_CHANNELS: Final = {
    "on_site": msgid("Vor Ort"),
    "phone": msgid("Am Telefon"),
    "video": msgid("Per Video"),
}


class TimeChoice(PageState, rx.State, mixin=True):
    """What the person looks for, and what is free."""

    channels: list[Option] = []  # noqa: RUF012 - Reflex copies defaults for each person
    places: list[Option] = []  # noqa: RUF012 - as above
    channel: str = ""
    place: str = ""
    weekday: str = ""
    part: str = ""
    needs: list[str] = []  # noqa: RUF012 - as above
    day: str = ""
    """The one day whose times are shown (ISO 8601); empty for all."""
    month: str = ""
    """Which month `free_days` speaks of, such as "2026-11"; empty until the calendar is asked for."""
    free_days: dict[str, int] = {}  # noqa: RUF012 - as above
    today: str = ""
    last_day: str = ""
    """The last one for which appointments are given."""
    first_free: str = ""
    """The day of the first time of all."""
    times: list[DayTimes] = []  # noqa: RUF012 - as above
    more_from: str = ""
    time_error: str = ""
    errors: list[FieldError] = []  # noqa: RUF012 - as above
    whose_time: str = ""
    """Which zone's clock is meant, for those who call or look on from elsewhere."""
    found: str = ""
    """How many times are shown, for those who do not see that the list has grown."""
    gone: str = ""
    """Why other times are shown than those asked for."""
    list_title: str = ""
    list_turn: str = ""
    """Changes whenever the person has led the list to another day. Then `list_news` says what it shows."""
    list_news: str = ""
    _is_led: bool = False
    _as_guest: bool = False
    """Whether somebody without an account looks, for whom not everything is offered."""
    _service: OfferedService | None = None
    _free: list[FreeTime] = []  # noqa: RUF012 - as above
    _zone: str = "UTC"

    @handler
    def look(self, form: dict[str, Any]) -> EventSpec:
        """Look for what suits: go to the address that says so."""
        chosen = {name: str(form.get(name, "")) for name in ("channel", "weekday", "part")}
        chosen["place"] = str(form.get("place", "")) or _ANYWHERE
        needs = [need for need in OFFERED_NEEDS if form.get(f"need-{need}")]
        return rx.redirect(self._address(**chosen, needs=",".join(needs)))

    @handler
    async def more_times(self) -> None:
        """Show later ones too."""
        await self._read_times()

    @handler
    async def show_month(self, month: str) -> None:
        """Say what is free in a month; without one, where the person would begin to look."""
        await self._read_month(month or (self.day or self.first_free)[: len("2026-11")])

    @handler
    async def choose_day(self, day: str) -> EventSpec | None:
        """Show the times of this day only, or of all days: go to the address that says so."""
        self._is_led = True
        if day == self.day:
            await self._read_anew()
            return None
        return rx.redirect(self._address(**{**self._filters(), "day": day}))

    def _address(self, **query: str) -> str:
        """This page with another query."""
        given = {name: value for name, value in {**self._kept(), **query}.items() if value}
        return f"{self.router.url.path}?{urlencode(given)}" if given else self.router.url.path

    def _kept(self) -> dict[str, str]:
        """What stays in the address whatever is looked for."""
        return {}

    def _filters(self) -> dict[str, str]:
        """What is looked for, as the address says it."""
        return {
            "channel": self.channel,
            "place": self.place or _ANYWHERE,
            "weekday": self.weekday,
            "part": self.part,
            "needs": ",".join(self.needs),
            "day": self.day,
        }

    def _take_query(self, service: OfferedService, *, channel: str = "", place: str = "") -> None:
        """What the address says, which anybody can write by hand. `channel` and `place`: where it says nothing."""
        t, query = self.t, self.router.url.query_parameters
        self._service = service
        self.channels = [Option(each, t(_CHANNELS[each])) for each in service.channels]
        allowed = {str(each) for each in service.channels}
        self.channel = one_of(
            query.get("channel", ""), frozenset(allowed), one_of(channel, frozenset(allowed), service.channels[0])
        )
        places = [Option(str(each.id), each.name, accessible(t, each)) for each in service.places]
        self.places = [Option("", t("Alle Orte")), *places] if len(places) > 1 and self.channel == "on_site" else []
        self.place = one_of(query.get("place", place), frozenset(option.value for option in self.places))
        self.weekday = one_of(query.get("weekday", ""), frozenset(str(day) for day in range(1, _WEEK + 1)))
        self.part = one_of(query.get("part", ""), frozenset(_PARTS))
        self.needs = [need for need in OFFERED_NEEDS if need in query.get("needs", "").split(",")]
        day = day_of(query.get("day", ""))
        is_near = day and abs((day - datetime.now(UTC).date()).days) <= _FARTHEST
        self.day = day.isoformat() if day and is_near else ""

    async def _read_anew(self) -> None:
        self._free, self.more_from = [], ""
        self.gone, self.time_error, self.errors, self.found = "", "", [], ""
        await self._read_times()
        if self.month:
            await self._read_month(self.month)
        if self._is_led:
            self._is_led, self.list_turn, self.list_news = False, str(uuid4()), self._what_is_shown()

    def _what_is_shown(self) -> str:
        t, day = self.t, day_of(self.day)
        count = t.n("eine Zeit zur Auswahl", "{n} Zeiten zur Auswahl", len(self._free))
        where = full_date(t, day) if day else t("Alle Tage")
        return t("{where}: {count}.", where=where, count=count if self._free else t("nichts frei"))

    async def _read_month(self, month: str) -> None:
        """What is free in the month, for what suits."""
        assert self._service is not None
        found = await list_free_days(
            self.api,
            self._service.id,
            channel=self.channel,
            location=self.place,
            needs=self.needs,
            weekday=self.weekday,
            part_of_day=self.part,
            month=day_of(f"{month}-01"),
            as_guest=self._as_guest,
        )
        self.month = found.month.isoformat()[: len("2026-11")]
        self.free_days = {each.day.isoformat(): each.times for each in found.days}
        self.today, self.last_day = found.today.isoformat(), found.last_day.isoformat()

    async def _read_times(self) -> None:
        """Add the next free times."""
        assert self._service is not None
        before = len(self._free)
        found = await list_free_times(
            self.api,
            self._service.id,
            channel=self.channel,
            location=self.place,
            needs=self.needs,
            weekday=self.weekday,
            part_of_day=self.part,
            day=self.day,
            start=self.more_from,
            most=_AT_A_TIME,
            as_guest=self._as_guest,
        )
        day = day_of(self.day)
        self._show([*self._free, *found.times], found)
        if day:
            self.list_title = self.t("Freie Zeiten am {day}", day=weekday_and_day(self.t, day))
        elif not before and self._free:
            self.first_free = self._free[0].starts_at.astimezone(ZoneInfo(found.zone)).date().isoformat()
        if before:
            self.found = self.t.n("Eine weitere Zeit", "{n} weitere Zeiten", len(found.times))

    async def _offer_others(self, wanted: FreeTime) -> None:
        """The time has gone: show what is free near to it."""
        assert self._service is not None
        found = await list_nearest_times(
            self.api,
            self._service.id,
            wanted=wanted.starts_at,
            channel=self.channel,
            location=self.place,
            needs=self.needs,
            as_guest=self._as_guest,
        )
        self._show(found.times, found)
        self.time_error, self.errors = "", []
        self.gone = sentence(self.t, "time-gone")

    def _show(self, times: list[FreeTime], found: FreeTimes) -> None:
        t, zone = self.t, ZoneInfo(found.zone)
        self._free, self._zone = times, found.zone
        self.times = day_times(t, times, zone, places=self._named_places())
        self.more_from = found.more_from.isoformat() if found.more_from else ""
        self.list_title = t("Freie Zeiten")
        self.whose_time = zones_in_words(t, times, zone) if self.channel != "on_site" else ""

    def _chosen(self, form: dict[str, Any]) -> FreeTime | None:
        """The time that was chosen. Without one it says so, at the list and above it."""
        value, at_places = str(form.get("time", "")), self._named_places() is not None
        time = next((time for time in self._free if time_value(time, at_places=at_places) == value), None)
        self.time_error = "" if time else self.t("Wählen Sie eine Zeit aus der Liste.")
        self.errors = [] if time else [FieldError("time", self.time_error)]
        return time

    def _named_places(self) -> dict[UUID, str] | None:
        """The locations, where those of several are shown."""
        if self.place or not self.places or self._service is None:
            return None
        return {place.id: place.name for place in self._service.places}

    def _in_words(self, time: FreeTime) -> str:
        return when_in_words(self.t, time, ZoneInfo(self._zone))


def as_time(time: FreeTime) -> Time:
    return Time(time.starts_at, time.channel, time.location_id)


def zones_in_words(t: Translator, times: list[FreeTime], zone: ZoneInfo) -> str:
    """Which clock is meant; where it is put forward or back between the times, both of them."""
    begins: dict[str, date] = {}
    for time in times:
        begins.setdefault(zone_name(t, time.starts_at, zone), time.starts_at.astimezone(zone).date())
    match list(begins.items()):
        case []:
            return ""
        case [(only, _)]:
            return t("Alle Zeiten in: {zone}.", zone=only)
        case [(first, _), (then, day), *_]:
            return t("Zeiten in: {first}. Ab {day} in: {then}.", first=first, day=long_date(t, day), then=then)
    raise AssertionError("there are no times, or some")


def weekdays(t: Translator) -> list[Option]:
    """The days of the week to choose from, all of them first."""
    names = get_day_names(locale=_babel(t.language))
    return [Option("", t("Alle Tage")), *(Option(str(day + 1), names[day].capitalize()) for day in range(_WEEK))]


def parts_of_day(t: Translator) -> list[Option]:
    return [Option(part, t(words)) for part, words in _PARTS.items()]


def offered_needs(t: Translator) -> list[Option]:
    """What can be asked for, so that somebody can take part."""
    return [Option(need, needs_words(t, [need])) for need in OFFERED_NEEDS]


def channel_words(t: Translator, channel: str) -> str:
    return t(_CHANNELS[channel])


def service_id(text: str) -> UUID | None:
    """An id that stands in an address; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _babel(language: Language) -> str:
    return {"de": "de_DE", "en": "en_GB"}[language]
