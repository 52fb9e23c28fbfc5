"""One location: where it is, and what is accessible there."""

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.setup import FACTS, LocationItem, read_location
from frontend.state.base import handler
from frontend.state.setup_form import SetupForm, Things, identity, is_missing
from frontend.state.setup_words import name_in

_TEXTS = (
    "name_de",
    "name_en",
    "street",
    "postal_code",
    "city",
    "directions_de",
    "directions_en",
    "accessibility_de",
    "accessibility_en",
)


class LocationForm(SetupForm, rx.State):
    """A location, or a new one."""

    facts: list[str] = []  # noqa: RUF012 - Reflex copies defaults for each person

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._begin("location")
        self.title = self.t("Standort hinzufügen")
        known = identity(self.entry)
        if known is not None:
            try:
                self._show(await read_location(self.api, known))
            except ApiProblem as problem:
                self.missing = is_missing(problem)
        elif self.entry:
            self.missing = True
        self.loading = False

    def _show(self, item: LocationItem) -> None:
        self.values = {name: getattr(item, name) for name in _TEXTS}
        self.facts = [fact for fact in FACTS if getattr(item, fact)]
        self.version, self.is_retired = item.version, item.retired_at is not None
        self.title = name_in(self.t, item)

    def _things(self) -> Things:
        return "locations"
