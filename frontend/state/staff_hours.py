"""When a person works, or a room is open: the week, what is otherwise on some days, and public holidays."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx

from frontend import site
from frontend.api.client import ApiProblem
from frontend.api.setup import (
    Consent,
    ExceptionItem,
    Rota,
    SaveResult,
    Setup,
    read_rota,
    read_setup,
    remove_exception,
    result_of,
)
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.state.base import handler
from frontend.state.format import long_date, span
from frontend.state.setup_form import SetupForm, identity, is_missing, location_options
from frontend.state.setup_words import weekday


@dataclass(frozen=True)
class ExceptionRow:
    """Leave, another absence, or extra hours."""

    id: str
    when: str
    what: str


class HoursForm(SetupForm, rx.State):
    """The hours of whom the address names; without a name, of the first in the list."""

    action: str = ""
    name: str = ""
    absence: str = ""
    """The page on which an absence is entered."""
    settings: str = ""
    """The page with everything else about the person or the room."""
    places: list[Option] = []  # noqa: RUF012 - Reflex copies defaults for each person
    exceptions: list[ExceptionRow] = []  # noqa: RUF012 - as above
    holidays: list[str] = []  # noqa: RUF012 - as above
    chosen: str = ""
    """Where the exception is taken back that was chosen."""
    done: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._begin("hours")
        setup = await read_setup(self.api)
        if not self.entry:
            self.entry = next((str(each.id) for each in setup.resources if not each.retired_at), "")
            self.draft = f"setup-hours-{self.entry or 'new'}"
        await self._read(setup)
        self.loading = False

    @handler
    async def take_back(self, exception: str) -> None:
        """Take an exception back, unless that hits appointments."""
        self.chosen = f"/api/v1/service/setup/resources/{self.entry}/exceptions/{exception}/remove"
        await self._taken_back(await remove_exception(self.api, UUID(self.entry), UUID(exception), Consent()))

    @handler
    async def taken_back(self, answer: dict[str, Any]) -> None:
        """The API has taken what is to become of appointments, or asks again, because there are others by now."""
        await self._taken_back(result_of(answer))

    async def _taken_back(self, result: SaveResult) -> None:
        self._forget()
        self.done = ""
        if result.state == "asks":
            self._ask(result, "take-back")
            return
        await self._read(await read_setup(self.api))
        t = self.t
        self.done = self._cancelled(t, result, t("Zurückgenommen."))

    async def _read(self, setup: Setup) -> None:
        known = identity(self.entry)
        if known is None:
            self.missing = True
            return
        try:
            self._show(self.t, await read_rota(self.api, known), setup)
        except ApiProblem as problem:
            self.missing = is_missing(problem)

    def _show(self, t: Translator, rota: Rota, setup: Setup) -> None:
        self.name = rota.resource.name
        self.title = t("Zeiten: {name}", name=self.name)
        self.action = f"/api/v1/service/setup/resources/{self.entry}/hours"
        self.absence = f"{site.path('staff-absence', self.language)}?id={self.entry}"
        self.settings = f"{site.path('staff-resource', self.language)}?id={self.entry}"
        self.version = rota.week_version
        self.values = {
            **{f"work-{day.weekday}": day.work for day in rota.week},
            **{f"breaks-{day.weekday}": day.breaks for day in rota.week},
            **{f"places-{day.weekday}": str(day.location_id or "") for day in rota.week},
        }
        own = [option for option in location_options(t, setup) if UUID(option.value) in rota.resource.location_ids]
        # With one location there is nothing to choose.
        self.places = [Option("", t("An allen Standorten")), *own] if len(own) > 1 else []
        self.exceptions = [_row(t, each) for each in rota.exceptions]
        self.holidays = [
            f"{weekday(t, each.day)}, {long_date(t, each.day)}: {each.name_de if t.language == 'de' else each.name_en}"
            for each in rota.holidays
        ]


def _row(t: Translator, item: ExceptionItem) -> ExceptionRow:
    what = t("Abwesend") if item.kind == "off" else t("Zusätzlich da")
    times = item.times or t("ganztägig")
    return ExceptionRow(str(item.id), span(t, item.first_day, item.last_day), f"{what}, {times}")
