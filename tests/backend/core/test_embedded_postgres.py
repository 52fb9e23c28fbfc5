import asyncio
import signal
import stat
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from backend.core.command_error import CommandError
from backend.core.directory_lock import DataDirectoryInUse
from backend.core.embedded_postgres import (
    MAJOR_VERSION,
    DataDirectoryOfOtherVersion,
    EmbeddedPostgres,
    NotADataDirectory,
    ServerDidNotStart,
)
from tests.support.processes import all_gone, family, is_root

# Starts a server, says so, and then waits for a signal or the end of its input.
_HOLDER = """
import sys
from pathlib import Path
from backend.core.embedded_postgres import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1]), durable=False) as server:
    print(server.dsn(), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def data(server_folder: Path) -> Path:
    return server_folder / "var" / "postgres"


def ask(dsn: str, question: str) -> object:
    async def connect_and_ask() -> object:
        connection = await asyncpg.connect(dsn)
        try:
            return await connection.fetchval(question)
        finally:
            await connection.close()

    return asyncio.run(connect_and_ask())


def hold(data: Path) -> subprocess.Popen[str]:
    """Another process with a running server on `data`."""
    command = [sys.executable, "-c", _HOLDER, str(data)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def running_dsn(holder: subprocess.Popen[str]) -> str:
    assert holder.stdout is not None
    return holder.stdout.readline().strip()


def contents(directory: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_a_first_start_makes_a_private_database_that_sorts_by_code_point_and_knows_unicode(data: Path) -> None:
    with EmbeddedPostgres(data, durable=False) as server:
        assert ask(server.dsn(), "select current_database()") == "servicetheke"
        assert ask(server.dsn(), "select lower('ÄÖÜ')") == "äöü"
        assert ask(server.dsn(), "show listen_addresses") == ""
        sockets = Path(str(ask(server.dsn(), "show unix_socket_directories")))
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert not sockets.exists()


def test_the_extensions_of_the_portal_are_there(data: Path) -> None:
    with EmbeddedPostgres(data, durable=False) as server:
        for extension in ("btree_gist", "citext", "pg_trgm", "unaccent"):
            ask(server.dsn(), f"create extension {extension}")
        assert ask(server.dsn(), "select count(*) from pg_extension where extname <> 'plpgsql'") == 4


def test_data_is_still_there_after_a_second_start(data: Path) -> None:
    with EmbeddedPostgres(data) as server:
        ask(server.dsn(), "create table note as select 'kept' as text")
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn(), "select text from note") == "kept"


def test_a_second_server_on_the_same_data_is_refused_and_the_first_goes_on(data: Path) -> None:
    holder = hold(data)
    dsn = running_dsn(holder)
    with pytest.raises(DataDirectoryInUse, match=f"in use by process {holder.pid}"):
        EmbeddedPostgres(data).start()
    assert ask(dsn, "select 1") == 1
    holder.communicate()
    assert holder.returncode == 0


def test_a_server_is_refused_to_its_own_process_too(data: Path) -> None:
    with EmbeddedPostgres(data, durable=False) as server:
        with pytest.raises(DataDirectoryInUse):
            EmbeddedPostgres(data).start()
        with pytest.raises(DataDirectoryInUse):
            server.start()
        assert all(process.is_running() for process in family(server.pid))


def test_data_of_another_version_is_refused_and_left_alone(data: Path) -> None:
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    before = contents(data.parent)
    with pytest.raises(DataDirectoryOfOtherVersion, match=rf"PostgreSQL 16.*PostgreSQL {MAJOR_VERSION}"):
        EmbeddedPostgres(data).start()
    assert contents(data.parent) == before


def test_a_directory_with_other_files_is_refused_and_left_alone(data: Path) -> None:
    data.mkdir(parents=True)
    (data / "diary.txt").write_text("mine")
    before = contents(data.parent)
    with pytest.raises(NotADataDirectory):
        EmbeddedPostgres(data).start()
    assert contents(data.parent) == before


def test_what_an_interrupted_first_start_left_behind_is_no_obstacle(data: Path) -> None:
    draft = data.with_name("postgres.new")
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text(MAJOR_VERSION)
    with EmbeddedPostgres(data, durable=False) as server:
        assert ask(server.dsn(), "select 1") == 1
    assert not draft.exists()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_server_survives_its_parent_and_the_next_start_waits_for_its_end(data: Path, how: signal.Signals) -> None:
    holder = hold(data)
    dsn = running_dsn(holder)
    ask(dsn, "create table note as select 'kept' as text")
    sockets = Path(str(ask(dsn, "show unix_socket_directories")))
    processes = family(holder.pid)
    holder.send_signal(how)
    holder.communicate()
    with EmbeddedPostgres(data) as server:
        assert all_gone(processes)
        assert ask(server.dsn(), "select text from note") == "kept"
    assert len(processes) > 2
    assert not sockets.exists()


def test_a_killed_first_start_leaves_no_process(data: Path) -> None:
    holder = hold(data)
    assert holder.stdout is not None
    while not data.with_name("postgres.new").exists():
        assert holder.poll() is None
    processes = family(holder.pid)
    holder.kill()
    holder.communicate()
    assert all_gone(processes)
    assert not (data / "PG_VERSION").exists()


def test_the_number_of_a_dead_server_may_belong_to_another_program(data: Path) -> None:
    with EmbeddedPostgres(data, durable=False):
        note = (data / "postmaster.pid").read_text()
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    (data / "postmaster.pid").write_text(f"{bystander.pid}\n{note.split(maxsplit=1)[1]}")
    with EmbeddedPostgres(data, durable=False) as server:
        assert ask(server.dsn(), "select 1") == 1
    assert bystander.poll() is None
    bystander.communicate(b"\n")


def test_a_server_that_cannot_start_says_where_to_read_why(data: Path) -> None:
    with EmbeddedPostgres(data, durable=False) as server:
        pass
    (data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(ServerDidNotStart, match=f"contains errors.*{server.log}"):
        server.start()
    assert "no_such_setting" in server.log.read_text()


def test_nothing_about_people_reaches_the_log(data: Path) -> None:
    with EmbeddedPostgres(data, durable=False) as server:
        ask(server.dsn(), "create table person (email text unique)")
        ask(server.dsn(), "insert into person values ('anna@example.org')")
        with pytest.raises(asyncpg.UniqueViolationError):
            ask(server.dsn(), "insert into person values ('anna@example.org')")
    assert "unique constraint" in server.log.read_text()
    assert "anna" not in server.log.read_text()


def test_root_says_what_it_opens_for_the_server_and_a_user_opens_nothing(data: Path) -> None:
    data.parent.mkdir(mode=0o700)
    said: list[str] = []
    with EmbeddedPostgres(data, durable=False, tell=said.append):
        mode = stat.S_IMODE(data.parent.stat().st_mode)
    assert mode == (0o701 if is_root() else 0o700)
    assert any(f"pass through {data.parent} " in sentence for sentence in said) == is_root()


async def test_it_is_started_from_the_main_thread_only(data: Path) -> None:
    with pytest.raises(RuntimeError, match="main thread"):
        await asyncio.to_thread(EmbeddedPostgres(data).start)


def test_every_refusal_is_a_sentence_for_the_terminal() -> None:
    for refusal in (DataDirectoryInUse, DataDirectoryOfOtherVersion, NotADataDirectory, ServerDidNotStart):
        assert issubclass(refusal, CommandError)
