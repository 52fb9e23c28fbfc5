"""An agent books for somebody on the phone: who it is, when, and what is asked.

Who it is for stands in the address, so a customer's page can lead here and going back works; the rest is kept until
the appointment is booked.
"""

from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from frontend.api import agenda
from frontend.api.agenda import (
    Answer,
    AskToHoldFor,
    Contact,
    Details,
    FreeTime,
    OfferedService,
    Question,
    Time,
)
from frontend.api.client import ApiProblem
from frontend.api.service_desk import find_customers, read_customer
from frontend.components.error_summary import FieldError
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.agenda_words import agenda_row, mail_words, needs_to_choose, offer_words
from frontend.state.base import PageState, handler
from frontend.state.day_times import DayTimes, day_times
from frontend.state.format import date_and_time
from frontend.state.words.agenda import ANSWER, BOOKING, CONTACT

_LONGEST_SEARCH: Final = 200
_CONTACT: Final = ("name", "email", "phone")
_ANSWER: Final = "answer-"


@dataclass(frozen=True)
class FoundCustomer:
    href: str
    number: str
    name: str
    place: str


@dataclass(frozen=True)
class QuestionRow:
    """A question of the service. Those answered by yes or no are a choice of two."""

    field: str
    kind: str
    label: str
    required: bool
    options: list[Option]
    value: str
    error: str


@dataclass(frozen=True)
class _Offer:
    """A service in one of the ways in which it is to be had."""

    service: OfferedService
    channel: agenda.Channel
    location: UUID | None
    words: str


