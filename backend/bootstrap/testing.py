"""Runs all tests: those that work a browser beside all others, so that two cores have something to do."""

import subprocess
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from backend.bootstrap.steps import ROOT, VENV, StepFailed, environment


def run_tests() -> None:
    """What the browser's tests print comes after the others, in one piece. Raises `StepFailed`."""
    with ExitStack() as ends:
        folder = Path(ends.enter_context(TemporaryDirectory(prefix="servicetheke-tests-")))
        report = ends.enter_context((folder / "browser.txt").open("w+", encoding="utf-8"))
        # Each run has a folder of its own: pytest clears away those of other runs.
        browser = subprocess.Popen(  # noqa: S603 - our own list
            _pytest("e2e", "--basetemp", str(folder / "browser"), "-p", "no:cacheprovider"),
            cwd=ROOT,
            env=environment(),
            stdout=report,
            stderr=subprocess.STDOUT,
        )
        ends.callback(browser.wait)
        ends.callback(browser.terminate)
        others = subprocess.run(  # noqa: S603 - our own list
            _pytest("tests"), cwd=ROOT, env=environment(), check=False
        )
        browser.wait()
        report.seek(0)
        print(report.read(), flush=True)
    if others.returncode or browser.returncode:
        raise StepFailed("A test", "mend what it says")


def _pytest(*arguments: str) -> list[str]:
    return [str(VENV / "bin" / "python"), "-m", "pytest", *arguments]
