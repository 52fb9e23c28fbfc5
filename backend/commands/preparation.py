"""What commands do before their own work: read the settings, reach the database, look at its schema."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from pydantic import ValidationError

from backend.core.command_error import CommandError
from backend.core.directory_lock import noted_by_holder
from backend.core.embedded_postgres import EmbeddedPostgres, dsn_on
from backend.core.migrate import SchemaMismatch, is_current, migrate
from backend.core.settings import Settings


class BadSettings(CommandError):
    """Something in the environment cannot be used. The values are not repeated: some are secrets."""

    def __init__(self, error: ValidationError) -> None:
        faults = [f"{'.'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()]
        super().__init__(f"A setting in the environment cannot be used ({'; '.join(faults)}).")


class DatabaseUnreachable(CommandError):
    """DATABASE_URL leads nowhere, or not to us."""

    def __init__(self, dsn: str, reason: str) -> None:
        super().__init__(f"The database at {urlsplit(dsn).hostname} cannot be used ({reason}): check DATABASE_URL.")


class SchemaOutOfDate(CommandError):
    """The database waits for this version's migrations."""

    def __init__(self) -> None:
        super().__init__("The database has the schema of an older version: run `servicetheke migrate`, then try again.")


class SchemaOfOtherVersion(CommandError):
    """The database has migrations that this version does not know."""


def read_settings(**fixed: Any) -> Settings:
    """The settings of the environment; `fixed` ones are the command's own."""
    try:
        settings = Settings(**fixed)
    except ValidationError as error:
        raise BadSettings(error) from None
    # Serving changes the working directory.
    places = {"var_dir": settings.var_dir.absolute(), "portal_toml": settings.portal_toml.absolute()}
    return settings.model_copy(update=places)


@contextmanager
def database_server(settings: Settings, *, join: bool = False) -> Iterator[str]:
    """The DSN of the database; without DATABASE_URL, of an embedded server that runs until the end of the block.

    `join`: when the portal is running on the embedded server, use that one instead of refusing.
    """
    configured = settings.database_url.get_secret_value()
    data = settings.var_dir / "postgres"
    sockets = noted_by_holder(data) if join else None
    if configured:
        yield configured
    elif sockets is not None:
        yield dsn_on(sockets)
    else:
        with EmbeddedPostgres(data) as server:
            yield server.dsn()


def require_current_schema(dsn: str) -> None:
    """Raise unless the database has exactly this version's schema."""
    with _explained(dsn):
        current = asyncio.run(is_current(dsn))
    if not current:
        raise SchemaOutOfDate


def bring_up_to_date(dsn: str) -> list[str]:
    """Apply the missing migrations and return their names."""
    with _explained(dsn):
        return asyncio.run(migrate(dsn))


@contextmanager
def _explained(dsn: str) -> Iterator[None]:
    try:
        yield
    except SchemaMismatch as error:
        raise SchemaOfOtherVersion(str(error)) from None
    except asyncpg.InvalidAuthorizationSpecificationError:
        raise DatabaseUnreachable(dsn, "user and password are not accepted") from None
    except asyncpg.InvalidCatalogNameError:
        raise DatabaseUnreachable(dsn, "there is no database of that name") from None
    except (OSError, asyncpg.CannotConnectNowError) as error:
        raise DatabaseUnreachable(dsn, str(error)) from None
