"""Subscribing to one's appointments with a calendar program."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.appointment_calendar import read_feed_state
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time


class AppointmentCalendar(PageState, rx.State):
    """Whether there is an address, and the address itself while it has just been made."""

    loading: bool = True
    since: str = ""
    """When the address was made; empty without one."""
    address: str = ""
    subscribe: str = ""
    step: str = "look"
    announced: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival: an address that was shown before is not shown again."""
        self._begin_anew()
        found = await read_feed_state(self.api)
        self._show(found.created_at, found.zone)
        self.loading = False

    @handler
    def opened(self, result: dict[str, Any]) -> None:
        """There is a new address."""
        self.address, self.subscribe = str(result["address"]), str(result["subscribe"])
        self._show(datetime.fromisoformat(result["created_at"]), str(result["zone"]))
        self.step = f"opened {result['created_at']}"
        self.announced = self.t("Die Adresse Ihres Kalenders ist da.")

    @handler
    def closed(self, _result: dict[str, Any]) -> None:
        """The address was given up."""
        self.address = self.subscribe = self.since = ""
        self.step = "closed"
        self.announced = self.t("Die Adresse gilt nicht mehr.")

    def _show(self, created_at: datetime | None, zone: str) -> None:
        self.since = date_and_time(self.t, created_at, ZoneInfo(zone)) if created_at else ""
