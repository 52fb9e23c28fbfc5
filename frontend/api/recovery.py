"""Getting back into an account through the API."""

from backend.identity.recovery.schemas import OwnRecovery, RecoveryNotice, RecoveryToken
from frontend.api.client import Api

__all__ = ["RecoveryNotice", "look_at_recovery", "read_own_recovery"]


async def look_at_recovery(api: Api, token: str) -> RecoveryNotice:
    """What the mail with this link was about."""
    return await api.post("/recovery/look", RecoveryToken(token), result=RecoveryNotice)


async def read_own_recovery(api: Api) -> RecoveryNotice | None:
    """The recovery under way for the signed-in account."""
    return (await api.get("/recovery/own", OwnRecovery)).pending
