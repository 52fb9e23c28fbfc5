"""What the tests need to know about processes."""

import os
import time
from collections.abc import Callable, Iterable

import psutil


def eventually(condition: Callable[[], bool], *, seconds: float = 15) -> bool:
    """Wait for a condition that another process will make true; False when it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def family(pid: int) -> list[psutil.Process]:
    """A process and all that descend from it."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def all_gone(processes: Iterable[psutil.Process], *, seconds: float = 15) -> bool:
    """Whether every process has ended, or ends in a moment. One that only waits to be reaped has ended."""
    return eventually(lambda: not any(_is_alive(process) for process in processes), seconds=seconds)


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def is_root() -> bool:
    return os.geteuid() == 0
