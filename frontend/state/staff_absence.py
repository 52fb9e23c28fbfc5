"""Entering leave, another absence, or hours besides the weekly ones."""

from uuid import UUID

import reflex as rx

from frontend import site
from frontend.api.client import ApiProblem
from frontend.api.setup import read_rota, read_setup
from frontend.components.values import Option
from frontend.state.base import handler
from frontend.state.setup_form import SetupForm, identity, is_missing, location_options


class AbsenceForm(SetupForm, rx.State):
    """What is to be entered for whom the address names; without a name, for the first in the list."""

    action: str = ""
    places: list[Option] = []  # noqa: RUF012 - Reflex copies defaults for each person
    hours: str = ""
    """The page to go back to."""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        t = self.t
        self._begin("absence")
        setup = await read_setup(self.api)
        if not self.entry:
            self.entry = next((str(each.id) for each in setup.resources if not each.retired_at), "")
        self.draft = f"setup-absence-{self.entry or 'new'}"
        self.hours = f"{site.path('staff-hours', self.language)}?id={self.entry}"
        self.action = f"/api/v1/service/setup/resources/{self.entry}/exceptions"
        self.values = {"kind": "off"}
        known = identity(self.entry)
        try:
            if known is not None:
                resource = (await read_rota(self.api, known)).resource
                self.title = t("Abwesenheit: {name}", name=resource.name)
                own = [each for each in location_options(t, setup) if UUID(each.value) in resource.location_ids]
                self.places = [Option("", t("An allen Standorten")), *own] if len(own) > 1 else []
            self.missing = known is None
        except ApiProblem as problem:
            self.missing = is_missing(problem)
        self.loading = False

    def _back(self) -> str:
        return self.hours
