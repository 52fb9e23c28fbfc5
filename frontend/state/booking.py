"""Booking an appointment: what for, when, and what is to be said about it. The time is kept meanwhile.

Which step it is stands in the address, so that the browser's way back leads to the step before.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from frontend.api.appointments import (
    AskToHold,
    FreeTime,
    OfferedService,
    extend_hold,
    hold_time,
    let_go,
    list_services,
)
from frontend.api.client import ApiProblem
from frontend.api.profile import read_profile
from frontend.api.waiting import list_waiting
from frontend.components.error_summary import FieldError
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.appointment_facts import place_line
from frontend.state.base import handler
from frontend.state.booking_form import QuestionRow, faults, question_rows
from frontend.state.format import all_of, clock, date_and_time
from frontend.state.news import News
from frontend.state.reach import may_book, reach_of_appointments, reach_words
from frontend.state.session import Person
from frontend.state.time_choice import as_time, channel_words, service_id
from frontend.state.waiting_join import WaitingJoin
from frontend.state.words.appointments import SENTENCES, sentence

_DETAILS: Final = "details"
_HOLD_LOST: Final = frozenset({"hold-expired", "not-found"})


@dataclass(frozen=True)
class ServiceCard:
    """A service to choose."""

    name: str
    summary: str
    facts: str
    href: str


class Booking(WaitingJoin, rx.State):
    """The page "appointment-book"."""

    loading: bool = True
    reach: str = "open"
    may_book: bool = True
    step: str = "service"
    """"service", "times" or "details"."""
    step_number: int = 1
    title: str = ""
    lead: str = ""
    announced: str = ""
    problem: str = ""
    services: list[ServiceCard] = []  # noqa: RUF012 - Reflex copies defaults for each person
    service: str = ""
    when: str = ""
    where: str = ""
    held: str = ""
    """The id of the seat that is kept."""
    held_until: str = ""
    is_offer: bool = False
    """Whether the time that is kept was offered from the waiting list: it is kept for longer."""
    offered_until: str = ""
    is_ending: bool = False
    is_over: bool = False
    kept: str = ""
    """What was said last about how long the time is kept."""
    times_href: str = ""
    details_href: str = ""
    action: str = ""
    draft: str = ""
    contact: dict[str, str] = {}  # noqa: RUF012 - as above
    """What the fields start with."""
    wrong: dict[str, str] = {}  # noqa: RUF012 - as above
    form_errors: list[FieldError] = []  # noqa: RUF012 - as above
    phone_needed: bool = False
    questions: list[QuestionRow] = []  # noqa: RUF012 - as above
    _time: FreeTime | None = None
    """The time that is kept, or was wanted last."""
    _wish: tuple[str, ...] = ()
    _key: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival, also when only the address's query has changed."""
        t = self.t
        person = await self.get_state(Person)
        self.reach = await reach_of_appointments(person)
        self.may_book = may_book(person)
        self.problem, self.announced = "", ""
        if self.reach == "open" and self.may_book:
            await self._go_on()
        else:
            self.title = t("Termin buchen")
            self.lead = reach_words(t, self.reach) if self.reach != "open" else sentence(t, "not-allowed")
        self.loading = False

    @handler
    async def take(self, form: dict[str, Any]) -> EventSpec | None:
        """Keep the chosen time, and go on to the form."""
        time = self._chosen(form)
        if time is None or not await self._hold(time):
            return None
        return rx.redirect(self._address(step=_DETAILS, **self._filters()))

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
            until = (await extend_hold(self.api, UUID(self.held))).held_until
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
    async def booked(self, result: dict[str, Any]) -> EventSpec:
        """It is an appointment now: say what happens next, on its own page."""
        t = self.t
        email = str((result.get("contact") or {}).get("email", ""))
        mail = (
            t("Wir schicken eine Bestätigung an {email}.", email=email)
            if email
            else t("Sie haben keine E-Mail-Adresse angegeben. Notieren Sie sich die Zeit bitte.")
        )
        (await self.get_state(News)).leave_behind(" ".join((t("Ihr Termin ist gebucht."), mail)))
        self._forget_hold()
        self.contact = {}
        return rx.redirect(path("appointment", self.language, id=str(result.get("id", ""))))

    @handler
    async def not_booked(self, problem: dict[str, Any]) -> None:
        """The API has refused the form; what was typed stays."""
        slug = str(problem.get("slug", ""))
        self.wrong, self.form_errors, self.problem = {}, [], ""
        if slug == "invalid-input":
            await self._tell(problem.get("errors") or [])
        elif slug in _HOLD_LOST:
            await self._hold_again()

    async def _go_on(self) -> None:
        """Show the step that the address names, as far as it is there."""
        t, query = self.t, self.router.url.query_parameters
        offered = await list_services(self.api, language=t.language)
        if entry := query.get("offer", ""):
            await self._take_up(t, offered, entry)
            return
        wanted = query.get("service", "")
        service = next((each for each in offered if each.id == service_id(wanted)), None)
        if service is None:
            self._show_services(t, offered)
            self.problem = t("Diese Terminart wird nicht mehr angeboten. Wählen Sie eine andere.") if wanted else ""
            return
        self._take_query(service)
        self.service = service.name
        if query.get("step") == _DETAILS and self.held and self._time and self._wish[0] == str(service.id):
            await self._show_form(t, service)
        else:
            await self._show_times(t, service)

    async def _take_up(self, t: Translator, offered: list[OfferedService], entry: str) -> None:
        """The time that is offered to this entry of the waiting list, and the form for it."""
        found = await list_waiting(self.api, language=t.language)
        item = next((each for each in found.items if str(each.id) == entry), None)
        service = next((each for each in offered if item and each.id == item.service_id), None)
        if item is None or item.offer is None or service is None:
            self._show_services(t, offered)
            self.problem = t(
                "Dieses Angebot gilt nicht mehr. Suchen Sie eine Zeit aus, oder warten Sie auf die nächste."
            )
            return
        seat, self._zone = item.offer.seat, found.zone
        place = seat.place.id if seat.place else None
        self._take_query(service, channel=seat.channel, place=str(place or ""))
        self.service, self.needs = service.name, list(seat.needs)
        time = FreeTime(seat.starts_at, seat.ends_at, seat.channel, place, 1)
        self._wish = self._wish_for(time)
        self._keep(time, seat.id)
        self._keep_until(item.offer.until)
        self.is_offer, self.kept = True, ""
        self.offered_until = date_and_time(t, item.offer.until, ZoneInfo(found.zone))
        await self._show_form(t, service)

    def _show_services(self, t: Translator, offered: list[OfferedService]) -> None:
        self.services = [
            ServiceCard(each.name, each.summary, _service_facts(t, each), f"{self.router.url.path}?service={each.id}")
            for each in offered
        ]
        self.lead = t("Wählen Sie aus, worum es geht. Danach sehen Sie, wann etwas frei ist.")
        self._turn_to("service", 1, t("Worum geht es?"))

    async def _show_times(self, t: Translator, service: OfferedService) -> None:
        self.lead = t(
            "{service}, {duration}. Dies sind die nächsten freien Zeiten.",
            service=service.name,
            duration=minutes(t, service.duration),
        )
        self.details_href = self._address(step=_DETAILS, **self._filters()) if self._holds(service) else ""
        await self._read_anew()
        await self._look_at_waiting(t, service)
        self._turn_to("times", 2, t("Wann passt es Ihnen?"))

    async def _show_form(self, t: Translator, service: OfferedService) -> None:
        self.lead = t("Fast geschafft: Prüfen Sie Ihre Angaben und buchen Sie.")
        self.times_href = self._address(**self._filters())
        self.questions = question_rows(t, service.questions)
        self.draft = f"booking-{service.id}"
        self.wrong, self.form_errors = {}, []
        await self._fill_in()
        self._turn_to("details", 3, t("Ihre Angaben"))

    async def _fill_in(self) -> None:
        """What is known already need not be typed again (WCAG 2.2, 3.3.7)."""
        if self.contact:
            return
        profile = await read_profile(self.api)
        phones = [phone.shown for phone in profile.customer.phones if not phone.removed_at] if profile.customer else []
        name = f"{profile.name.given_name} {profile.name.family_name}".strip()
        self.contact = {"name": name, "email": profile.email, "phone": phones[0] if phones else ""}

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
            seat = await hold_time(
                self.api, AskToHold(self._service.id, as_time(time), UUID(self._key), list(self.needs))
            )
        except ApiProblem as problem:
            await self._not_held(time, problem)
            return False
        if before and before != str(seat.booking_id):
            with suppress(ApiProblem):
                await let_go(self.api, UUID(before))
        self._keep(time, seat.booking_id)
        if seat.held_until:
            self._keep_until(seat.held_until)
        self.kept = ""
        return True

    def _wish_for(self, time: FreeTime) -> tuple[str, ...]:
        """What tells one wish from another."""
        assert self._service is not None
        return (str(self._service.id), time.starts_at.isoformat(), time.channel, str(time.location_id), *self.needs)

    def _keep(self, time: FreeTime, seat: UUID) -> None:
        """This seat is kept at this time."""
        self._time, self.held, self.is_offer = time, str(seat), False
        self.action = f"/api/v1/appointments/holds/{seat}/book"
        self.when, self.where = self._in_words(time), self._place_of(time)
        self.phone_needed = time.channel == "phone"
        self.problem, self.gone = "", ""

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
                "Die Zeit war abgelaufen, ist aber noch frei: Wir halten sie wieder für Sie. Bitte buchen Sie jetzt."
            )

    async def _tell(self, errors: list[dict[str, Any]]) -> None:
        found = faults(self.t, self.questions, errors)
        self.wrong, self.form_errors, self.questions = found.contact, found.summary, found.questions
        if found.is_other:
            # Staff have changed what is asked while the form was open.
            offered = await list_services(self.api, language=self.language)
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
        self.is_offer, self.is_ending, self.is_over, self.kept = False, False, False, ""

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
