"""Runs the portal's commands as a person at a terminal does."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil

from tests.support.processes import all_gone, family

ROOT: Final = Path(__file__).parents[2]
SERVICETHEKE: Final = str(Path(sys.executable).with_name("servicetheke"))
_START_SECONDS = 180


def environment(**variables: str) -> dict[str, str]:
    """That of the tests, without what a `make` around them has left there."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    return inherited | variables


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_START_SECONDS,
        check=False,
    )


class Started:
    """A running command and all processes that it has started."""

    def __init__(self, process: subprocess.Popen[str], greeting: str) -> None:
        self.process = process
        self.greeting = greeting
        self.processes: list[psutil.Process] = family(process.pid)


@contextmanager
def started(command: Sequence[str], *, ready: str, **variables: str) -> Iterator[Started]:
    """A command in a process group of its own, from the line that contains `ready` on.

    Whatever a failed test leaves running is killed.
    """
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )
    overdue = threading.Timer(_START_SECONDS, process.kill)
    overdue.start()
    running = None
    try:
        running = Started(process, _greeting(process, ready))
        yield running
    finally:
        overdue.cancel()
        for survivor in running.processes if running else family(process.pid):
            if not all_gone([survivor], seconds=0):
                survivor.kill()
        process.communicate()


def _greeting(process: subprocess.Popen[str], ready: str) -> str:
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if ready in line:
            return "".join(lines)
    raise AssertionError(f"It ended before it was ready:\n{''.join(lines)}")
