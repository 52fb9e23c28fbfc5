"""One appointment of one's own: all one needs to be there, and moving or cancelling it."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from frontend.api.appointments import BookedDetail, cancel, list_services, move, read_appointment
from frontend.api.client import ApiProblem
from frontend.components.badge import BadgeKind
from frontend.site import find, path
from frontend.state.agenda_words import answer_words, needs_words
from frontend.state.appointment_facts import Fact, facts, when_in_words
from frontend.state.appointment_rows import calendar_file, state_words
from frontend.state.base import PageState, handler
from frontend.state.format import all_of, date_and_time
from frontend.state.news import News
from frontend.state.reach import may_book
from frontend.state.session import Person
from frontend.state.time_choice import TimeChoice, as_time
from frontend.state.words.appointments import SENTENCES, sentence


class Appointment(PageState, rx.State):
    """The page "appointment"."""

    loading: bool = True
    missing: bool = False
    title: str = ""
    lead: str = ""
    state: str = ""
    state_kind: BadgeKind = "neutral"
    facts: list[Fact] = []  # noqa: RUF012 - Reflex copies defaults for each person
    said: list[Fact] = []  # noqa: RUF012 - as above
    can_change: bool = False
    is_late: bool = False
    """Whether it is still to come, but only the company changes it."""
    until: str = ""
    move_href: str = ""
    file_href: str = ""
    problem: str = ""
    step: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival. An appointment that does not exist and one of somebody else look the same."""
        self.problem, self.step = "", ""
        await self._read()
        self.loading = False

    @handler
    async def cancel(self) -> None:
        """Give the time back."""
        news = await self.get_state(News)
        news.say("")
        self.problem = ""
        try:
            await cancel(self.api, UUID(_id(self)))
        except ApiProblem as problem:
            if problem.slug not in SENTENCES:
                raise
            self.problem = sentence(self.t, problem.slug)
        else:
            self.step = self.t("Ihr Termin ist abgesagt. Die Zeit ist für andere frei.")
            news.say(self.step)
        await self._read()

    async def _read(self) -> None:
        t = self.t
        try:
            found = await read_appointment(self.api, UUID(_id(self)), language=t.language)
        except (ApiProblem, ValueError) as problem:
            if isinstance(problem, ApiProblem) and problem.slug != "not-found":
                raise
            self.missing, self.title, self.lead = True, t("Diesen Termin gibt es nicht"), ""
            return
        self.missing = False
        self._show(found, may_change=may_book(await self.get_state(Person)))

    def _show(self, found: BookedDetail, *, may_change: bool) -> None:
        t, item, zone = self.t, found.item, ZoneInfo(found.zone)
        self.title = item.service
        self.lead = when_in_words(t, item, zone)
        self.state, self.state_kind = state_words(t, item.state)
        self.facts = facts(t, item, zone=zone, room=found.room)
        self.said = self._all_said(found)
        self.can_change = item.can_change and may_change
        self.is_late = item.state == "booked" and not item.can_change
        self.until = date_and_time(t, item.changeable_until, zone)
        self.move_href = path("appointment-move", t.language, id=str(item.id))
        self.file_href = calendar_file(item.id) if item.state == "booked" else ""

    def _all_said(self, found: BookedDetail) -> list[Fact]:
        t, item = self.t, found.item
        reminders = {"24h": t("einen Tag vorher"), "2h": t("zwei Stunden vorher")}
        pairs = [
            Fact(t("Wer kommt"), item.contact.name),
            Fact(t("E-Mail-Adresse"), item.contact.email),
            Fact(t("Telefonnummer"), item.contact.phone),
            Fact(t("Unterstützung"), needs_words(t, item.needs)),
            Fact(t("Erinnerung"), all_of(t, [reminders[each] for each in found.reminders])),
            *(Fact(said.question or t("Frühere Frage"), answer_words(t, said.text)) for said in found.answers),
        ]
        return [fact for fact in pairs if fact.text]


class AppointmentMove(TimeChoice, rx.State):
    """The page "appointment-move"."""

    loading: bool = True
    closed: str = ""
    """Why it cannot be moved."""
    when: str = ""
    service: str = ""
    back_href: str = ""
    announced: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival, also when only the address's query has changed."""
        t = self.t
        self.closed, self.announced = "", ""
        self.back_href = path("appointment", t.language, id=_id(self))
        try:
            found = await read_appointment(self.api, UUID(_id(self)), language=t.language)
        except (ApiProblem, ValueError) as problem:
            if isinstance(problem, ApiProblem) and problem.slug != "not-found":
                raise
            self.closed, self.loading = sentence(t, "not-found"), False
            return
        item = found.item
        self.service, self.when = item.service, when_in_words(t, item, ZoneInfo(found.zone))
        offered = await list_services(self.api, language=t.language)
        service = next((each for each in offered if each.id == item.service_id), None)
        if not item.can_change:
            self.closed = sentence(t, "booking-settled" if item.state != "booked" else "too-late-to-change")
        elif service is None:
            self.closed = t("Diese Terminart wird nicht mehr angeboten. Rufen Sie uns bitte an.")
        else:
            self._take_query(service, channel=item.channel, place=str(item.place.id) if item.place else "")
            # What was asked for when it was booked holds for the new time too.
            self.needs = list(dict.fromkeys([*item.needs, *self.needs]))
            await self._read_anew()
        self.loading = False

    @handler
    async def move(self, form: dict[str, Any]) -> EventSpec | None:
        """Put it at the chosen time."""
        t, time = self.t, self._chosen(form)
        if time is None:
            return None
        try:
            item = await move(self.api, UUID(_id(self)), as_time(time), language=t.language)
        except ApiProblem as problem:
            await self._not_moved(problem, form)
            return None
        news = await self.get_state(News)
        news.leave_behind(t("Ihr Termin ist verschoben: {when}.", when=when_in_words(t, item, ZoneInfo(self._zone))))
        return rx.redirect(path("appointment", t.language, id=str(item.id)))

    async def _not_moved(self, problem: ApiProblem, form: dict[str, Any]) -> None:
        wanted = self._chosen(form)
        if problem.slug == "time-gone" and wanted:
            await self._offer_others(wanted)
            self.announced = self.gone
        elif problem.slug in SENTENCES:
            self.closed = sentence(self.t, problem.slug)
            self.announced = self.closed
        else:
            raise problem


def _id(state: PageState) -> str:
    """The id in the address of the page."""
    found = find(state.router.url.path)
    parameters = found[0].parameters("/" + state.router.url.path.strip("/"), state.language) if found else None
    return (parameters or {}).get("id", "")
