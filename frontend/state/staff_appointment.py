"""One appointment for staff: who comes, and what becomes of it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api import agenda
from frontend.api.agenda import AgendaDetail, FreeTime, Time
from frontend.api.client import Api, ApiProblem
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.agenda_words import (
    AgendaRow,
    EventRow,
    agenda_row,
    answer_words,
    event_row,
    mail_words,
)
from frontend.state.base import PageState, handler
from frontend.state.day_times import DayTimes, day_times
from frontend.state.problem_words import field_words
from frontend.state.words.agenda import FIELDS, SENTENCES

_NOWHERE: Final = AgendaRow("", "", "", "", "", "", "", "", "", "", "", "", "", "", "neutral")


class StaffAppointment(PageState, rx.State):
    """The page "staff-appointment"."""

    loading: bool = True
    missing: bool = False
    title: str = ""
    lead: str = ""
    row: AgendaRow = _NOWHERE
    email: str = ""
    customer_href: str = ""
    day_href: str = ""
    video_url: str = ""
    answers: list[EventRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    events: list[EventRow] = []  # noqa: RUF012 - as above
    events_caption: str = ""
    may_attend: bool = False
    may_miss: bool = False
    may_reopen: bool = False
    may_change: bool = False
    mail: str = ""
    """What mail the person gets when the appointment is cancelled or moved."""
    note: str = ""
    """As it is kept."""
    note_to_start: str = ""
    """What the field begins with; it stays when a colleague has changed the note meanwhile."""
    note_action: str = ""
    note_draft: str = ""
    note_error: str = ""
    is_moving: bool = False
    times: list[DayTimes] = []  # noqa: RUF012 - as above
    more_from: str = ""
    time_error: str = ""
    step: str = ""
    done: str = ""
    problem: str = ""
    _free: list[FreeTime] = []  # noqa: RUF012 - as above

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._begin_anew()
        await self._read()
        self.note_to_start = self.note

    @handler
    async def attend(self) -> None:
        """The person is here."""
        await self._do(agenda.attend, self.t("{name} ist als erschienen vermerkt.", name=self.row.who))

    @handler
    async def miss(self) -> None:
        """Nobody has come."""
        await self._do(agenda.miss, self.t("{name} ist als nicht erschienen vermerkt.", name=self.row.who))

    @handler
    async def reopen(self) -> None:
        """Take back what was noted down."""
        await self._do(agenda.reopen, self.t("Der Vermerk ist zurückgenommen. Der Termin ist wieder offen."))

    @handler
    async def cancel(self) -> None:
        """Give the time back."""
        await self._do(
            agenda.cancel, " ".join((self.t("Der Termin ist abgesagt, die Zeit ist wieder frei."), self.mail))
        )

    @handler
    async def choose_time(self) -> None:
        """Show the times to move to."""
        self._quiet()
        self._free, self.more_from = [], ""
        self.is_moving, self.step = True, self.t("Wählen Sie eine neue Zeit.")
        await self._read_times()

    @handler
    async def more_times(self) -> None:
        """Show later ones too."""
        await self._read_times()

    @handler
    def stay(self) -> None:
        """Do not move it after all."""
        self._quiet()
        self.step = self.t("Der Termin bleibt, wie er war.")

    @handler
    async def move(self, form: dict[str, Any]) -> None:
        """Put it at the chosen time."""
        t, chosen = self.t, str(form.get("time", ""))
        time = next((time for time in self._free if time.starts_at.isoformat() == chosen), None)
        if time is None:
            self.time_error = t("Wählen Sie eine Zeit.")
            return
        self.time_error = ""
        wanted = Time(time.starts_at, time.channel, time.location_id)
        try:
            await agenda.move(self.api, self._appointment, wanted, language=t.language)
        except ApiProblem as problem:
            if problem.slug == "time-gone":
                await self._choose_another(t(SENTENCES[problem.slug]))
                return
            await self._refuse(problem)
            return
        await self._read()
        self._quiet()
        self._say(" ".join((t("Der Termin ist verschoben: {when}.", when=self.lead), self.mail)))

    @handler
    async def noted(self, _result: dict[str, Any]) -> None:
        """The note is saved."""
        self._quiet()
        await self._read()
        self.note_to_start = self.note
        self._say(self.t("Die Notiz ist gespeichert."))

    @handler
    async def not_noted(self, problem: dict[str, Any]) -> None:
        """It is too long, or a colleague was faster; the browser tells the rest."""
        self._quiet()
        if errors := problem.get("errors"):
            self.note_error = field_words(self.t, str(errors[0].get("message_key", "")), FIELDS)
        elif problem.get("slug") == "note-changed":
            await self._read()

    @property
    def _appointment(self) -> UUID:
        return UUID(self.router.url.path.rstrip("/").rpartition("/")[2])

    async def _do(self, action: Callable[[Api, UUID], Awaitable[None]], words: str) -> None:
        self._quiet()
        try:
            await action(self.api, self._appointment)
        except ApiProblem as problem:
            await self._refuse(problem)
            return
        await self._read()
        self._say(words)

    async def _refuse(self, problem: ApiProblem) -> None:
        if problem.slug not in SENTENCES:
            raise problem
        self._quiet()
        self.problem = self.t(SENTENCES[problem.slug])
        await self._read()

    async def _choose_another(self, why: str) -> None:
        """The chosen time has gone: show what is free now."""
        self._free, self.more_from = [], ""
        await self._read_times()
        self.time_error = why

    def _quiet(self) -> None:
        """Take away what was said of the step before."""
        self.done, self.problem, self.note_error, self.time_error, self.step = "", "", "", "", ""
        self.is_moving = False

    def _say(self, words: str) -> None:
        self.done, self.step = words, words

    async def _read_times(self) -> None:
        found = await agenda.list_times_to_move_to(self.api, self._appointment, start=self.more_from)
        self._free = [*self._free, *found.times]
        self.times = day_times(self.t, self._free, ZoneInfo(found.zone))
        self.more_from = found.more_from.isoformat() if found.more_from else ""

    async def _read(self) -> None:
        t = self.t
        try:
            found = await agenda.read_appointment(self.api, self._appointment, language=t.language)
        except (ApiProblem, ValueError) as problem:
            if isinstance(problem, ApiProblem) and problem.slug != "not-found":
                raise
            self.missing, self.loading = True, False
            return
        self._show(t, found)
        self.loading = False

    def _show(self, t: Translator, found: AgendaDetail) -> None:
        zone, item = ZoneInfo(found.zone), found.item
        self.row = agenda_row(t, item, zone)
        self.title = self.row.who
        self.lead = f"{self.row.day}, {self.row.time}"
        self.email, self.video_url = item.contact.email, found.video_url
        self.customer_href = path("staff-customer", t.language, id=str(item.customer_id)) if item.customer_id else ""
        self.day_href = _day_href(t, item.starts_at, zone)
        self.answers = [
            EventRow(answer.question or t("Frühere Frage"), answer_words(t, answer.text), "")
            for answer in found.answers
        ]
        self.events = [event_row(t, event, zone) for event in found.events]
        self.events_caption = t.n("Ein Eintrag", "{n} Einträge", len(found.events))
        self.may_attend, self.may_miss = found.may_attend, found.may_miss
        self.may_reopen, self.may_change = found.may_reopen, found.may_change
        self.mail = mail_words(t, item.contact.email)
        self.note = item.note
        self.note_action = f"/api/v1/service/agenda/{item.id}/note"
        self.note_draft = f"appointment-note-{item.id}"


def _day_href(t: Translator, moment: datetime, zone: ZoneInfo) -> str:
    """The day in the agenda."""
    return f"{path('staff-agenda', t.language)}?date={moment.astimezone(zone).date().isoformat()}"
