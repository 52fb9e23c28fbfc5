"""Work on background jobs until a signal ends it, beside servers that run with WORKER=false."""

from argparse import Namespace

from backend.commands.preparation import database_server, read_settings, require_current_schema
from backend.core.jobs import run_worker
from backend.core.logs import set_up_logging
from backend.core.supervisor import supervise


def run(_options: Namespace) -> None:
    settings = read_settings()
    set_up_logging(settings.log_format)
    with database_server(settings, join=True) as dsn:
        require_current_schema(dsn)
        supervise(lambda stopping: run_worker(settings, dsn=dsn, stopping=stopping))
