"""The set-up that `make` does before anything is installed."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from backend.bootstrap import checks, packages
from backend.bootstrap.browser import find_browser
from backend.bootstrap.checks import ChecksFailed, check
from backend.bootstrap.packages import install_packages
from backend.bootstrap.steps import StepFailed
from tests.support.commands import ROOT, run


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A virtual environment as far as the set-up looks at it."""
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()
    monkeypatch.setattr(packages, "VENV", folder)
    return folder


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that comes first in PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def _program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def _uv(folder: Path, *, version: str, exit_code: int = 0) -> Path:
    """A uv that notes what it is asked to do."""
    note = folder / "note"
    _program(
        folder, "uv", f'[ "$1" = --version ] && echo "uv {version}" && exit 0; echo "$@" >> {note}; exit {exit_code}'
    )
    return note


def test_packages_are_installed_once_for_each_lockfile(venv: Path, programs: Path) -> None:
    note = _uv(programs, version="99.0.0")
    install_packages()
    install_packages()
    (asked,) = note.read_text().splitlines()
    assert asked.startswith("sync --locked")
    (venv / ".servicetheke").write_text("another lockfile")
    install_packages()
    assert len(note.read_text().splitlines()) == 2


def test_a_failed_installation_is_a_sentence_and_is_tried_again(venv: Path, programs: Path) -> None:
    note = _uv(programs, version="99.0.0", exit_code=2)
    for _ in range(2):
        with pytest.raises(StepFailed, match="Installing Python packages failed"):
            install_packages()
    assert len(note.read_text().splitlines()) == 2
    assert not (venv / ".servicetheke").exists()


@pytest.mark.parametrize(("version", "usable"), [("0.4.0", False), ("0.13.9", True), ("1.2.0", True)])
def test_a_uv_that_is_too_old_for_the_lockfile_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, programs: Path, version: str, usable: bool
) -> None:
    own = tmp_path / "tools"
    (own / "uv" / "bin").mkdir(parents=True)
    _uv(own / "uv" / "bin", version="99.0.0")
    monkeypatch.setattr(packages, "TOOLS", own)
    _uv(programs, version=version)
    assert packages._uv() == str((programs if usable else own / "uv" / "bin") / "uv")


def test_the_browser_is_one_that_starts(programs: Path) -> None:
    _program(programs, "chromium", "echo 'install the snap'; exit 1")
    browser = find_browser()
    assert browser is not None
    assert browser.parent != programs
    version = subprocess.run([browser, "--version"], capture_output=True, text=True, check=True).stdout
    assert "Chrom" in version


def test_a_check_that_fails_is_named_and_its_findings_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "untidy.py").write_text("import os\n")
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    with pytest.raises(ChecksFailed, match="ruff check"):
        check()
    printed = capsys.readouterr().out
    assert "`os` imported but unused" in printed
    assert "ruff format: passed" in printed


def test_every_target_of_make_says_what_it_does() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    shown = run("make", "help").stdout
    assert all(f"make {target} " in shown for target in phony[1].split())


def test_a_python_that_cannot_make_a_virtual_environment_is_passed_over(tmp_path: Path) -> None:
    for name in ("python3", "python3.13", "python3.12", "python3.11", "python"):
        _program(tmp_path, name, 'case "$*" in *ensurepip*) exit 1;; esac; echo "was used anyway"')
    refusal = run(shutil.which("make") or "make", "check", PATH=str(tmp_path))
    assert refusal.returncode != 0
    assert "was used anyway" not in refusal.stdout
    assert "with its venv module" in refusal.stderr
