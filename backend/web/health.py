"""Whether the server is alive, and whether it can work."""

import asyncpg
import structlog
from litestar import Router, get

from backend.core import database
from backend.core.errors import Problem
from backend.web.policy import public
from backend.web.problems import raises

_log = structlog.get_logger(__name__)

_SILENCES = (
    OSError,
    TimeoutError,
    RuntimeError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""A database that is gone shows in many ways, depending on the moment."""


class DatabaseSilent(Problem):
    """The database does not answer."""

    status = 503
    slug = "database-silent"
    title = "The database does not answer"


@get("/live", guards=[public], responses=raises())
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@get("/ready", guards=[public], responses=raises(DatabaseSilent))
async def ready() -> dict[str, str]:
    """The process can serve people: the database answers."""
    try:
        await database.ping()
    except _SILENCES as error:
        _log.warning("database silent", error=type(error).__name__)
        raise DatabaseSilent from error
    return {"status": "ready"}


router = Router("/health", route_handlers=[live, ready], tags=["health"])
