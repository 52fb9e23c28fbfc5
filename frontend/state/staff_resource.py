"""One person who gives appointments, or one room."""

import reflex as rx

from frontend import site
from frontend.api.own_calendar import read_calendar_health
from frontend.api.setup import NEEDS, ResourceItem, SaveResult, Setup, read_setup
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.state.base import handler
from frontend.state.own_calendar_words import health_words
from frontend.state.session import Person
from frontend.state.setup_form import SetupForm, Things, location_options


class ResourceForm(SetupForm, rx.State):
    """A person or a room, or a new one."""

    kind: str = "person"
    locations: list[Option] = []  # noqa: RUF012 - Reflex copies defaults for each person
    chosen_locations: list[str] = []  # noqa: RUF012 - as above
    accounts: list[Option] = []  # noqa: RUF012 - as above
    states: list[Option] = []  # noqa: RUF012 - as above
    needs: list[str] = []  # noqa: RUF012 - as above
    hours: str = ""
    """The page with the hours."""
    calendar: str = ""
    """How it stands with the person's own calendar, for administrators."""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        t = self.t
        self._begin("resource")
        self.kind = "room" if self.router.url.query_parameters.get("kind") == "room" else "person"
        setup = await read_setup(self.api)
        item = next((each for each in setup.resources if str(each.id) == self.entry), None)
        if item is not None:
            self._show(item)
            self.hours = f"{site.path('staff-hours', self.language)}?id={item.id}"
        elif self.entry:
            self.missing = True
        else:
            self.title = t("Person hinzufügen") if self.kind == "person" else t("Raum hinzufügen")
            self.draft = f"setup-{self.kind}-new"
        if item is not None and item.kind == "person" and (await self.get_state(Person)).role == "administrator":
            self.calendar = health_words(t, await read_calendar_health(self.api, item.id))
        self._offer(t, setup, item)
        self.loading = False

    def _offer(self, t: Translator, setup: Setup, item: ResourceItem | None) -> None:
        taken = {each.account_id for each in setup.resources if each.account_id}
        own = item.account_id if item else None
        self.locations = location_options(t, setup)
        self.states = [
            Option("", t("Keine Feiertage")),
            *(Option(code, name) for code, name in setup.federal_states.items()),
        ]
        self.accounts = [
            Option("", t("Kein Konto")),
            *(Option(str(each.id), each.name) for each in setup.accounts if each.id == own or each.id not in taken),
        ]

    def _show(self, item: ResourceItem) -> None:
        self.kind, self.title = item.kind, item.name
        self.values = {
            "name": item.name,
            "account_id": str(item.account_id or ""),
            "skills": ", ".join(skill for skill in item.skills if skill not in NEEDS),
            "federal_state": item.federal_state,
            "video_url": item.video_url,
        }
        self.needs = [skill for skill in item.skills if skill in NEEDS]
        self.chosen_locations = [str(each) for each in item.location_ids]
        self.version, self.is_retired = item.version, item.retired_at is not None

    def _things(self) -> Things:
        return "resources"

    def _done(self, result: SaveResult) -> str:
        if self.entry:
            return super()._done(result)
        # Without hours nobody can be booked: on to these.
        self.hours = f"{site.path('staff-hours', self.language)}?id={result.id}"
        return self.t("Gespeichert. Jetzt fehlen noch die Zeiten.")

    def _back(self) -> str:
        return super()._back() if self.entry else self.hours
