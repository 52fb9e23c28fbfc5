"""The API as a browser reaches it, without a network and without a start: the database pool is the test's own."""

from copy import copy
from functools import cache
from pathlib import Path
from typing import cast

import httpx
from litestar import Litestar

from backend.core.settings import Settings
from backend.web.app import create_litestar, state_of
from backend.web.gate import Application, Gate


def litestar_of(gate: object) -> Litestar:
    """The application behind the gate."""
    assert isinstance(gate, Gate)
    assert isinstance(gate._app, Litestar)
    return gate._app


@cache
def put_together() -> Litestar:
    """The API with all its routes; making it takes longer than most tests."""
    return litestar_of(create_litestar(Settings(var_dir=Path("var"), demo=True), dsn=""))


def api(settings: Settings) -> Gate:
    """The API under these settings, with a gate of its own, and so with limits of its own."""
    app = copy(put_together())
    app.state = state_of(settings)
    return Gate(cast("Application", app), settings)


def browser_of(
    app: Gate, settings: Settings, *, raises: bool = False, agent: str = "", address: str = "192.0.2.1"
) -> httpx.AsyncClient:
    """A browser at the portal. With `raises`, an error nobody has dealt with reaches the test."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=raises, client=(address, 50_000)),
        base_url=f"{settings.origin}/api/v1",
        headers={"Origin": settings.origin, "User-Agent": agent},
    )
