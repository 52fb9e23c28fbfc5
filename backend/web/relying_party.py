"""The portal as a WebAuthn relying party."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from litestar.connection import ASGIConnection

from backend.identity.webauthn import RelyingParty, relying_party
from backend.portal.schemas import load_portal
from backend.web.configured import settings_of


def party_of(connection: ASGIConnection[Any, Any, Any, Any]) -> RelyingParty:
    """The relying party of this deployment."""
    settings = settings_of(connection)
    return relying_party(settings, name=_company(settings.portal_toml))


@lru_cache
def _company(portal_toml: Path) -> str:
    """The company's name does not change while the server runs."""
    return load_portal(portal_toml).name
