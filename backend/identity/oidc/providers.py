"""The services that the company has set up in `portal.toml`, with their secrets from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.core.errors import NotFound
from backend.core.settings import Settings
from backend.identity.oidc.provider_client import Provider, ProviderClient
from backend.portal.schemas import load_portal


@dataclass(frozen=True)
class Providers:
    """One client for each service, in the order of `portal.toml`. They keep what the services say of themselves."""

    clients: Mapping[str, ProviderClient]

    def client(self, key: str) -> ProviderClient:
        """Raises `NotFound`."""
        if key not in self.clients:
            raise NotFound
        return self.clients[key]

    def name(self, issuer: str) -> str:
        """What people call the service; its address when the company has taken it out of `portal.toml` since."""
        return next((client.provider.name for client in self._of(issuer)), issuer)

    def key(self, issuer: str) -> str:
        """The key of the service; empty when the company has taken it out of `portal.toml` since."""
        return next((client.provider.key for client in self._of(issuer)), "")

    def _of(self, issuer: str) -> list[ProviderClient]:
        return [client for client in self.clients.values() if client.provider.issuer == issuer]


def configured(settings: Settings) -> Providers:
    """Read `portal.toml`. Raises `PortalFileError`."""
    clients = {}
    for entry in load_portal(settings.portal_toml).sign_in.providers:
        secret = settings.oidc_secrets.get(entry.key)
        provider = Provider(
            key=entry.key,
            name=entry.name,
            issuer=entry.issuer,
            client_id=entry.client_id,
            secret=secret.get_secret_value() if secret else "",
        )
        redirect_uri = f"{settings.origin}/api/v1/oidc/{entry.key}/callback"
        clients[entry.key] = ProviderClient(provider, redirect_uri=redirect_uri)
    return Providers(clients)
