"""Serves the portal until a signal ends it; shared by `serve` and `demo`."""

import gc
import logging
import socket
from collections.abc import Callable

from backend.asgi import create_app
from backend.core.jobs import worker_lifespan
from backend.core.logs import set_up_logging
from backend.core.settings import Settings
from backend.core.supervisor import supervise, web_server
from backend.web.clients import check_country_database


def serve_portal(
    settings: Settings,
    *,
    dsn: str,
    sockets: list[socket.socket],
    on_ready: Callable[[], None],
    log_level: int = logging.INFO,
) -> None:
    """Web server and, unless switched off, worker in this process."""
    set_up_logging(settings.log_format, level=log_level)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # Its steps are ours, and we tell them ourselves.
    check_country_database(settings)
    # The worker begins after the database pool is open and ends before it is closed.
    lifespans = [lambda _app: worker_lifespan(settings, dsn=dsn)] if settings.worker else []
    app = create_app(settings, dsn=dsn, lifespans=lifespans)
    # What is there by now stays to the end. To search it for garbage, now and then, stopped all requests for 80 ms.
    gc.collect()
    gc.freeze()
    supervise(web_server(app, sockets, trusted_proxies=settings.trusted_proxies, on_ready=on_ready))
