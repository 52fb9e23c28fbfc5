"""A cookie that lets a browser be known again when it comes back from another service. It opens nothing by itself."""

from datetime import timedelta
from typing import Any

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from backend.core.settings import Settings
from backend.web.configured import settings_of

_LONGEST_TOKEN = 100
_MARK = "service-waits"


def _name(settings: Settings) -> str:
    """As with the session's cookie: where there is HTTPS, no other host of the domain can plant it."""
    return "__Host-service" if settings.secure else "service"


def browser_token_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """What the browser keeps; empty when it keeps nothing of plausible length."""
    token = connection.cookies.get(_name(settings_of(connection)), "")
    return token if len(token) <= _LONGEST_TOKEN else ""


def keep_in_browser(
    response: Response[Any], *, token: str, lifetime: timedelta, settings: Settings, waits: bool = False
) -> None:
    """SameSite=Lax: it must come along when the other service sends the browser back.

    `waits` tells the pages, by a cookie that they can read and that holds nothing else, to ask what waits here.
    """
    seconds = int(lifetime.total_seconds())
    response.set_cookie(_cookie(settings, token, max_age=seconds))
    response.set_cookie(_mark(settings, "1" if waits else "", max_age=seconds if waits else 0))


def drop_from_browser(response: Response[Any], *, settings: Settings) -> None:
    response.set_cookie(_cookie(settings, "", max_age=0))
    response.set_cookie(_mark(settings, "", max_age=0))


def _mark(settings: Settings, value: str, *, max_age: int) -> Cookie:
    return Cookie(key=_MARK, value=value, max_age=max_age, path="/", secure=settings.secure, samesite="lax")


def _cookie(settings: Settings, value: str, *, max_age: int) -> Cookie:
    return Cookie(
        key=_name(settings),
        value=value,
        max_age=max_age,
        path="/",
        httponly=True,
        secure=settings.secure,
        samesite="lax",
    )
