"""The agenda of the company's staff. What it shows stands in the address."""

from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from frontend.api.agenda import Agenda, FoundAppointments, Named, find_appointments, read_agenda
from frontend.api.client import ApiProblem
from frontend.components.pagination import PageLink, page_links
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.agenda_address import View, view_of
from frontend.state.agenda_words import AgendaDay, AgendaRow, agenda_day, agenda_row, counted
from frontend.state.base import PageState, handler
from frontend.state.format import full_date, long_date

_DATE_PARTS: Final = ("year", "month", "day")


class StaffAgenda(PageState, rx.State):
    """The page "staff-agenda"."""

    loading: bool = True
    lead: str = ""
    announced: str = ""
    """What is said when another day has come without a change of page."""
    span: str = "day"
    shape: str = "list"
    days: list[AgendaDay] = []  # noqa: RUF012 - Reflex copies defaults for each person
    is_empty: bool = False
    has_more: bool = False
    before: str = ""
    today: str = ""
    after: str = ""
    as_day: str = ""
    as_week: str = ""
    as_list: str = ""
    as_table: str = ""
    all_of_all: str = ""
    people: list[Option] = []  # noqa: RUF012 - as above
    locations: list[Option] = []  # noqa: RUF012 - as above
    person: str = ""
    location: str = ""
    is_filtered: bool = False
    wanted_day: str = ""
    wanted_month: str = ""
    wanted_year: str = ""
    day_error: str = ""
    search: str = ""
    found: list[AgendaRow] = []  # noqa: RUF012 - as above
    found_caption: str = ""
    pages: list[PageLink] = []  # noqa: RUF012 - as above
    page_prefix: str = "?page="

    @handler
    async def load(self) -> None:
        """Run at each arrival, also when only the address's query has changed."""
        view = view_of(self.router.url.query_parameters)
        before = "" if self.loading else self.lead
        self.search, self.day_error = view.search, ""
        self.span, self.shape, self.person, self.location = view.span, view.shape, view.person, view.location
        if view.search:
            found = await find_appointments(self.api, search=view.search, page=view.page, language=self.language)
            self._show_found(view, found)
        else:
            self._show(view, await self._read(view))
        self.announced = self.lead if before not in {"", self.lead} else ""
        self.loading = False

    @handler
    def choose(self, form: dict[str, Any]) -> EventSpec | None:
        """Go to a day, for one person or location or for all."""
        view = view_of(self.router.url.query_parameters)
        day = _typed_day(form)
        if day is None:
            self.day_error = self.t("Diesen Tag gibt es nicht. Prüfen Sie Tag, Monat und Jahr.")
            return None
        chosen = View(
            day=day, span=view.span, shape=view.shape, person=form.get("person", ""), location=form.get("location", "")
        )
        return rx.redirect(f"{path('staff-agenda', self.language)}?{chosen.query}")

    @handler
    def find(self, form: dict[str, Any]) -> EventSpec:
        """Search: go to the address that says so."""
        view = view_of(self.router.url.query_parameters)
        wanted = view.change(search=str(form.get("search", "")).strip())
        return rx.redirect(path("staff-agenda", self.language) + wanted)

    async def _read(self, view: View) -> Agenda:
        async def read(day: date | None) -> Agenda:
            return await read_agenda(
                self.api, day=day, span=view.span, person=view.person, location=view.location, language=self.language
            )

        try:
            return await read(view.day)
        except ApiProblem as problem:
            # A day that lies years away was written into the address by hand.
            if problem.slug != "invalid-input":
                raise
            return await read(None)

    def _show(self, view: View, agenda: Agenda) -> None:
        t, zone = self.t, ZoneInfo(agenda.zone)
        days = [agenda.first + timedelta(days=day) for day in range(agenda.days)]
        chosen = [
            each.name for each in (*agenda.people, *agenda.locations) if str(each.id) in {view.person, view.location}
        ]
        of_days = [agenda_day(t, day, agenda.items, zone, only=", ".join(chosen)) for day in days]
        # In a week the days on which nobody comes are not shown.
        self.days = [day for day in of_days if day.rows]
        self.is_empty, self.has_more = not agenda.items, agenda.has_more
        self.lead = _lead(t, days, agenda)
        self._offer(t, agenda)
        self._lead_on(view, agenda)

    def _offer(self, t: Translator, agenda: Agenda) -> None:
        """What can be chosen."""
        self.people = _options(t("Alle Personen"), agenda.people)
        self.locations = _options(t("Alle Orte"), agenda.locations)
        self.is_filtered = bool(self.person or self.location)
        first = agenda.first
        self.wanted_day, self.wanted_month, self.wanted_year = str(first.day), str(first.month), str(first.year)

    def _lead_on(self, view: View, agenda: Agenda) -> None:
        """Where the links lead. Those to a day keep the view, those to a view keep the day."""
        self.before, self.after = view.days_away(agenda.first, -1), view.days_away(agenda.first, 1)
        self.today = view.change(day=None)
        self.as_day, self.as_week = view.change(span="day"), view.change(span="week")
        self.as_list, self.as_table = view.change(shape="list"), view.change(shape="table")
        self.all_of_all = view.change(person="", location="")

    def _show_found(self, view: View, found: FoundAppointments) -> None:
        t, zone = self.t, ZoneInfo(found.zone)
        self.found = [agenda_row(t, item, zone) for item in found.items]
        self.lead = t("Suche nach „{search}“: {count}", search=view.search, count=counted(t, found.total))
        self.found_caption = t("{count}, kommende zuerst", count=counted(t, found.total))
        self.pages = page_links(found.page, found.pages)
        self.page_prefix = f"{view.change()}&page="
        self.all_of_all = view.change(search="")


def _options(everything: str, named: list[Named]) -> list[Option]:
    return [Option("", everything), *(Option(str(each.id), each.name) for each in named)]


def _lead(t: Translator, days: list[date], agenda: Agenda) -> str:
    """Which days are shown, and how many appointments they have."""
    count = counted(t, len(agenda.items))
    if len(days) > 1:
        return t(
            "Woche vom {first} bis {last}: {count}",
            first=long_date(t, days[0]),
            last=long_date(t, days[-1]),
            count=count,
        )
    day = full_date(t, days[0])
    return t("Heute, {day}: {count}", day=day, count=count) if days[0] == agenda.today else f"{day}: {count}"


def _typed_day(form: dict[str, Any]) -> date | None:
    parts = [str(form.get(f"date-{part}", "")).strip() for part in _DATE_PARTS]
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None
