"""The waiting list through the API: for those who wait, and for staff."""

from uuid import UUID

from backend.appointments.waiting.schemas import AskToWait, ServiceWaiting, WaitingItem, WaitingList, Weekday
from frontend.api.client import Api
from frontend.i18n import Language

__all__ = [
    "AskToWait",
    "ServiceWaiting",
    "WaitingItem",
    "WaitingList",
    "Weekday",
    "decline",
    "join_waiting_list",
    "leave_waiting_list",
    "list_waiting",
    "waiting_by_service",
]


async def list_waiting(api: Api, *, language: Language) -> WaitingList:
    """What one waits for, and what is offered."""
    return await api.get("/appointments/waiting", WaitingList, language=language)


async def join_waiting_list(api: Api, wish: AskToWait) -> WaitingList:
    """Wait for a time to get free."""
    return await api.post("/appointments/waiting", wish, result=WaitingList)


async def leave_waiting_list(api: Api, entry: UUID) -> None:
    """Wait no longer."""
    await api.delete(f"/appointments/waiting/{entry}")


async def decline(api: Api, entry: UUID) -> None:
    """Give the offered time to the next in line."""
    await api.post(f"/appointments/waiting/{entry}/decline")


async def waiting_by_service(api: Api, *, language: Language) -> list[ServiceWaiting]:
    """How many wait for which service."""
    return await api.get("/service/waiting", list[ServiceWaiting], language=language)
