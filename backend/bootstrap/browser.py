"""Finds a Chromium for the tests, or gets one: Playwright's, else the distribution's when root may install it.

Most tests need no window around the pages and run in Chromium's headless shell, which takes a quarter of the work.
Playwright brings both; Debian has a package for each.
"""

import os
import shutil
import subprocess
from pathlib import Path

from backend.bootstrap.steps import VENV, environment, slow_step
from backend.core.command_error import CommandError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SHELL = "chromium-headless-shell"
_PLAYWRIGHTS = "from playwright.sync_api import sync_playwright as p\nwith p() as p: print(p.chromium.executable_path)"


class NoBrowser(CommandError):
    """There is no Chromium and none could be fetched."""

    def __init__(self) -> None:
        super().__init__(
            "The tests need Chromium and it could not be fetched: install it (on Debian: apt-get install chromium), "
            "or run `.venv/bin/playwright install --with-deps chromium`."
        )


def find_browser() -> Path | None:
    """A Chromium that starts: of the system, or Playwright's own."""
    return _of_the_system(*_NAMES) or _playwrights()


def get_browser() -> Path:
    """A Chromium that starts, fetched when there is none. Raises `NoBrowser`.

    Beside Debian's own, its headless shell is fetched. The tests pass without it; they only take longer.
    """
    found = find_browser()
    for fetch in (_fetch_playwrights, _fetch_from_distribution):
        if found is None:
            fetch()
            found = find_browser()
    if found is None:
        raise NoBrowser
    if found.name == "chromium" and _of_the_system(_SHELL) is None:
        _install(_SHELL)
    return found


def _of_the_system(*names: str) -> Path | None:
    folders = os.get_exec_path()
    paths = [Path(found) for name in names for folder in folders if (found := shutil.which(name, path=folder))]
    return next(filter(_starts, paths), None)


def _starts(browser: Path) -> bool:
    """Also false for a browser whose libraries are missing, and for the stub that only tells to install a snap."""
    try:
        # The browser is one that `which` or Playwright named.
        result = subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0


def _playwrights() -> Path | None:
    command = [str(VENV / "bin" / "python"), "-c", _PLAYWRIGHTS]
    # Fixed text, run by our own interpreter.
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    path = Path(answer.stdout.strip())
    return path if path.is_file() and _starts(path) else None


def _fetch_playwrights() -> None:
    with slow_step("Fetching Chromium for the tests from Playwright"):
        _try([str(VENV / "bin" / "playwright"), "install", "chromium"])


def _fetch_from_distribution() -> None:
    _install("chromium")


def _install(package: str) -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with slow_step(f"Installing {package} for the tests with apt-get"):
            _try(["apt-get", "update", "-q"])
            _try(["apt-get", "install", "-q", "-y", "--no-install-recommends", package])


def _try(command: list[str]) -> None:
    """Whether it worked shows when the browser is looked for again."""
    variables = {"DEBIAN_FRONTEND": "noninteractive", "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "15000"}
    # Fixed commands from this module.
    subprocess.run(command, env=environment() | variables, stdin=subprocess.DEVNULL, check=False)  # noqa: S603
