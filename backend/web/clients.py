"""What a request tells about the browser that it comes from."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from litestar.connection import ASGIConnection
from maxminddb import MODE_MEMORY, InvalidDatabaseError, Reader, open_database
from ua_parser import parse_os, parse_user_agent

from backend.core.command_error import CommandError
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.web.configured import settings_of
from backend.web.limits import client_key

Connection = ASGIConnection[Any, Any, Any, Any]

_LONGEST_USER_AGENT: Final = 512
_LONGEST_NAME: Final = 60


class CountryDatabaseUnusable(CommandError):
    """COUNTRY_DATABASE names no database of countries."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is no country database in MaxMind's format: check COUNTRY_DATABASE, or leave it out.")


def client_of(connection: Connection) -> Client:
    """Whose browser this is."""
    settings = settings_of(connection)
    address = connection.client.host if connection.client else ""
    browser, system = _device(connection.headers.get("user-agent", "")[:_LONGEST_USER_AGENT])
    return Client(client_key(address), browser, system, _country(settings.country_database, address))


@lru_cache(1_000)
def _device(user_agent: str) -> tuple[str, str]:
    """Browser and system as people call them, from what the browser says of itself (RFC 9110, 10.1.5)."""
    browser, system = parse_user_agent(user_agent), parse_os(user_agent)
    name = " ".join(part for part in (browser.family, browser.major) if part) if browser else ""
    return name[:_LONGEST_NAME], (system.family if system else "")[:_LONGEST_NAME]


@lru_cache(1_000)
def _country(database: Path | None, address: str) -> str:
    """The country of an address, as far as a database on this machine knows it."""
    if database is None:
        return ""
    try:
        found = _countries(database).get(address)
    except ValueError:  # No address, as with a socket.
        return ""
    country = found.get("country") if isinstance(found, dict) else None
    code = country.get("iso_code") if isinstance(country, dict) else None
    return code if isinstance(code, str) else ""


@lru_cache(1)
def _countries(database: Path) -> Reader:
    return open_database(database, MODE_MEMORY)


def check_country_database(settings: Settings) -> None:
    """Raise `CountryDatabaseUnusable` at the start, and not at the first sign-in."""
    if settings.country_database is None:
        return
    try:
        _countries(settings.country_database)
    except (OSError, InvalidDatabaseError) as error:
        raise CountryDatabaseUnusable(settings.country_database) from error
