"""Serves the portal until a signal ends it; shared by `serve` and `demo`."""

import socket
from collections.abc import Callable

from backend.asgi import create_app
from backend.core.jobs import run_worker
from backend.core.settings import Settings
from backend.core.supervisor import supervise, web_server


def serve_portal(settings: Settings, *, dsn: str, sockets: list[socket.socket], on_ready: Callable[[], None]) -> None:
    """Web server and, unless switched off, worker in this process."""
    app = create_app(settings, dsn=dsn)
    services = [web_server(app, sockets, trusted_proxies=settings.trusted_proxies, on_ready=on_ready)]
    if settings.worker:
        services.append(lambda stopping: run_worker(settings, dsn=dsn, stopping=stopping))
    supervise(*services)
