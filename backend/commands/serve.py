"""Serve the portal and, unless WORKER=false, work on its background jobs in the same process."""

from argparse import Namespace

from backend.commands.preparation import database_server, read_settings, require_current_schema
from backend.core.listening import listen


def run(_options: Namespace) -> None:
    settings = read_settings()
    sockets = listen(settings.host, settings.port)
    with database_server(settings) as dsn:
        require_current_schema(dsn)
        # The application is a second of imports: first everything that may refuse.
        from backend.commands.serving import serve_portal  # noqa: PLC0415

        serve_portal(
            settings, dsn=dsn, sockets=sockets, on_ready=lambda: print(f"Serving {settings.origin}", flush=True)
        )
