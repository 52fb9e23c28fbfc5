"""Settings: what follows from others, and the key that is made once."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from backend.core.settings import Settings


def test_origin_and_relying_party_follow_from_the_public_url() -> None:
    settings = Settings(public_url="https://portal.example.org/")
    assert settings.origin == "https://portal.example.org"
    assert settings.relying_party_id == "portal.example.org"
    assert settings.secure


def test_without_public_url_it_is_this_machine() -> None:
    settings = Settings(port=8123)
    assert settings.origin == "http://localhost:8123"
    assert not settings.secure


@pytest.mark.parametrize("url", ["portal.example.org", "ftp://example.org", "https://example.org/portal"])
def test_public_url_must_be_an_origin(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(public_url=url)


def test_key_is_made_once_and_belongs_to_its_owner(tmp_path: Path) -> None:
    settings = [Settings(var_dir=tmp_path / "var") for _ in range(8)]
    with ThreadPoolExecutor() as pool:
        keys = set(pool.map(lambda each: each.key(), settings))
    assert len(keys) == 1
    assert len(keys.pop()) >= 32
    files = list((tmp_path / "var").iterdir())
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600]


def test_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 characters"):
        Settings(secret_key=SecretStr("short")).key()
