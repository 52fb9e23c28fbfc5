"""Other services to sign in with, through the API."""

from backend.identity.oidc.schemas import LinkedIdentity, ProviderItem
from frontend.api.client import Api

__all__ = ["LinkedIdentity", "ProviderItem", "list_identities", "list_providers"]


async def list_providers(api: Api) -> list[ProviderItem]:
    """The services that people may sign in with."""
    return await api.get("/oidc/providers", list[ProviderItem])


async def list_identities(api: Api) -> list[LinkedIdentity]:
    """The identities that open the signed-in account, oldest first."""
    return await api.get("/oidc/identities", list[LinkedIdentity])
