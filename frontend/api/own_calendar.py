"""The calendar that somebody who works here keeps elsewhere, through the API."""

from uuid import UUID

from backend.appointments.staff_calendars.schemas import (
    CalendarHealth,
    ConnectedCalendar,
    DeletedEntry,
    Health,
    OwnCalendar,
)
from frontend.api.client import Api
from frontend.i18n import Language

__all__ = [
    "CalendarHealth",
    "ConnectedCalendar",
    "DeletedEntry",
    "Health",
    "OwnCalendar",
    "read_calendar_health",
    "read_own_calendar",
]


async def read_own_calendar(api: Api, language: Language) -> OwnCalendar:
    """The calendar that one has connected, if there is one."""
    return await api.get("/service/calendar", OwnCalendar, language=language)


async def read_calendar_health(api: Api, resource: UUID) -> CalendarHealth:
    """How it stands with that of a colleague, for administrators."""
    return await api.get(f"/service/calendars/{resource}", CalendarHealth)
