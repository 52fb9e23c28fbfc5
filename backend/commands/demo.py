"""Serve the portal with demo data: what `make run` ends with. Never for real data: anybody can read the demo's mail."""

from argparse import Namespace

from backend.commands.preparation import bring_up_to_date, database_server, read_settings
from backend.core.listening import listen


def run(_options: Namespace) -> None:
    settings = read_settings(demo=True)
    sockets = listen(settings.host, settings.port)
    with database_server(settings) as dsn:
        bring_up_to_date(dsn)
        # The application is a second of imports: first everything that may refuse.
        from backend.commands.serving_demo import serve_demo  # noqa: PLC0415

        serve_demo(settings, dsn=dsn, sockets=sockets)
