"""Settings of one deployment, read from the environment. The README's table is checked against this class."""

import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _a_zone(name: str) -> str:
    ZoneInfo(name)
    return name


def _an_origin(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError("must look like https://portal.example.org, without a path")
    return f"{parts.scheme}://{parts.netloc}"


class Settings(BaseSettings):
    """Every knob there is. Names in the environment are these in capitals, without prefix."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    host: str = Field("127.0.0.1", description="Address the server listens on.")
    port: int = Field(8000, ge=1, le=65535, description="Port the server listens on.")
    public_url: Annotated[str, AfterValidator(_an_origin)] = Field(
        "",
        validate_default=False,
        description="Origin under which people reach the portal, e.g. https://portal.example.org. "
        "Default: http://localhost and the port.",
    )
    trusted_proxies: str = Field(
        "127.0.0.1", description="Addresses whose X-Forwarded-For and -Proto headers are believed, by comma."
    )
    database_url: SecretStr = Field(
        SecretStr(""),
        description="PostgreSQL 16 or newer. Empty: the embedded server with its data in VAR_DIR.",
    )
    database_pool: int = Field(20, ge=1, le=200, description="Most connections to the database per process.")
    var_dir: Path = Field(Path("var"), description="Where everything is kept that is not in the database.")
    portal_toml: Path = Field(
        Path(__file__).parents[1] / "demo" / "portal.toml",
        description="Name, logo, colours, contact and legal texts of the company.",
    )
    storage_url: str = Field(
        "",
        description="Where original files are kept: a folder or s3://bucket/prefix. Empty: a folder in VAR_DIR.",
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="At least 32 random characters; keys the hashes of short codes. Empty: made once, kept in VAR_DIR.",
    )
    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="smtp://user:password@host:587 (STARTTLS when offered) or smtps://…:465. "
        "Empty: mail is only kept in VAR_DIR/mail.",
    )
    mail_from: str = Field("portal@example.org", description="Sender address of every mail.")
    calendars_may_be_local: bool = Field(
        False, description="Staff may connect calendars on this machine, also without encryption. Never in production."
    )
    demo: bool = Field(False, description="Demo mode: demo data, mail readable at /demo/mail. Never in production.")
    zone: Annotated[str, AfterValidator(_a_zone)] = Field(
        "Europe/Berlin", description="Time zone of the company; times on screen are in it."
    )
    session_idle_minutes: int = Field(30, ge=5, le=1440, description="A session ends after so long without a request.")
    session_absolute_hours: int = Field(12, ge=1, le=720, description="A session ends after so long in any case.")
    country_database: Path | None = Field(
        None,
        description="A country database in MaxMind's format (.mmdb). People then see the country of each of their "
        "sign-ins. Empty: no place is shown, and none is ever asked for elsewhere.",
    )
    oidc_secrets: dict[str, SecretStr] = Field(
        {},
        description='Secrets of the services in portal.toml that people may sign in with, as JSON: {"key": "secret"}.',
    )
    recovery_wait_hours: int = Field(
        72,
        ge=1,
        le=720,
        description="How long somebody who has lost every way in waits, so that the owner hears of it and can object.",
    )
    waiting_offer_minutes: int = Field(
        120,
        ge=30,
        le=2880,
        description="How long a freed appointment is kept for whoever is first on the waiting list."
        " No time ends at night.",
    )
    requests_per_minute: int = Field(600, ge=10, description="Most API requests of one client per minute.")
    log_format: str = Field("console", pattern="^(console|json)$", description="How logs are written: console or json.")
    worker: bool = Field(True, description="Run background jobs inside the server process.")
    push_services: str = Field(
        "fcm.googleapis.com,updates.push.services.mozilla.com,web.push.apple.com,*.notify.windows.com",
        description="Push services of browsers that may be called, by comma; `*.` for any host below. Empty: none.",
    )
    redis_url: SecretStr = Field(
        SecretStr(""),
        description="Redis or Valkey for page state; needed only with several server processes.",
    )

    @property
    def origin(self) -> str:
        """The one origin that people's browsers see."""
        return self.public_url or f"http://localhost:{self.port}"

    @property
    def relying_party_id(self) -> str:
        """The WebAuthn RP ID: the host of the origin (WebAuthn Level 3, 5.4.2)."""
        return urlsplit(self.origin).hostname or "localhost"

    @property
    def secure(self) -> bool:
        """Whether people reach the portal by HTTPS."""
        return self.origin.startswith("https://")

    @property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def key(self) -> bytes:
        """The secret key, made on first use when none is set."""
        configured = self.secret_key.get_secret_value()
        if configured:
            if len(configured) < 32:
                raise ValueError("SECRET_KEY must have at least 32 characters.")
            return configured.encode()
        return _kept_key(self.var_dir / "secret-key")


@lru_cache
def _kept_key(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may start for the first time at once: the file appears whole, and only the first one counts.
    with NamedTemporaryFile("w", dir=path.parent) as file, suppress(FileExistsError):
        file.write(secrets.token_urlsafe(48))
        file.flush()
        path.hardlink_to(file.name)
    return path.read_bytes()
