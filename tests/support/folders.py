"""Temporary folders that pytest's own are not good for."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_IN_MEMORY = Path("/dev/shm")
_ROOM = 3_000_000_000


@contextmanager
def folder_for_server() -> Iterator[Path]:
    """A folder that a database server may reach as another user.

    pytest shuts the one above all its temporary folders to others whenever it starts, also to the servers of a run
    beside it. It is in memory where there is room: a disk takes ten times as long for the thousand files of the
    database that each test gets.
    """
    in_memory = _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > _ROOM
    with TemporaryDirectory(prefix="servicetheke-test-", dir=_IN_MEMORY if in_memory else None) as folder:
        yield Path(folder)
