"""Temporary folders that pytest's own are not good for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def folder_for_server() -> Iterator[Path]:
    """A folder that a database server may reach as another user.

    pytest shuts the one above all its temporary folders to others whenever it starts, also to the servers of a run
    beside it.
    """
    with TemporaryDirectory(prefix="servicetheke-test-") as folder:
        yield Path(folder)
