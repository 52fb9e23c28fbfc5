"""Changes that their owners freeze, through the API."""

from backend.identity.freezing.schemas import ChangeNotice, ChangeToken, FrozenChange, FrozenPage
from frontend.api.client import Api

__all__ = ["ChangeNotice", "FrozenChange", "FrozenPage", "list_frozen", "look_at_change"]


async def look_at_change(api: Api, token: str) -> ChangeNotice:
    """Which change the mail with this link was about."""
    return await api.post("/security-changes/look", ChangeToken(token), result=ChangeNotice)


async def list_frozen(api: Api, *, page: int = 1) -> FrozenPage:
    """Changes that their owners have frozen, for staff."""
    return await api.get("/service/frozen-changes", FrozenPage, page=page)
