"""The way to one calendar. The libraries behind it are imported with the first use: they take half a second."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backend.appointments.calendars.model import CalendarEntry, CalendarView, FoundCalendar, Window
from backend.core.settings import Settings

if TYPE_CHECKING:
    from backend.appointments.calendars.transport import CalendarAccess


@dataclass(frozen=True)
class Server:
    """A calendar on its server. All its methods raise what `caldav_client.check` does."""

    client: ModuleType
    access: "CalendarAccess"
    zone: ZoneInfo

    async def find(self) -> tuple[FoundCalendar, ...]:
        """The calendars that the person has there, whichever of the server's addresses this is."""
        found: tuple[FoundCalendar, ...] = await self.client.find_calendars(self.access)
        return found

    async def check(self) -> FoundCalendar:
        """The calendar under its own address, if it takes appointments."""
        found: FoundCalendar = await self.client.check(self.access)
        return found

    async def view(self, window: Window, is_ours: Callable[[str], bool]) -> CalendarView:
        view: CalendarView = await self.client.busy(self.access, window, self.zone, is_ours)
        return view

    async def put(self, entry: CalendarEntry) -> None:
        await self.client.put(self.access, entry, self.zone)

    async def delete(self, uid: str) -> None:
        await self.client.delete(self.access, uid)


async def server_of(*, address: str, user_name: str, password: str, settings: Settings) -> Server:
    """Nothing is asked yet."""

    def load() -> tuple[ModuleType, ModuleType]:
        from backend.appointments.calendars import caldav_client, transport  # noqa: PLC0415 - as said above

        return caldav_client, transport

    client, transport = await asyncio.to_thread(load)
    access = transport.CalendarAccess(address, user_name, password, may_be_local=settings.calendars_may_be_local)
    return Server(client, access, settings.time_zone)
