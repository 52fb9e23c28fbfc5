"""The settings that the running portal was put together with."""

from typing import Any

from litestar.connection import ASGIConnection

from backend.core.settings import Settings


def settings_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Settings:
    """The settings of the application that answers this request."""
    settings: Settings = connection.app.state.settings
    return settings
