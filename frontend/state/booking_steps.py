"""The steps of booking: what for, when, and what is to be said about it. The time is kept meanwhile.

Which step it is stands in the address, so that the browser's way back leads to the step before.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from frontend.api.appointments import (
    AskToHold,
    FreeTime,
    HeldSeat,
    HeldUntil,
    OfferedService,
    list_services,
)
from frontend.api.client import ApiProblem
from frontend.components.error_summary import FieldError
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.state.agenda_words import needs_words
from frontend.state.appointment_facts import place_line
from frontend.state.base import handler
from frontend.state.booking_form import QuestionRow, faults, question_rows, reminders
from frontend.state.format import all_of, clock
from frontend.state.time_choice import TimeChoice, as_time, channel_words, service_id
from frontend.state.words.appointments import SENTENCES, sentence

DETAILS: Final = "details"
_HOLD_LOST: Final = frozenset({"hold-expired", "not-found"})


@dataclass(frozen=True)
class ServiceCard:
    """A service to choose."""

    name: str
    summary: str
    facts: str
    href: str


class BookingSteps(TimeChoice, rx.State, mixin=True):
    """What booking is for everybody, with an account or without."""

    loading: bool = True
    step: str = "service"
    """"service", "times", "details", or what else the page has."""
    step_number: int = 1
    title: str = ""
    lead: str = ""
    announced: str = ""
    problem: str = ""
    services: list[ServiceCard] = []  # noqa: RUF012 - Reflex copies defaults for each person
    service: str = ""
    when: str = ""
    where: str = ""
    needed: str = ""
    """What somebody needs to take part, in words."""
    held: str = ""
    """What the seat that is kept is known by."""
    held_until: str = ""
    is_ending: bool = False
    is_over: bool = False
    kept: str = ""
    """What was said last about how long the time is kept."""
    times_href: str = ""
    details_href: str = ""
    contact: dict[str, str] = {}  # noqa: RUF012 - as above
    """What the fields start with."""
    wrong: dict[str, str] = {}  # noqa: RUF012 - as above
    form_errors: list[FieldError] = []  # noqa: RUF012 - as above
    reminders: list[Option] = []  # noqa: RUF012 - as above
    reminded_when: list[str] = ["24h"]  # noqa: RUF012 - as above
    """What is ticked before they choose."""
    reminded: str = ""
    """How they would be reminded."""
    phone_needed: bool = False
    questions: list[QuestionRow] = []  # noqa: RUF012 - as above
    _time: FreeTime | None = None
    """The time that is kept, or was wanted last."""
    _wish: tuple[str, ...] = ()
    _key: str = ""

    @handler
    async def take(self, form: dict[str, Any]) -> EventSpec | None:
        """Keep the chosen time, and go on to the form."""
        time = self._chosen(form)
        if time is None or not await self._hold(time):
            return None
        return rx.redirect(self._address(step=DETAILS, **self._filters()))

    @handler
    async def take_other(self, form: dict[str, Any]) -> None:
        """Beside the form: another time instead of the one that has gone. What was typed stays."""
        time = self._chosen(form)
        if time and await self._hold(time):
            self.gone = ""
            self.announced = self.t("Ihre neue Zeit: {when}. Ihre Angaben sind noch da.", when=self.when)

    @handler
    async def extend(self) -> None:
        """Keep the time for longer."""
        before = self.held_until
        try:
            until = (await self._keep_longer()).held_until
        except ApiProblem as problem:
            if problem.slug not in _HOLD_LOST:
                raise
            await self._hold_again()
            return
        self._keep_until(until)
        if self.held_until == before:
            self.kept = self.t("Länger geht es nicht: Bitte buchen Sie jetzt, oder wählen Sie eine andere Zeit.")

    @handler
    def warn(self) -> None:
        """Two minutes are left."""
        self.is_ending = True

    @handler
    def expire(self) -> None:
        """The time is kept no longer; it may still be free."""
        self.is_ending, self.is_over = False, True

    @handler
    async def not_booked(self, problem: dict[str, Any]) -> None:
        """The API has refused the form; what was typed stays."""
        await self._refuse(problem)

    async def _refuse(self, problem: dict[str, Any]) -> None:
        slug = str(problem.get("slug", ""))
        self.wrong, self.form_errors, self.problem = {}, [], ""
        if slug == "invalid-input":
            await self._tell(problem.get("errors") or [])
        elif slug in _HOLD_LOST:
            await self._hold_again()

    async def _keep(self, wish: AskToHold) -> HeldSeat:
        """Have a time kept."""
        raise NotImplementedError

    async def _keep_longer(self) -> HeldUntil:
        """Have it kept for longer."""
        raise NotImplementedError

    async def _give_back(self, held: str) -> None:
        """Let go of a time that was kept."""
        raise NotImplementedError

    def _take_seat(self, seat: HeldSeat) -> None:
        """Note what the seat is known by."""
        raise NotImplementedError

    async def _begin_form(self, service: OfferedService) -> None:
        """What the form is besides the questions of the service."""
        raise NotImplementedError

    async def _go_on(self) -> None:
        """Show the step that the address names, as far as it is there."""
        t, query = self.t, self.router.url.query_parameters
        offered = await list_services(self.api, as_guest=self._as_guest, language=t.language)
        wanted = query.get("service", "")
        service = next((each for each in offered if each.id == service_id(wanted)), None)
        if service is None:
            self._show_services(t, offered)
            self.problem = t("Diese Terminart wird nicht mehr angeboten. Wählen Sie eine andere.") if wanted else ""
            return
        self._take_query(service)
        self.service = service.name
        if query.get("step") and self.held and self._time and self._wish[0] == str(service.id):
            await self._show_form(t, service)
        else:
            await self._show_times(t, service)

    def _show_services(self, t: Translator, offered: list[OfferedService]) -> None:
        self.services = [
            ServiceCard(each.name, each.summary, _service_facts(t, each), f"{self.router.url.path}?service={each.id}")
            for each in offered
        ]
        self.lead = t("Wählen Sie aus, worum es geht. Danach sehen Sie, wann etwas frei ist.")
        self._turn_to("service", 1, self._first_question())

    def _first_question(self) -> str:
        return self.t("Worum geht es?")

    async def _show_times(self, t: Translator, service: OfferedService) -> None:
        about = {"service": service.name, "duration": minutes(t, service.duration)}
        self.lead = (
            t("{service}, {duration}.", **about)
            if self.day
            else t("{service}, {duration}. Dies sind die nächsten freien Zeiten.", **about)
        )
        self.details_href = self._address(step=DETAILS, **self._filters()) if self._holds(service) else ""
        await self._read_anew()
        await self._look_around(service)
        self._turn_to("times", 2, t("Wann passt es Ihnen?"))

    async def _look_around(self, service: OfferedService) -> None:
        """What else there is beside the free times."""

    async def _show_form(self, t: Translator, service: OfferedService) -> None:
        self.times_href = self._address(**self._filters())
        self.questions = question_rows(t, service.questions)
        self.wrong, self.form_errors = {}, []
        await self._begin_form(service)

    def _turn_to(self, step: str, number: int, title: str) -> None:
        self.announced = title if self.title and self.step != step else ""
        self.step, self.step_number, self.title = step, number, title

    def _kept(self) -> dict[str, str]:
        return {"service": str(self._service.id) if self._service else ""}

    def _holds(self, service: OfferedService) -> bool:
        return bool(self.held) and not self.is_over and self._wish[0] == str(service.id)

    async def _hold(self, time: FreeTime) -> bool:
        """Keep a time, and let go of the one before. Says why if it cannot be had."""
        assert self._service is not None
        wish = self._wish_for(time)
        if wish != self._wish or not self.held:
            # The same wish sent twice is one seat: it has the same key.
            self._key = self._key if wish == self._wish else str(uuid4())
            self._wish = wish
        before = self.held
        try:
            seat = await self._keep(AskToHold(self._service.id, as_time(time), UUID(self._key), list(self.needs)))
        except ApiProblem as problem:
            await self._not_held(time, problem)
            return False
        self._show_held(time, seat)
        if before and before != self.held:
            with suppress(ApiProblem):
                await self._give_back(before)
        if seat.held_until:
            self._keep_until(seat.held_until)
        self.kept = ""
        return True

    def _wish_for(self, time: FreeTime) -> tuple[str, ...]:
        """What tells one wish from another."""
        assert self._service is not None
        return (str(self._service.id), time.starts_at.isoformat(), time.channel, str(time.location_id), *self.needs)

    def _show_held(self, time: FreeTime, seat: HeldSeat) -> None:
        """This seat is kept at this time."""
        self._time = time
        self._take_seat(seat)
        self.when, self.where = self._in_words(time), self._place_of(time)
        self.needed, self.phone_needed = needs_words(self.t, self.needs), time.channel == "phone"
        self.reminders = reminders(self.t, time.starts_at, datetime.now(UTC))
        self.problem = ""

    async def _not_held(self, time: FreeTime, problem: ApiProblem) -> None:
        if problem.slug == "time-gone":
            await self._offer_others(time)
            self.announced = self.gone
            return
        if problem.slug == "not-found":
            self.problem = self.t("Diese Terminart wird nicht mehr angeboten. Wählen Sie eine andere.")
        elif problem.slug in SENTENCES:
            self.problem = sentence(self.t, problem.slug)
        else:
            raise problem

    async def _hold_again(self) -> None:
        """The seat was given away, or could have been: take the same time anew if it is still free."""
        assert self._time is not None
        self._forget_hold()
        if await self._hold(self._time):
            self.kept = self.t(
                "Die Zeit war abgelaufen, ist aber noch frei: Wir halten sie wieder für Sie. Bitte machen Sie jetzt "
                "weiter."
            )

    async def _tell(self, errors: list[dict[str, Any]]) -> None:
        found = faults(self.t, self.questions, errors)
        self.wrong, self.form_errors, self.questions = found.contact, found.summary, found.questions
        if found.is_other:
            # Staff have changed what is asked while the form was open.
            offered = await list_services(self.api, as_guest=self._as_guest, language=self.language)
            self.questions = next(
                (question_rows(self.t, each.questions) for each in offered if self._is_chosen(each)), []
            )
            self.problem = self.t(
                "Zu diesem Termin fragen wir inzwischen etwas anderes. Bitte sehen Sie die Fragen noch einmal durch."
            )

    def _is_chosen(self, service: OfferedService) -> bool:
        return self._service is not None and service.id == self._service.id

    def _keep_until(self, until: datetime) -> None:
        self.held_until = until.isoformat()
        self.is_ending, self.is_over = False, False
        self.kept = self.t(
            "Bis {time} Uhr ist die Zeit für Sie frei gehalten.", time=clock(self.t, until, ZoneInfo(self._zone))
        )

    def _forget_hold(self) -> None:
        self.held, self.held_until, self._wish, self._key = "", "", (), ""
        self.is_ending, self.is_over, self.kept = False, False, ""

    def _place_of(self, time: FreeTime) -> str:
        places = self._service.places if self._service else []
        place = next((each for each in places if each.id == time.location_id), None)
        return place_line(place) if place else channel_words(self.t, time.channel)


def minutes(t: Translator, count: int) -> str:
    """How long an appointment takes."""
    return t.n("eine Minute", "{n} Minuten", count)


def _service_facts(t: Translator, service: OfferedService) -> str:
    """ "30 Minuten, vor Ort oder am Telefon, kostenlos"."""
    ways = all_of(t, [channel_words(t, channel) for channel in service.channels])
    return " · ".join(part for part in (minutes(t, service.duration), ways, service.price) if part)
