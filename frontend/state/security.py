"""How the account is protected: ways in, devices that are signed in, and what has happened."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.devices import HistoryPage, SessionItem, SessionList, list_sessions, read_history
from frontend.api.ways_in import read_ways
from frontend.components.pagination import PageLink, page_links
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.device_words import country, device
from frontend.state.format import date_and_time
from frontend.state.history_words import happened
from frontend.state.query import page_number
from frontend.state.ways_in import reminder, standing


@dataclass(frozen=True)
class DeviceRow:
    id: str
    name: str
    place: str
    created: str
    last_seen: str
    is_this: bool


@dataclass(frozen=True)
class HistoryRow:
    what: str
    device: str
    place: str
    at: str


class Security(PageState, rx.State):
    """The page from which everything about signing in is reached."""

    loading: bool = True
    lead: str = ""
    reminder: str = ""
    devices: list[DeviceRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    devices_caption: str = ""
    has_others: bool = False
    history: list[HistoryRow] = []  # noqa: RUF012 - as above
    history_caption: str = ""
    pages: list[PageLink] = []  # noqa: RUF012 - as above
    done: str = ""
    ending: str = ""
    """Where the API ends the session of the chosen device; empty while none is chosen."""
    chosen_name: str = ""
    is_ending_others: bool = False

    @handler
    async def load(self) -> None:
        """Run at each arrival, also when only the page of the history changes."""
        self.done = ""
        self._close()
        await self._read()

    @handler
    def choose(self, session_id: str) -> None:
        """Ask before the session of a device is ended."""
        self.done = ""
        self.chosen_name = next((row.name for row in self.devices if row.id == session_id), "")
        self.ending = f"/api/v1/sessions/{session_id}"

    @handler
    def choose_others(self) -> None:
        self.done = ""
        self.is_ending_others = True

    @handler
    def close(self) -> None:
        """A dialog was closed."""
        self._close()

    @handler
    async def ended_one(self, _result: dict[str, Any]) -> None:
        """The session of the chosen device is over."""
        self.done = self.t("Abgemeldet: {device}.", device=self.chosen_name)
        self._close()
        await self._read()

    @handler
    async def ended_others(self, _result: dict[str, Any]) -> None:
        """Only this device is signed in any longer."""
        self.done = self.t("Alle anderen Geräte sind abgemeldet.")
        self._close()
        await self._read()

    @handler
    async def missed(self, problem: dict[str, Any]) -> None:
        """The session had ended already: the list was out of date, and the wish is fulfilled."""
        if problem.get("slug") == "not-found":
            await self.ended_one({})

    def _close(self) -> None:
        self.ending, self.is_ending_others = "", False

    async def _read(self) -> None:
        t = self.t
        ways = await read_ways(self.api)
        self.lead, self.reminder = standing(t, ways), reminder(t, ways)
        self._show_devices(t, await list_sessions(self.api))
        wanted = page_number(self.router.url.query_parameters.get("page", ""))
        self._show_history(t, await read_history(self.api, page=wanted))
        self.loading = False

    def _show_devices(self, t: Translator, found: SessionList) -> None:
        zone = ZoneInfo(found.zone)
        self.devices = [_device_row(t, item, zone) for item in found.items]
        self.devices_caption = t.n("Ein Gerät ist angemeldet", "{n} Geräte sind angemeldet", len(found.items))
        self.has_others = len(found.items) > 1

    def _show_history(self, t: Translator, found: HistoryPage) -> None:
        zone = ZoneInfo(found.zone)
        self.history = [
            HistoryRow(
                what=happened(t, item),
                device=device(t, browser=item.browser, system=item.system),
                place=country(t, item.country),
                at=date_and_time(t, item.at, zone),
            )
            for item in found.items
        ]
        self.history_caption = t.n("Ein Eintrag, neueste zuerst", "{n} Einträge, neueste zuerst", found.total)
        self.pages = page_links(found.page, found.pages)


def _device_row(t: Translator, item: SessionItem, zone: ZoneInfo) -> DeviceRow:
    return DeviceRow(
        id=str(item.id),
        name=device(t, browser=item.browser, system=item.system),
        place=country(t, item.country),
        created=date_and_time(t, item.created_at, zone),
        last_seen=date_and_time(t, item.last_seen_at, zone),
        is_this=item.current,
    )
