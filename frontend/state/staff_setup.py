"""Everything that can be booked, in three lists, and the appointments that do not fit to it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import reflex as rx

from frontend import site
from frontend.api.setup import LocationItem, ResourceItem, ServiceItem, Setup, list_misfits, read_setup
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.setup_words import (
    HitRow,
    facts_of,
    hit_row,
    name_in,
    place_of,
    service_in_words,
)


@dataclass(frozen=True)
class ThingRow:
    """One thing of a list, in words."""

    name: str
    href: str
    detail: str
    more: str
    more_href: str = ""
    state: str = ""


class StaffSetup(PageState, rx.State):
    """What the start page of the setup shows."""

    loading: bool = True
    locations: list[ThingRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    services: list[ThingRow] = []  # noqa: RUF012 - as above
    resources: list[ThingRow] = []  # noqa: RUF012 - as above
    retired: list[ThingRow] = []  # noqa: RUF012 - as above
    misfits: list[HitRow] = []  # noqa: RUF012 - as above
    misfits_title: str = ""
    locations_caption: str = ""
    services_caption: str = ""
    resources_caption: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        t = self.t
        setup, misfits = await read_setup(self.api), await list_misfits(self.api)
        self._list(t, setup)
        self.misfits = [hit_row(t, hit, ZoneInfo(misfits.zone)) for hit in misfits.hits]
        self.misfits_title = t.n(
            "Ein gebuchter Termin passt nicht zu dem, was hier eingerichtet ist",
            "{n} gebuchte Termine passen nicht zu dem, was hier eingerichtet ist",
            len(misfits.hits),
        )
        self.loading = False

    def _list(self, t: Translator, setup: Setup) -> None:
        names = {each.id: name_in(t, each) for each in setup.locations}
        self.locations = [_location(t, each) for each in setup.locations if not each.retired_at]
        self.services = [_service(t, each) for each in setup.services if not each.retired_at]
        self.resources = [
            _resource(t, each, [names[location_id] for location_id in each.location_ids])
            for each in setup.resources
            if not each.retired_at
        ]
        self.locations_caption = t.n("Ein Standort", "{n} Standorte", len(self.locations))
        self.services_caption = t.n("Eine Terminart", "{n} Terminarten", len(self.services))
        self.resources_caption = t.n("Eine Person oder ein Raum", "{n} Personen und Räume", len(self.resources))
        self.retired = [
            *(_location(t, each) for each in setup.locations if each.retired_at),
            *(_service(t, each) for each in setup.services if each.retired_at),
            *(_resource(t, each, []) for each in setup.resources if each.retired_at),
        ]


def _location(t: Translator, item: LocationItem) -> ThingRow:
    return ThingRow(name_in(t, item), _href(t, "staff-location", item.id), place_of(item), facts_of(t, item))


def _service(t: Translator, item: ServiceItem) -> ThingRow:
    questions = _href(t, "staff-questions", item.id)
    return ThingRow(
        name_in(t, item), _href(t, "staff-service", item.id), service_in_words(t, item), t("Fragen"), questions
    )


def _resource(t: Translator, item: ResourceItem, places: list[str]) -> ThingRow:
    return ThingRow(
        item.name,
        _href(t, "staff-resource", item.id),
        ", ".join(places) or t("an keinem Standort"),
        t("Zeiten"),
        _href(t, "staff-hours", item.id),
        t("Person") if item.kind == "person" else t("Raum"),
    )


def _href(t: Translator, key: str, thing: object) -> str:
    return f"{site.path(key, t.language)}?id={thing}"
