"""The person's own passkeys through the API."""

from uuid import UUID

from backend.identity.schemas import PasskeyItem, RenamePasskey
from frontend.api.client import Api

__all__ = ["PasskeyItem", "list_passkeys", "rename_passkey"]


async def list_passkeys(api: Api) -> list[PasskeyItem]:
    """All passkeys of the signed-in account, oldest first."""
    return await api.get("/passkeys", list[PasskeyItem])


async def rename_passkey(api: Api, passkey: UUID, *, name: str) -> PasskeyItem:
    """Call a passkey by another name."""
    return await api.put(f"/passkeys/{passkey}", RenamePasskey(name), result=PasskeyItem)
