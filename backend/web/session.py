"""The session cookie: HttpOnly, SameSite=Lax, bound to the host by its `__Host-` name wherever there is HTTPS."""

from typing import Any

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from backend.core.settings import Settings
from backend.web.configured import settings_of

_LONGEST_TOKEN = 100


def cookie_name(settings: Settings) -> str:
    """`__Host-` demands Secure, Path=/ and no Domain (RFC 6265bis, 4.1.3.2); plain HTTP cannot give Secure."""
    return "__Host-session" if settings.secure else "session"


def token_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str | None:
    """The token in the request's cookie, if there is one of plausible length."""
    token = connection.cookies.get(cookie_name(settings_of(connection)))
    return token if token and len(token) <= _LONGEST_TOKEN else None


def set_session_cookie(response: Response[Any], *, token: str, settings: Settings) -> None:
    """Hand the token to the browser for as long as the session may live at most."""
    response.set_cookie(_cookie(settings, token, max_age=settings.session_absolute_hours * 3600))


def clear_session_cookie(response: Response[Any], *, settings: Settings) -> None:
    """Make the browser forget the token."""
    response.set_cookie(_cookie(settings, "", max_age=0))


def _cookie(settings: Settings, value: str, *, max_age: int) -> Cookie:
    return Cookie(
        key=cookie_name(settings),
        value=value,
        max_age=max_age,
        path="/",
        httponly=True,
        secure=settings.secure,
        samesite="lax",
    )
