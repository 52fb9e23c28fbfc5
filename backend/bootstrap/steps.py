"""Runs the programs of the set-up and says what takes long."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from backend.core.command_error import CommandError

ROOT = Path(__file__).parents[2]
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"


class StepFailed(CommandError):
    """A program of the set-up ended with an error, which it has printed."""

    def __init__(self, step: str, advice: str) -> None:
        super().__init__(f"{step} failed, see above: {advice}.")


@contextmanager
def slow_step(text: str) -> Iterator[None]:
    """Say what begins, and how long it took."""
    print(f"{text} …", flush=True)
    started = time.monotonic()
    yield
    print(f"  done in {time.monotonic() - started:.0f} s", flush=True)


def run(step: str, command: Sequence[str | Path], *, advice: str, **variables: str) -> None:
    """Run a program in the project's folder. Raises `StepFailed`."""
    try:
        subprocess.run(command, cwd=ROOT, env=environment() | variables, check=True)  # noqa: S603 - our own list
    except (subprocess.CalledProcessError, OSError) as error:
        if isinstance(error, OSError):
            print(error, flush=True)
        raise StepFailed(step, advice) from None


_FOREIGN = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE"}


def environment() -> dict[str, str]:
    """Our programs first; no trace of another virtual environment that may be active.

    Compiled modules are kept in any case, away from the sources: compiling them at each start takes 2 seconds.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    return kept | {"PATH": path, "PYTHONPYCACHEPREFIX": str(TOOLS / "bytecode")}
