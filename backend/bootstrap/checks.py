"""The checks that read the code without running it, side by side."""

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from backend.bootstrap.steps import ROOT, VENV, environment
from backend.core.command_error import CommandError

_CHECKS = {
    "ruff check": ("ruff", "check", "--quiet"),
    "ruff format": ("ruff", "format", "--check", "--quiet"),
    "mypy": ("mypy", "--no-error-summary"),
    "import contracts": ("lint-imports",),
}


class ChecksFailed(CommandError):
    """The code breaks a rule; what the check said is printed above."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Found by {' and '.join(names)}, see above: mend it, `ruff format` for the layout.")


@dataclass(frozen=True)
class _Result:
    name: str
    passed: bool
    output: str
    seconds: float


def check() -> None:
    """Run all checks and print what they find. Raises `ChecksFailed`."""
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(_check, _CHECKS))
    for result in results:
        print(f"{result.name}: {'passed' if result.passed else 'FAILED'} ({result.seconds:.1f} s)")
        if not result.passed:
            print(result.output)
    failed = [result.name for result in results if not result.passed]
    if failed:
        raise ChecksFailed(failed)


def _check(name: str) -> _Result:
    program, *arguments = _CHECKS[name]
    started = time.monotonic()
    # Fixed commands from this module.
    run = subprocess.run(  # noqa: S603
        [VENV / "bin" / program, *arguments],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return _Result(name, run.returncode == 0, run.stdout, time.monotonic() - started)
