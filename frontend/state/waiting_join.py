"""Where no free time suits: waiting for one. What is waited for is what was looked for above the free times."""

from datetime import date, datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from frontend.api.appointments import Channel, OfferedService
from frontend.api.client import ApiProblem
from frontend.api.waiting import AskToWait, Weekday, join_waiting_list, list_waiting
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.base import handler
from frontend.state.format import long_date
from frontend.state.news import News
from frontend.state.query import day as day_of
from frontend.state.time_choice import TimeChoice
from frontend.state.waiting_words import wish_words
from frontend.state.words.appointments import SENTENCES, sentence

_WEEKS: Final = (2, 4, 8, 12)
_USUAL: Final = 1
"""Which of them is chosen at first."""
_ONLY: Final = "only-"


class WaitingJoin(TimeChoice, rx.State, mixin=True):
    """The form below the free times."""

    waits_already: bool = False
    waiting_for: str = ""
    """What would be waited for, in words."""
    waiting_ends: list[Option] = []  # noqa: RUF012 - Reflex copies defaults for each person
    waiting_end: str = ""
    waiting_problem: str = ""

    @handler
    async def wait(self, form: dict[str, Any]) -> EventSpec | None:
        """Join the waiting list, and see on the page of one's appointments that one has."""
        t = self.t
        self.waiting_problem, self.waiting_end = "", str(form.get("last_day", ""))
        try:
            await join_waiting_list(self.api, self._wish_to_wait())
        except ApiProblem as problem:
            if problem.slug not in SENTENCES:
                raise
            self.waiting_problem = sentence(t, problem.slug)
            return None
        assert self._service is not None
        (await self.get_state(News)).leave_behind(
            t(
                "Sie stehen auf der Warteliste: {service}. Sobald etwas frei wird, melden wir uns.",
                service=self._service.name,
            )
        )
        return rx.redirect(path("appointments", t.language))

    async def _look_at_waiting(self, service: OfferedService) -> None:
        """Whether the person waits for this already, and what they would wait for."""
        t = self.t
        own = await list_waiting(self.api, language=t.language)
        self.waits_already = any(item.service_id == service.id for item in own.items)
        place = next((option.text for option in self.places if self.place and option.value == self.place), "")
        self.waiting_for = wish_words(
            t,
            channel=self.channel,
            place=place,
            days=[self.weekday],
            parts=[self.part],
            needs=self.needs,
        )
        self.waiting_ends = self._ends(t, datetime.now(ZoneInfo(own.zone)).date())
        self.waiting_end = self.waiting_ends[0 if self.day else _USUAL].value
        self.waiting_problem = ""

    def _ends(self, t: Translator, today: date) -> list[Option]:
        """How long can be waited: for the day that was chosen, or for so many weeks."""
        only = day_of(self.day)
        days = [(weeks, today + timedelta(weeks=weeks)) for weeks in _WEEKS]
        return [
            *([Option(_ONLY + self.day, t("Nur am {day}", day=long_date(t, only)))] if only else []),
            *(
                Option(day.isoformat(), t("{weeks} Wochen, bis {day}", weeks=weeks, day=long_date(t, day)))
                for weeks, day in days
            ),
        ]

    def _wish_to_wait(self) -> AskToWait:
        assert self._service is not None
        offered = {option.value for option in self.waiting_ends}
        end = self.waiting_end if self.waiting_end in offered else self.waiting_ends[0].value
        last_day = date.fromisoformat(end.removeprefix(_ONLY))
        return AskToWait(
            service_id=self._service.id,
            channel=cast("Channel", self.channel),
            last_day=last_day,
            first_day=last_day if end.startswith(_ONLY) else None,
            location_id=UUID(self.place) if self.place else None,
            weekdays=[cast("Weekday", int(self.weekday))] if self.weekday else [],
            parts=[cast("Any", self.part)] if self.part else [],
            needs=list(self.needs),
            language=self.language,
        )
