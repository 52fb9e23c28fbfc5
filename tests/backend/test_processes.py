"""Starting and ending the portal: what a person at a terminal, a service manager and a crash do to it."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from backend.core.listening import listen
from backend.demo.people import ACCOUNTS
from tests.support.commands import ROOT, SERVICETHEKE, run, started
from tests.support.folders import folder_for_server
from tests.support.network import free_port
from tests.support.processes import all_gone

_MAKE = shutil.which("make") or "/usr/bin/make"


def _place(folder: Path) -> Path:
    """A VAR_DIR that shares the pages that are built already."""
    folder.mkdir()
    (folder / "site").symlink_to(ROOT / "var" / "site")
    return folder


@pytest.fixture
def var_dir(server_folder: Path) -> Path:
    return _place(server_folder / "var")


@pytest.fixture(scope="module")
def migrated_dir() -> Iterator[Path]:
    with folder_for_server() as folder:
        place = _place(folder / "var")
        assert run(SERVICETHEKE, "migrate", VAR_DIR=str(place)).returncode == 0
        yield place


@pytest.fixture(scope="module")
def demo_dir() -> Iterator[Path]:
    """Loading the demo takes seconds; as on a laptop, later starts find it loaded."""
    with folder_for_server() as folder:
        yield _place(folder / "var")


@pytest.fixture
def taken_port() -> Iterator[int]:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        yield port


@pytest.mark.parametrize("how", ["Ctrl-C", "kill", "kill -9"])
def test_make_run_says_how_to_get_in_and_leaves_no_process_however_it_ends(demo_dir: Path, how: str) -> None:
    port = free_port()
    with started([_MAKE, "run"], ready="Ctrl-C", PORT=str(port), VAR_DIR=str(demo_dir)) as portal:
        assert httpx.get(f"http://localhost:{port}/health/ready").json() == {"status": "ready"}
        assert f"http://localhost:{port}/demo/mail" in portal.greeting
        assert all(account.email in portal.greeting for account in ACCOUNTS)
        # The terminal sends Ctrl-C to every process of its foreground group; the others reach `make` alone.
        if how == "Ctrl-C":
            os.killpg(portal.process.pid, signal.SIGINT)
        else:
            portal.process.send_signal(signal.SIGTERM if how == "kill" else signal.SIGKILL)
        assert all_gone(portal.processes)
        assert len(portal.processes) > 3
    for listening in listen("localhost", port):
        listening.close()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_serve_ends_with_all_that_it_started(migrated_dir: Path, how: signal.Signals) -> None:
    with started([SERVICETHEKE, "serve"], ready="Serving", PORT=str(free_port()), VAR_DIR=str(migrated_dir)) as portal:
        portal.process.send_signal(how)
        assert all_gone(portal.processes)
        assert portal.process.wait() == (-signal.SIGKILL if how is signal.SIGKILL else 0)


def test_an_old_schema_is_not_served(var_dir: Path) -> None:
    refusal = run(SERVICETHEKE, "serve", PORT=str(free_port()), VAR_DIR=str(var_dir))
    assert refusal.returncode == 1
    assert "run `servicetheke migrate`" in _sentence(refusal.stderr)


@pytest.mark.parametrize("command", [[_MAKE, "run"], [SERVICETHEKE, "demo"], [SERVICETHEKE, "serve"]])
def test_a_used_port_is_one_sentence_before_anything_is_started(
    var_dir: Path, taken_port: int, command: list[str]
) -> None:
    refusal = run(*command, PORT=str(taken_port), VAR_DIR=str(var_dir))
    assert refusal.returncode != 0
    assert f"Port {taken_port} is used by another program" in _sentence(refusal.stderr)
    assert [path.name for path in var_dir.iterdir()] == ["site"]


def test_data_of_another_version_is_one_sentence_and_stays_as_it_is(var_dir: Path) -> None:
    (var_dir / "postgres").mkdir()
    (var_dir / "postgres" / "PG_VERSION").write_text("15\n")
    refusal = run(SERVICETHEKE, "demo", PORT=str(free_port()), VAR_DIR=str(var_dir))
    assert refusal.returncode == 1
    assert "was made by PostgreSQL 15" in _sentence(refusal.stderr)
    assert [path.name for path in (var_dir / "postgres").iterdir()] == ["PG_VERSION"]


def test_a_second_portal_on_the_same_data_is_refused_and_other_commands_join_the_first(migrated_dir: Path) -> None:
    place = str(migrated_dir)
    with started([SERVICETHEKE, "serve"], ready="Serving", PORT=str(free_port()), VAR_DIR=place) as first:
        joined = run(SERVICETHEKE, "migrate", VAR_DIR=place)
        assert joined.stdout == "The database has the schema of this version.\n"
        second = run(SERVICETHEKE, "serve", PORT=str(free_port()), VAR_DIR=place)
        assert second.returncode == 1
        assert f"in use by process {first.process.pid}" in _sentence(second.stderr)
        assert first.process.poll() is None


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    refusal = run(_MAKE, "run", PATH=str(tmp_path))
    assert refusal.returncode != 0
    assert "Servicetheke needs Python 3.11 or newer" in refusal.stderr


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"PORT": "eighty"}, "PORT: "),
        ({"PUBLIC_URL": "portal.example.org"}, "PUBLIC_URL: "),
        ({"DATABASE_URL": "postgresql://portal:hidden@localhost:1/portal"}, "database at localhost cannot be used"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence_without_secrets(
    var_dir: Path, variables: dict[str, str], words: str
) -> None:
    refusal = run(SERVICETHEKE, "serve", **{"VAR_DIR": str(var_dir), "PORT": str(free_port())} | variables)
    assert refusal.returncode == 1
    assert words in _sentence(refusal.stderr)
    assert "hidden" not in refusal.stderr


def _sentence(stderr: str) -> str:
    """What a command said in the end; `make` adds that its target failed."""
    lines = [line for line in stderr.splitlines() if not line.startswith("make: ***") and "chmod o+x" not in line]
    assert len(lines) == 1, stderr
    return lines[0]
