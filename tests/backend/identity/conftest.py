"""What the tests of identity share."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from backend.core.settings import Settings
from backend.identity.webauthn import RelyingParty, relying_party
from tests.backend.identity.browser import Browser
from tests.fixtures.soft_authenticator import SoftAuthenticator


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(public_url="http://localhost:8000", var_dir=tmp_path, secret_key=SecretStr("k" * 32))


@pytest.fixture
def party(settings: Settings) -> RelyingParty:
    return relying_party(settings, name="Stadtwerke Lindental")


@pytest.fixture
def browser(party: RelyingParty, settings: Settings) -> Browser:
    return Browser(party, settings, SoftAuthenticator(settings.origin))
