"""Configuration of Reflex. It is read only from this folder: `frontend.runtime` and `frontend.build` see to that."""

import reflex as rx
from reflex.plugins.sitemap import SitemapPlugin

from frontend.building.bundle import Bundle

config = rx.Config(
    app_name="frontend",
    app_module_import="frontend.app",
    # The dispatcher in backend/asgi.py hands this path, and nothing else, to Reflex.
    backend_path="/portal",
    plugins=[Bundle()],
    disable_plugins=[SitemapPlugin],
    telemetry_enabled=False,
    show_built_with_reflex=False,
    # The build compresses itself, after it has completed the exported pages.
    frontend_compression_formats=[],
    # The default would write personal data from page state into files. Several processes share Redis instead:
    # `frontend.runtime` then sets REFLEX_STATE_MANAGER_MODE and REFLEX_REDIS_URL from the settings.
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    # Nobody is let in by CORS; the dispatcher admits websockets from the own origin only.
    cors_allowed_origins=[],
)
