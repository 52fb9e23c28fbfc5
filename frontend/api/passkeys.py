"""The person's own passkeys through the API."""

from backend.identity.schemas import PasskeyItem
from frontend.api.client import Api

__all__ = ["PasskeyItem", "list_passkeys"]


async def list_passkeys(api: Api) -> list[PasskeyItem]:
    """All passkeys of the signed-in account, oldest first."""
    return await api.get("/passkeys", list[PasskeyItem])
