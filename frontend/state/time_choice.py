"""Finding a time: what suits the person stands in the address, and the free times below it in order."""

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID
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
from frontend.state.format import zone_name
from frontend.state.query import one_of
from frontend.state.words.appointments import sentence

_AT_A_TIME: Final = 24
_ANYWHERE: Final = "any"
_WEEK: Final = 7
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

    async def _read_anew(self) -> None:
        self._free, self.more_from = [], ""
        self.gone, self.time_error, self.errors, self.found = "", "", [], ""
        await self._read_times()

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
            start=self.more_from,
            most=_AT_A_TIME,
            as_guest=self._as_guest,
        )
        self._show([*self._free, *found.times], found)
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
        first = times[0].starts_at if times else None
        self.whose_time = (
            t("Alle Zeiten in: {zone}.", zone=zone_name(t, first, zone)) if first and self.channel != "on_site" else ""
        )

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
