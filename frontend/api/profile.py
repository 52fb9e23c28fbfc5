"""Account data through the API: the person's own, the customer's, and what waits for staff."""

from uuid import UUID

from backend.profile.schemas import (
    COUNTRY_CODES,
    OFFERED_CHANNELS,
    AcceptChange,
    CustomerProfile,
    DeliveryAddressItem,
    HistoryEntry,
    HistoryPage,
    PhoneItem,
    Profile,
    RequestItem,
    TopicChoice,
    WaitingChange,
    WaitingPage,
)
from frontend.api.client import Api

__all__ = [
    "COUNTRY_CODES",
    "OFFERED_CHANNELS",
    "CustomerProfile",
    "DeliveryAddressItem",
    "HistoryEntry",
    "HistoryPage",
    "PhoneItem",
    "Profile",
    "RequestItem",
    "TopicChoice",
    "WaitingChange",
    "WaitingPage",
    "accept_change",
    "list_waiting_changes",
    "put_away",
    "read_history",
    "read_profile",
    "restore_entry",
    "withdraw",
]


async def read_profile(api: Api) -> Profile:
    """Everything that the person may look after."""
    return await api.get("/profile", Profile)


async def read_history(api: Api, *, page: int = 1) -> HistoryPage:
    """Who changed what and when, newest first."""
    return await api.get("/profile/history", HistoryPage, page=page)


async def restore_entry(api: Api, kind: str, entry: UUID) -> None:
    """Bring a removed entry back; `kind` is "addresses" or "phones"."""
    await api.post(f"/profile/customer/{kind}/{entry}/restore")


async def withdraw(api: Api, request: UUID) -> None:
    """Take a change back that waits for staff."""
    await api.post(f"/profile/changes/{request}/withdraw")


async def put_away(api: Api, request: UUID) -> None:
    """Show a refused change no longer."""
    await api.post(f"/profile/changes/{request}/put-away")


async def list_waiting_changes(api: Api, *, page: int = 1) -> WaitingPage:
    """What waits for staff, oldest first."""
    return await api.get("/service/changes", WaitingPage, page=page)


async def accept_change(api: Api, change: UUID, *, version: str) -> None:
    """Make the new value hold."""
    await api.post(f"/service/changes/{change}/accept", AcceptChange(version))
