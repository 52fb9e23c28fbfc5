"""Puts the locked Python packages into `.venv`, with uv, which is fetched when it is missing."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from backend.bootstrap.steps import ROOT, TOOLS, VENV, run, slow_step

_UV_VERSION = "0.13.9"
_NEWEST_PYTHON = (3, 13)  # As `requires-python` in pyproject.toml.
_ONLINE = "check the connection to pypi.org, then try again"


def install_packages() -> None:
    """Nothing happens, in milliseconds, as long as the lockfile stays as it is."""
    stamp = VENV / ".servicetheke"
    state = _state()
    if (VENV / "bin" / "python").exists() and stamp.exists() and stamp.read_text() == state:
        return
    uv = _uv()
    with slow_step("Installing Python packages"):
        run("Installing Python packages", [uv, "sync", "--locked", "--quiet", *_python()], advice=_ONLINE)
    stamp.write_text(state)


def _state() -> str:
    files = (ROOT / "uv.lock", ROOT / "pyproject.toml")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _python() -> list[str]:
    """This Python, unless it is newer than the portal: then uv looks for another, and may fetch one."""
    if sys.version_info[:2] > _NEWEST_PYTHON:
        return []
    # Of the installation, not of a virtual environment that may be active.
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    return ["--no-python-downloads", "--python", str(base if base.exists() else sys.executable)]


def _uv() -> str:
    """A uv that reads our lockfile: the one in PATH if it is new enough, else our own."""
    own = TOOLS / "uv" / "bin" / "uv"
    for candidate in (shutil.which("uv"), str(own)):
        if candidate is not None and _version(candidate) >= _numbers(_UV_VERSION):
            return candidate
    with slow_step(f"Fetching uv {_UV_VERSION}, which installs the packages"):
        shutil.rmtree(own.parents[1], ignore_errors=True)
        run("Fetching uv", [sys.executable, "-m", "venv", own.parents[1]], advice="install Python's venv module")
        pip: list[str | Path] = [
            own.with_name("python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        run("Fetching uv", [*pip, f"uv=={_UV_VERSION}"], advice=_ONLINE)
    return str(own)


def _version(uv: str) -> tuple[int, ...]:
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - found above
    except (OSError, subprocess.CalledProcessError):
        return ()
    return _numbers(answer.stdout)


def _numbers(text: str) -> tuple[int, ...]:
    match = re.search(r"(\d+)\.(\d+)\.(\d+)", text)
    return tuple(map(int, match.groups())) if match else ()
