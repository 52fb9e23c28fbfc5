"""Where the signed-in person is signed in, and what happened to their account's security."""

from backend.identity.devices.schemas import SessionItem, SessionList
from backend.identity.history.schemas import HistoryItem, HistoryPage
from frontend.api.client import Api

__all__ = ["HistoryItem", "HistoryPage", "SessionItem", "SessionList", "list_sessions", "read_history"]


async def list_sessions(api: Api) -> SessionList:
    """Every browser that is signed in: this one first, then the last used."""
    return await api.get("/sessions", SessionList)


async def read_history(api: Api, *, page: int) -> HistoryPage:
    """One page of the last 90 days, newest first."""
    return await api.get("/security/history", HistoryPage, page=page)
