"""Password, authenticator app and recovery codes of the signed-in person."""

from backend.identity.two_factor.schemas import Factors
from frontend.api.client import Api

__all__ = ["Factors", "read_factors"]


async def read_factors(api: Api) -> Factors:
    """What the account has of them."""
    return await api.get("/two-factor", Factors)
