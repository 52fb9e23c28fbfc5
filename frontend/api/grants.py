"""Access to somebody else's contracts through the API."""

from backend.delegation.schemas import (
    AccessOverview,
    GrantItem,
    HistoryItem,
    InvitationItem,
    InvitationToken,
    OpenInvitation,
    Relation,
    Scope,
    Step,
)
from frontend.api.client import Api

__all__ = [
    "AccessOverview",
    "GrantItem",
    "HistoryItem",
    "InvitationItem",
    "OpenInvitation",
    "Relation",
    "Scope",
    "Step",
    "look_at_invitation",
    "read_access",
]


async def read_access(api: Api) -> AccessOverview:
    """Everything about access that concerns the signed-in person."""
    return await api.get("/grants", AccessOverview)


async def look_at_invitation(api: Api, *, token: str) -> OpenInvitation:
    """What the invitation behind a mail's link is about; changes nothing."""
    return await api.post("/grants/invitations/look", InvitationToken(token), result=OpenInvitation)
