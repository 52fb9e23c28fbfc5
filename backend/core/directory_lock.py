"""One server per data directory, across processes and containers, until the last of its processes is gone."""

import fcntl
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from backend.core.command_error import CommandError

_FORMER_SERVER_SECONDS = 30
_POLL_SECONDS = 0.02


class DataDirectoryInUse(CommandError):
    """Another portal runs on the same data."""

    def __init__(self, directory: Path, owner: int | None) -> None:
        who = f"process {owner}" if owner else "another process"
        super().__init__(
            f"The data directory {directory} is in use by {who}: end that first, or set VAR_DIR to another place."
        )


class DirectoryLock:
    """A flock(2) on the file `<directory>.lock`, which holds the process id of whoever started the server.

    The server inherits the open file, so the lock lasts until the server's last process is gone, also when
    the process that started it was killed before.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._path = _lock_file(directory)
        self._descriptor: int | None = None

    @property
    def descriptor(self) -> int:
        """The open file, for the server to inherit."""
        if self._descriptor is None:
            raise RuntimeError("The lock is not held.")
        return self._descriptor

    def take(self) -> Path | None:
        """Take the lock. A server whose starter was killed is about to end: wait for that.

        Returns what a former holder noted and had no time to remove.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._wait(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        former = self._path.read_text().partition("\n")[2]
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        self._descriptor = descriptor
        return Path(former) if former else None

    def note(self, path: Path) -> None:
        """Remember a temporary directory, for the next holder to remove when this one is killed."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, f"{os.getpid()}\n{path}".encode(), 0)

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.ftruncate(descriptor, 0)
            os.close(descriptor)

    def forget_former_server(self) -> None:
        """Remove the note of a server that is gone, for its number may belong to another program by now.

        PostgreSQL would refuse to start then; in a container, where numbers are few, that happens. Only
        whoever holds the lock knows that no server is left.
        """
        status = self._directory / "postmaster.pid"
        pid = _first_number(status)
        if pid is not None and not _is_server_of(pid, self._directory):
            status.unlink()

    def _wait(self, descriptor: int) -> None:
        deadline = time.monotonic() + _FORMER_SERVER_SECONDS
        while not _locked(descriptor):
            owner = _first_number(self._path)
            if owner is None or _is_alive(owner) or time.monotonic() > deadline:
                raise DataDirectoryInUse(self._directory, owner)
            self._end_orphan()
            time.sleep(_POLL_SECONDS)

    def _end_orphan(self) -> None:
        """Without a parent-death signal (outside Linux) a server outlives its starter."""
        pid = _first_number(self._directory / "postmaster.pid")
        if pid is not None and _is_server_of(pid, self._directory):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGINT)


def noted_by_holder(directory: Path) -> Path | None:
    """What the process that holds the lock on this directory has noted; None when nobody holds it."""
    path = _lock_file(directory)
    if not path.exists():
        return None
    with path.open() as file:
        if _locked(file.fileno()):
            return None
        noted = file.read().partition("\n")[2]
    return Path(noted) if noted else None


def _lock_file(directory: Path) -> Path:
    return directory.with_name(f"{directory.name}.lock")


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _first_number(path: Path) -> int | None:
    try:
        return int(path.read_text().split(maxsplit=1)[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_server_of(pid: int, directory: Path) -> bool:
    """Whether the process is a PostgreSQL server on this directory; without a /proc, whether it lives."""
    if not Path("/proc/self").exists():
        return _is_alive(pid)
    try:
        return os.fsencode(directory) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