class StaffBooking(PageState, rx.State):
    """The page "staff-booking"."""

    loading: bool = True
    step: str = "person"
    announced: str = ""
    problem: str = ""
    search: str = ""
    found: list[FoundCustomer] = []  # noqa: RUF012 - Reflex copies defaults for each person
    found_caption: str = ""
    guest_href: str = ""
    anew_href: str = ""
    who: str = ""
    offers: list[Option] = []  # noqa: RUF012 - as above
    offer: str = ""
    needs: list[str] = []  # noqa: RUF012 - as above
    times: list[DayTimes] = []  # noqa: RUF012 - as above
    counted: str = ""
    """How many times there are, said whenever the list is another one."""
    more_from: str = ""
    time_error: str = ""
    what: str = ""
    when: str = ""
    held_until: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    mail_language: str = "de"
    name_error: str = ""
    email_error: str = ""
    phone_error: str = ""
    questions: list[QuestionRow] = []  # noqa: RUF012 - as above
    errors: list[FieldError] = []  # noqa: RUF012 - as above
    mail: str = ""
    booked_href: str = ""
    _customer: UUID | None = None
    _offers: list[_Offer] = []  # noqa: RUF012 - as above
    _free: list[FreeTime] = []  # noqa: RUF012 - as above
    _held: UUID | None = None
    _zone: ZoneInfo = ZoneInfo("UTC")
    _wish: UUID | None = None
    """Names this attempt, so that a time pressed twice is one wish."""

    @handler
    async def load(self) -> None:
        """Run at each arrival, also when only the address's query has changed."""
        self._begin_anew()
        self._wish = uuid4()
        wanted, here = self.router.url.query_parameters, path("staff-booking", self.language)
        self.guest_href, self.anew_href = f"{here}?guest=yes", here
        self.search = wanted.get("search", "")[:_LONGEST_SEARCH].strip()
        if wanted.get("guest"):
            self.who = self.t("Person ohne Konto")
        elif wanted.get("customer"):
            await self._take_customer(wanted["customer"])
        elif self.search:
            await self._find()
        if self.who:
            await self._offer()
            await self._look_anew()
            self._go("time")
        self.loading = False

    @handler
    def find(self, form: dict[str, Any]) -> EventSpec:
        """Search: go to the address that says so."""
        typed = str(form.get("search", "")).strip()
        return rx.redirect(path("staff-booking", self.language) + (f"?{urlencode({'search': typed})}" if typed else ""))

    @handler
    async def look(self, form: dict[str, Any]) -> None:
        """Show the free times of the chosen service."""
        self.offer = str(form.get("offer", ""))
        self.needs = [need.value for need in needs_to_choose(self.t) if form.get(f"need-{need.value}")]
        await self._look_anew()

    @handler
    async def more_times(self) -> None:
        """Show later ones too."""
        await self._look()

    @handler
    async def keep(self, form: dict[str, Any]) -> None:
        """Keep the chosen time while the rest is asked."""
        t, chosen = self.t, str(form.get("time", ""))
        time = next((time for time in self._free if time.starts_at.isoformat() == chosen), None)
        if time is None or self._wish is None:
            self.time_error = t("Wählen Sie eine Zeit.")
            return
        offer = self._chosen
        wish = AskToHoldFor(
            service_id=offer.service.id,
            time=Time(time.starts_at, time.channel, time.location_id),
            request_key=uuid5(self._wish, f"{self.offer} {chosen}"),
            needs=list(self.needs),
            customer_id=self._customer,
        )
        try:
            held = await agenda.hold(self.api, wish)
        except ApiProblem as problem:
            if problem.slug != "time-gone":
                raise
            await self._look_anew()
            self.time_error = t(BOOKING[problem.slug])
            return
        self._held = held.booking_id
        self.held_until = held.held_until.isoformat() if held.held_until else ""
        self.what, self.when = offer.words, date_and_time(t, held.starts_at, self._zone)
        self._ask(t, offer)
        self._go("details")

    @handler
    async def keep_longer(self) -> None:
        """Keep the time for ten minutes from now."""
        if self._held is None:
            return
        try:
            self.held_until = (await agenda.extend_hold(self.api, self._held)).isoformat()
        except ApiProblem as problem:
            await self._lost(problem)

    @handler
    async def back_to_times(self) -> None:
        """Another time after all: give this one back."""
        if self._held is not None:
            await agenda.let_go(self.api, self._held)
        self._held = None
        await self._look_anew()
        self._go("time")

    @handler
    async def book(self, form: dict[str, Any]) -> None:
        """Make an appointment of it. What was typed stays where something is wrong with it."""
        if self._held is None:
            return
        typed = {name: str(value).strip() for name, value in form.items()}
        self.name, self.email, self.phone = (typed.get(field, "") for field in _CONTACT)
        self.mail_language = "en" if typed.get("mail_language") == "en" else "de"
        self.questions = [replace(row, value=typed.get(row.field, "")) for row in self.questions]
        try:
            made = await agenda.book(self.api, self._held, self._details())
        except ApiProblem as problem:
            if problem.slug == "invalid-input":
                self._mark(self.t, {error.field for error in problem.errors})
                return
            await self._lost(problem)
            return
        self._held = None
        self.mail = mail_words(self.t, made.item.contact.email)
        self.booked_href = agenda_row(self.t, made.item, ZoneInfo(made.zone)).href
        self._mark(self.t, set())
        self._go("done")

    @property
    def _chosen(self) -> _Offer:
        """The offer is known by its place in the list; whatever is none is the first."""
        place = int(self.offer) if self.offer.isdigit() and int(self.offer) < len(self._offers) else 0
        return self._offers[place]

    def _go(self, step: str) -> None:
        """The next step, and what is said of it."""
        t = self.t
        self.step, self.problem = step, ""
        self.announced = {
            "time": t("Schritt 2 von 3: Zeit wählen"),
            "details": t("Schritt 3 von 3: Angaben"),
            "done": t("Der Termin ist gebucht."),
        }[step]

    async def _take_customer(self, customer: str) -> None:
        try:
            found = await read_customer(self.api, UUID(customer))
        except (ApiProblem, ValueError) as problem:
            if isinstance(problem, ApiProblem) and problem.slug != "not-found":
                raise
            self.problem = self.t("Diese Kundennummer gibt es nicht.")
            return
        self._customer = found.id
        self.name, self.email = found.name, found.email
        self.who = self.t("{name}, Kundennummer {number}", name=found.name, number=found.number)

    async def _find(self) -> None:
        t = self.t
        page = await find_customers(self.api, search=self.search)
        here = path("staff-booking", t.language)
        self.found = [
            FoundCustomer(f"{here}?customer={item.id}", item.number, item.name, item.place) for item in page.items
        ]
        self.found_caption = t.n("Eine Kundennummer", "{n} Kundennummern", page.total)

    async def _offer(self) -> None:
        """Every service in every way in which it is to be had."""
        t = self.t
        self._offers = [
            offer
            for service in await agenda.list_services(self.api, language=t.language)
            for offer in _ways(t, service)
        ]
        self.offers = [Option(str(place), offer.words) for place, offer in enumerate(self._offers)]

    async def _look_anew(self) -> None:
        self._free, self.more_from, self.time_error = [], "", ""
        await self._look()

    async def _look(self) -> None:
        if not self._offers:
            return
        offer = self._chosen
        found = await agenda.list_free_times(
            self.api,
            offer.service.id,
            channel=offer.channel,
            location=str(offer.location or ""),
            needs=list(self.needs),
            start=self.more_from,
        )
        self._free = [*self._free, *found.times]
        self._zone = ZoneInfo(found.zone)
        self.times = day_times(self.t, self._free, self._zone)
        self.more_from = found.more_from.isoformat() if found.more_from else ""
        self.counted = _count(self.t, len(self._free))

    def _ask(self, t: Translator, offer: _Offer) -> None:
        """The form for this service, with what was typed before where the same is asked."""
        before = {row.field: row.value for row in self.questions}
        self.questions = [_question(t, question, before) for question in offer.service.questions]
        self._mark(t, set())

    def _details(self) -> Details:
        return Details(
            contact=Contact(self.name, self.email, self.phone),
            answers=[Answer(UUID(row.field.removeprefix(_ANSWER)), row.value) for row in self.questions if row.value],
            needs=list(self.needs),
            language="en" if self.mail_language == "en" else "de",
        )

    def _mark(self, t: Translator, wrong: set[str]) -> None:
        """Say at each field what is wrong, and above them all."""
        self.name_error, self.email_error, self.phone_error = (
            t(CONTACT[field]) if field in wrong else "" for field in _CONTACT
        )
        answer = t(ANSWER)
        self.questions = [replace(row, error=answer if row.field in wrong else "") for row in self.questions]
        self.errors = [
            *(FieldError(field, t(CONTACT[field])) for field in _CONTACT if field in wrong),
            *(FieldError(row.field, f"{row.label}: {answer}") for row in self.questions if row.error),
        ]

    async def _lost(self, problem: ApiProblem) -> None:
        """The time is no longer kept: back to the list, with all that was typed."""
        if problem.slug not in BOOKING:
            raise problem
        self._held, self._wish = None, uuid4()
        await self._look_anew()
        self._go("time")
        self.problem = self.t(BOOKING[problem.slug])


def _count(t: Translator, times: int) -> str:
    if not times:
        return t("In den nächsten zwei Wochen ist nichts frei.")
    return t.n("Eine freie Zeit", "{n} freie Zeiten", times)


def _ways(t: Translator, service: OfferedService) -> list[_Offer]:
    places = [(place.id, place.name) for place in service.places]
    return [
        _Offer(service, channel, location, offer_words(t, service, channel, name))
        for channel in service.channels
        for location, name in (places if channel == "on_site" else [(None, "")])
    ]


def _question(t: Translator, question: Question, before: dict[str, str]) -> QuestionRow:
    field = f"{_ANSWER}{question.id}"
    options = (
        [Option("yes", t("Ja")), Option("no", t("Nein"))]
        if question.kind == "yes_no"
        else [Option(choice, choice) for choice in question.choices]
    )
    kind = "choice" if options else question.kind
    return QuestionRow(field, kind, question.label, question.required, options, before.get(field, ""), "")
