"""One kind of appointment: how long, how, where, and under which rules."""

from typing import Final

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.setup import MINUTES, NEEDS, ServiceItem, Setup, TimeUnit, read_service, read_setup
from frontend.components.values import Option
from frontend.state.base import handler
from frontend.state.setup_form import SetupForm, Things, identity, is_missing, location_options
from frontend.state.setup_words import name_in

_TEXTS: Final = (
    "name_de",
    "name_en",
    "summary_de",
    "summary_en",
    "bring_de",
    "bring_en",
    "price_de",
    "price_en",
)
_NUMBERS: Final = ("duration", "step", "buffer_before", "buffer_after", "horizon_days", "capacity")
_TWO_DAYS: Final = 2 * MINUTES["days"]

# What a new one starts with: usual values, so that staff need to think about few fields.
_NEW: Final = {
    "duration": "30",
    "step": "30",
    "buffer_before": "0",
    "buffer_after": "0",
    "lead_time": "2",
    "lead_unit": "hours",
    "horizon_days": "60",
    "cancel_until": "24",
    "cancel_unit": "hours",
    "capacity": "1",
}


class ServiceForm(SetupForm, rx.State):
    """A kind of appointment, or a new one."""

    locations: list[Option] = []  # noqa: RUF012 - Reflex copies defaults for each person
    chosen_locations: list[str] = []  # noqa: RUF012 - as above
    channels: list[str] = []  # noqa: RUF012 - as above
    needs_room: bool = False
    for_guests: bool = True
    known_skills: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._begin("service")
        self.title, self.values = self.t("Terminart hinzufügen"), _NEW
        self._offer(await read_setup(self.api))
        known = identity(self.entry)
        if known is not None:
            try:
                self._show((await read_service(self.api, known)).service)
            except ApiProblem as problem:
                self.missing = is_missing(problem)
        elif self.entry:
            self.missing = True
        self.loading = False

    def _offer(self, setup: Setup) -> None:
        self.locations = location_options(self.t, setup)
        skills = sorted({skill for each in setup.resources for skill in each.skills if skill not in NEEDS})
        self.known_skills = ", ".join(skills) or self.t("noch keine")

    def _show(self, item: ServiceItem) -> None:
        self.values = {
            **{name: getattr(item, name) for name in _TEXTS},
            **{name: str(getattr(item, name)) for name in _NUMBERS},
            **_time("lead_time", "lead_unit", item.lead_time),
            **_time("cancel_until", "cancel_unit", item.cancel_until),
            "skills": ", ".join(item.skills),
        }
        self.channels, self.chosen_locations = [*item.channels], [str(each) for each in item.location_ids]
        self.needs_room, self.for_guests = item.needs_room, item.for_guests
        self.version, self.is_retired = item.version, item.retired_at is not None
        self.title = name_in(self.t, item)

    def _things(self) -> Things:
        return "services"


def _time(name: str, unit_name: str, minutes: int) -> dict[str, str]:
    """The same time in the largest unit in which it is a whole number; up to two days in hours, as people say it."""
    units: tuple[TimeUnit, ...] = ("days", "hours", "minutes") if minutes > _TWO_DAYS else ("hours", "minutes")
    unit = next(each for each in units if minutes % MINUTES[each] == 0)
    return {name: str(minutes // MINUTES[unit]), unit_name: unit}
