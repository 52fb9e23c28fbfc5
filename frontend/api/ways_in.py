"""What the signed-in person can sign in with."""

from backend.identity.schemas import WaysIn
from frontend.api.client import Api

__all__ = ["WaysIn", "read_ways"]


async def read_ways(api: Api) -> WaysIn:
    """The ways into the signed-in account."""
    return await api.get("/security/ways", WaysIn)
