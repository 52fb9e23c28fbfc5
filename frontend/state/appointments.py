"""One's own appointments: those to come, and those that are over."""

from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.appointments import BookedList, list_appointments
from frontend.components.pagination import PageLink, page_links
from frontend.i18n import Translator
from frontend.state.appointment_facts import when_in_words
from frontend.state.appointment_rows import AppointmentRow, appointment_row
from frontend.state.base import PageState, handler
from frontend.state.query import page_number
from frontend.state.reach import may_book, reach_of_appointments, reach_words
from frontend.state.session import Person

_UPCOMING = 100
_PAST = 10


class AppointmentList(PageState, rx.State):
    """The page "appointments"."""

    loading: bool = True
    reach: str = "open"
    may_book: bool = True
    lead: str = ""
    upcoming: list[AppointmentRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    upcoming_caption: str = ""
    past: list[AppointmentRow] = []  # noqa: RUF012 - as above
    past_caption: str = ""
    pages: list[PageLink] = []  # noqa: RUF012 - as above

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        t = self.t
        person = await self.get_state(Person)
        self.reach = await reach_of_appointments(person)
        self.may_book = may_book(person)
        if self.reach != "open":
            self.upcoming, self.past, self.lead = [], [], reach_words(t, self.reach)
        else:
            page = page_number(self.router.url.query_parameters.get("page", ""))
            upcoming = await list_appointments(self.api, size=_UPCOMING, language=t.language)
            past = await list_appointments(self.api, past=True, page=page, size=_PAST, language=t.language)
            self._show(t, upcoming, past, page)
        self.loading = False

    def _show(self, t: Translator, upcoming: BookedList, past: BookedList, page: int) -> None:
        zone = ZoneInfo(upcoming.zone)
        self.upcoming = [appointment_row(t, item, zone) for item in upcoming.items]
        self.past = [appointment_row(t, item, zone) for item in past.items]
        self.lead = next_words(t, upcoming)
        self.upcoming_caption = t.n("Ein Termin", "{n} Termine, der nächste zuerst", upcoming.total)
        self.past_caption = t.n(
            "Ein vergangener oder abgesagter Termin",
            "{n} vergangene oder abgesagte Termine, der späteste zuerst",
            past.total,
        )
        self.pages = page_links(page, max(1, -(-past.total // _PAST)))


def next_words(t: Translator, upcoming: BookedList) -> str:
    """When the next one is, in one sentence."""
    if not upcoming.items:
        return t("Sie haben zurzeit keinen Termin.")
    item = upcoming.items[0]
    return t("Ihr nächster Termin: {when}.", when=when_in_words(t, item, ZoneInfo(upcoming.zone)))
