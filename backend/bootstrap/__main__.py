"""`python -m backend.bootstrap TARGET`: what `make TARGET` does."""

import ctypes
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from backend.bootstrap.browser import get_browser
from backend.bootstrap.checks import check
from backend.bootstrap.packages import install_packages
from backend.bootstrap.steps import ROOT, VENV, environment, run
from backend.bootstrap.testing import run_tests
from backend.core.command_error import CommandError
from backend.core.listening import listen

_PR_SET_PDEATHSIG = 1


def _run() -> None:
    _look_for_port()
    install_packages()
    _build_frontend()
    _become(VENV / "bin" / "servicetheke", "demo")


def _build() -> None:
    install_packages()
    _build_frontend()


def _check() -> None:
    install_packages()
    check()


def _test() -> None:
    _prepare_tests()
    check()
    run_tests()


def _audit() -> None:
    """The report is written in any case: it is most wanted when a page fails."""
    _prepare_tests()
    shutil.rmtree(ROOT / "var" / "audit" / "pages", ignore_errors=True)
    python = str(VENV / "bin" / "python")
    visits = "Visiting every page in every mode"
    try:
        run(visits, [python, "-m", "pytest", "e2e"], advice="the report tells more", A11Y_MATRIX="full")
    finally:
        run("The audit", [python, "-m", "a11y.audit"], advice="mend the pages, or drop the exemptions")


def _bench() -> None:
    _prepare_tests()
    _become(VENV / "bin" / "python", "-m", "tests.bench")


def _prepare_tests() -> None:
    install_packages()
    get_browser()
    _build_frontend("--tools")


def _build_frontend(*options: str) -> None:
    site = Path(os.environ.get("VAR_DIR") or "var") / "site"
    command = [str(VENV / "bin" / "python"), "-m", "frontend.build", "--output", str(site), *options]
    run("Building the frontend", command, advice="if it is the network, try again")


def _look_for_port() -> None:
    """Better now than after minutes of set-up. What is no number is refused later, with all other settings."""
    port = os.environ.get("PORT") or "8000"
    if port.isdecimal():
        for taken in listen(os.environ.get("HOST") or "127.0.0.1", int(port)):
            taken.close()


def _become(program: Path, *arguments: str) -> None:
    """Replace this process, so that Ctrl-C and the end of `make` reach the program itself."""
    os.chdir(ROOT)
    os.execve(program, [str(program), *arguments], environment())  # noqa: S606 - our own program, no shell wanted


def _end_with_make() -> None:
    """Nobody would hear of a `kill -9` of make: the kernel is asked to send SIGTERM then (prctl(2)).

    What this process becomes keeps that. Until then SIGTERM ends the step under way as well.
    """
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    if sys.platform == "linux" and "MAKELEVEL" in os.environ:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


_TARGETS: dict[str, Callable[[], None]] = {
    "run": _run,
    "build": _build,
    "check": _check,
    "test": _test,
    "audit": _audit,
    "bench": _bench,
}


def main() -> int:
    """Exit code 1 with one sentence, whatever the set-up lacks."""
    _end_with_make()
    try:
        _TARGETS[sys.argv[1]]()
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return 0


if __name__ == "__main__":
    sys.exit(main())
