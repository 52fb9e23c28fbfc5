"""Runs the programs of the build."""

import os
import subprocess
import sys
from pathlib import Path

from frontend.building.places import FRONTEND, ROOT, BuildError


def run(*command: str, given: str = "", **variables: str) -> str:
    """Run a program of the venv in the frontend's folder and return what it prints.

    Raises BuildError with everything it printed.
    """
    program, *arguments = command
    result = subprocess.run(  # noqa: S603 - the programs stand in the code, never in a request
        [str(_VENV / program), *arguments],
        input=given,
        cwd=FRONTEND,
        env=_environment(variables),
        text=True,
        capture_output=True,
        check=False,
    )
    if result.returncode:
        raise BuildError(f"{program} failed:\n{result.stdout}\n{result.stderr}")
    return result.stdout


_VENV = Path(sys.executable).parent


def _environment(variables: dict[str, str]) -> dict[str, str]:
    """The venv's own programs come first, and nothing asks hosts that nobody chose."""
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(_VENV), os.environ.get("PATH", "")]),
        "PYTHONPATH": str(ROOT),
        # Otherwise Reflex measures which of two package registries answers faster.
        "NPM_CONFIG_REGISTRY": os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org"),
        **variables,
    }
