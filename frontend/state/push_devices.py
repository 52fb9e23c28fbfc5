"""The devices on which the person has messages shown."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.push import PushDeviceItem, list_push_devices
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.device_words import device
from frontend.state.format import long_date


@dataclass(frozen=True)
class PushDeviceRow:
    id: str
    name: str
    since: str
    last: str
    is_this: bool


class PushDevices(PageState, rx.State):
    """The list, and the device that is being removed from it."""

    loading: bool = True
    rows: list[PushDeviceRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    caption: str = ""
    has_none: bool = False
    """Known to be empty; not so while nothing is known."""
    done: str = ""
    removal: str = ""
    """Where the API removes the chosen device; empty while none is chosen."""
    chosen_name: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self.done = ""
        self._close()
        await self._read()

    @handler
    async def changed(self) -> None:
        """Messages were switched on or off on this device, or it was found to be one of the list."""
        await self._read()

    @handler
    def choose(self, device_id: str) -> None:
        """Ask before a device is removed."""
        self.done = ""
        self.chosen_name = next((row.name for row in self.rows if row.id == device_id), "")
        self.removal = f"/api/v1/push/subscriptions/{device_id}"

    @handler
    def close(self) -> None:
        self._close()

    @handler
    async def removed(self, _result: dict[str, Any]) -> None:
        """The chosen device shows nothing any more."""
        self.done = self.t("Zeigt keine Mitteilungen mehr: {device}.", device=self.chosen_name)
        self._close()
        await self._read()

    @handler
    async def missed(self, problem: dict[str, Any]) -> None:
        """It was gone already: the list was out of date, and the wish is fulfilled."""
        if problem.get("slug") == "not-found":
            await self.removed({})

    def _close(self) -> None:
        self.removal = ""

    async def _read(self) -> None:
        t = self.t
        found = await list_push_devices(self.api)
        zone = ZoneInfo(found.zone)
        self.rows = [_row(t, item, zone) for item in found.items]
        self.caption = t.n("Ein Gerät zeigt Mitteilungen an", "{n} Geräte zeigen Mitteilungen an", len(found.items))
        self.has_none = not found.items
        self.loading = False


def _row(t: Translator, item: PushDeviceItem, zone: ZoneInfo) -> PushDeviceRow:
    last = item.last_success_at
    return PushDeviceRow(
        id=str(item.id),
        name=device(t, browser=item.browser, system=item.system),
        since=long_date(t, item.created_at.astimezone(zone).date()),
        last=long_date(t, last.astimezone(zone).date()) if last else t("noch keine"),
        is_this=item.current,
    )
