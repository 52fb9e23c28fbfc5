"""An appointment by the link in a mail: seeing it, moving it, cancelling it. Opening the page changes nothing."""

from datetime import datetime, time, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.appointment_link import FreeTimes, LinkedAppointment, look_at_appointment, other_times
from frontend.api.client import ApiProblem
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.state.appointment_facts import Fact, day_in_words, facts, when_in_words
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time
from frontend.state.problem_words import words_for
from frontend.state.words.appointment_link import SENTENCES

_LONGEST_TOKEN: Final = 100
_WEEKS: Final = 8


class AppointmentLink(PageState, rx.State):
    """The appointment, and where its owner stands with it."""

    loading: bool = True
    token: str = ""
    problem: str = ""
    service: str = ""
    facts: list[Fact] = []  # noqa: RUF012 - Reflex copies defaults for each person
    when: str = ""
    until: str = ""
    stands: str = ""
    """"open", "late" (only the company changes it now), "cancelled" or "over"."""
    step: str = "look"
    """"look" or "move"; and "moved-…" and "cancelled" when that is done."""
    announced: str = ""
    starts: list[Option] = []  # noqa: RUF012 - Reflex copies defaults for each person
    """The days from which on free times can be shown."""
    times: list[Option] = []  # noqa: RUF012 - Reflex copies defaults for each person
    found: str = ""
    """How many times are shown, for those who do not see that the list has changed."""
    more_from: str = ""
    time_error: str = ""

    @handler
    async def arrive(self) -> None:
        """Run at each arrival. What the link carries stands in the fragment, which no server and no log gets to see."""
        given = dict(parse_qsl(self.router.url.fragment))
        self._begin_anew()
        self.token = given.get("token", "")[:_LONGEST_TOKEN]
        await self._look()
        self.loading = False

    @handler
    async def choose_time(self) -> None:
        """Show when else it could be."""
        self.starts, self.time_error = [], ""
        await self._read_anew(None)
        self.step, self.announced = "move", self.t("Wählen Sie eine neue Zeit.")

    @handler
    async def start_from(self, start: str) -> None:
        """Show the times from that moment on; from now on, if it is empty."""
        await self._read_anew(datetime.fromisoformat(start) if start else None)

    @handler
    async def more_times(self) -> None:
        await self._read_times(datetime.fromisoformat(self.more_from))

    @handler
    def keep(self) -> None:
        """Leave everything as it is."""
        self.step, self.announced = "look", ""

    @handler
    async def moved(self, _result: dict[str, Any]) -> None:
        await self._look()
        self.step = "moved"
        self.announced = self.t("Ihr Termin ist verschoben.")

    @handler
    async def cancelled(self, _result: dict[str, Any]) -> None:
        await self._look()
        self.step = "cancelled"
        self.announced = self.t("Ihr Termin ist abgesagt.")

    @handler
    async def fail(self, problem: dict[str, Any]) -> None:
        """The API refused. What went wrong is told by the browser; here the page becomes true again."""
        slug = problem.get("slug")
        self.time_error = self.t("Bitte wählen Sie eine Zeit aus.") if slug == "invalid-input" else ""
        if slug == "time-gone":
            await self._read_anew(None)
        elif slug in {"too-late-to-change", "booking-settled", "not-found"}:
            await self._look()
            self.step = "look"

    async def _look(self) -> None:
        try:
            found = await look_at_appointment(self.api, self.token, language=self.language)
        except ApiProblem as problem:
            self.problem = words_for(self.t, SENTENCES).get(problem.slug, words_for(self.t)["unknown"])
            return
        self.problem = ""
        self._show(found)

    def _show(self, found: LinkedAppointment) -> None:
        t, zone = self.t, ZoneInfo(found.zone)
        self.service, self.facts = found.service, facts(t, found, zone=zone, room=found.room)
        self.when = when_in_words(t, found, zone)
        self.until = date_and_time(t, found.changeable_until, zone)
        if found.state == "cancelled":
            self.stands = "cancelled"
        elif found.is_over or found.state != "booked":
            self.stands = "over"
        else:
            self.stands = "open" if found.can_change else "late"

    async def _read_anew(self, start: datetime | None) -> None:
        self.times, self.more_from = [], ""
        await self._read_times(start)

    async def _read_times(self, start: datetime | None) -> None:
        """Add the free times from there on. A service that is no longer offered has none."""
        try:
            found = await other_times(self.api, self.token, start=start)
        except ApiProblem as problem:
            if problem.slug != "not-found":
                raise
            found = FreeTimes([], None, "UTC")
        zone = ZoneInfo(found.zone)
        if found.times and not self.starts:
            self.starts = _starts(self.t, found.times[0].starts_at.astimezone(zone), zone)
        self.times = self.times + [
            Option(time.starts_at.isoformat(), when_in_words(self.t, time, zone)) for time in found.times
        ]
        self.more_from = found.more_from.isoformat() if found.more_from else ""
        self.found = self.t.n("Eine freie Zeit", "{n} freie Zeiten", len(self.times))


def _starts(t: Translator, first: datetime, zone: ZoneInfo) -> list[Option]:
    """The first free time, and the same weekday in the weeks after it."""
    days = [datetime.combine(first.date() + timedelta(weeks=week), time(), zone) for week in range(1, _WEEKS + 1)]
    later = [Option(day.isoformat(), t("ab {day}", day=day_in_words(t, day, zone))) for day in days]
    return [Option("", t("so bald wie möglich")), *later]
