"""The composition root: the one place that knows the API, the pages and the page state, and puts them together."""

from collections.abc import Sequence

from backend.core.settings import Settings
from backend.web.app import Lifespan, create_litestar
from backend.web.dispatcher import Dispatcher
from backend.web.gate import Application
from backend.web.security_headers import SecurityHeaders
from backend.web.session import cookie_name
from backend.web.static import StaticSite
from frontend.api.client import use_application
from frontend.runtime import BACKEND_PATH, page_state_application

_DEMO_ONLY = ("demo", "dev")
"""Kinds of access whose pages exist in demo mode only."""


def create_app(settings: Settings, *, dsn: str, lifespans: Sequence[Lifespan] = ()) -> Application:
    """The whole portal as one ASGI application.

    Raises `SiteMissing` when the pages have not been built.
    """
    api = create_litestar(settings, dsn=dsn, lifespans=lifespans)
    use_application(api, origin=settings.origin, cookie=cookie_name(settings))
    return SecurityHeaders(
        Dispatcher(
            api=api,
            page_state=page_state_application(
                redis_url=settings.redis_url.get_secret_value(), keep_seconds=settings.session_idle_minutes * 60
            ),
            page_state_path=BACKEND_PATH,
            static=StaticSite(
                settings.var_dir / "site", hidden=() if settings.demo else _DEMO_ONLY, secure=settings.secure
            ),
            origin=settings.origin,
        ),
        secure=settings.secure,
    )
