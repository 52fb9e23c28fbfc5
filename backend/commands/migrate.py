"""Bring the database to the schema of this version. It may be run at any time and does only what is missing."""

from argparse import Namespace

from backend.commands.preparation import bring_up_to_date, database_server, read_settings


def run(_options: Namespace) -> None:
    with database_server(read_settings(), join=True) as dsn:
        applied = bring_up_to_date(dsn)
    for name in applied:
        print(f"Applied {name}.")
    print("The database has the schema of this version.")
