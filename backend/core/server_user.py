"""Whom the embedded PostgreSQL server runs as: it refuses to run as root, so root gives it an own user."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from backend.core.command_error import CommandError

NAME = "servicetheke-postgres"


class NoUserForServer(CommandError):
    """Root started the portal and no user could be made for the database server."""

    def __init__(self) -> None:
        super().__init__(
            f"PostgreSQL does not run as root and the system user {NAME} could not be created: "
            "create it, or start the portal as an ordinary user."
        )


class DataDirectoryOfOtherUser(CommandError):
    """The data directory belongs to somebody else, often because the portal was once started as root."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"The data directory {directory} belongs to another user: start the portal as that user, "
            "hand the directory over with chown, or set VAR_DIR to another place."
        )


@dataclass(frozen=True)
class ServerUser:
    """A user and group by number; `created` when the user was made just now."""

    uid: int
    gid: int
    name: str
    created: bool = False

    @property
    def is_us(self) -> bool:
        """Whether the server runs as whoever runs this process."""
        return self.uid == os.geteuid()


def refuse_other_owner(data_directory: Path) -> None:
    """Raise when the data belongs to a user that we are not and cannot become."""
    if os.geteuid() != 0 and _owner(data_directory) not in {None, os.geteuid()}:
        raise DataDirectoryOfOtherUser(data_directory)


def server_user(data_directory: Path) -> ServerUser:
    """Whoever owns the data directory; for root without one, a system user that is made when missing."""
    owner = _owner(data_directory)
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid(), str(os.geteuid()))
    if owner:
        try:
            entry = pwd.getpwuid(owner)
        except KeyError:
            raise DataDirectoryOfOtherUser(data_directory) from None
        return ServerUser(entry.pw_uid, entry.pw_gid, entry.pw_name)
    return _system_user()


def _owner(directory: Path) -> int | None:
    return directory.stat().st_uid if directory.exists() else None


def _system_user() -> ServerUser:
    try:
        entry = pwd.getpwnam(NAME)
        created = False
    except KeyError:
        entry = _create_system_user()
        created = True
    return ServerUser(entry.pw_uid, entry.pw_gid, entry.pw_name, created)


def _create_system_user() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd is None:
        raise NoUserForServer
    homeless = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false"]
    command = [useradd, "--system", "--user-group", *homeless, NAME]
    # The exit code is not looked at: somebody else may have made the same user a moment earlier.
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - nothing comes from outside.
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        raise NoUserForServer from None


def open_way_to(path: Path, user: ServerUser) -> list[Path]:
    """Let the user pass through every directory above `path`: `o+x` where it is missing, nothing more.

    Passing through is not listing: names below stay hidden from those who do not know them. Returns what was
    opened.
    """
    closed = [directory for directory in path.parents if not _may(user, directory.stat(), stat.S_IXUSR)]
    for directory in closed:
        directory.chmod(stat.S_IMODE(directory.stat().st_mode) | stat.S_IXOTH)
    return closed


def open_tree(root: Path, user: ServerUser) -> list[Path]:
    """Let the user read a tree of published programs that a strict umask closed. Returns what was opened."""
    opened = []
    for path in (root, *root.rglob("*")):
        status = path.stat()
        needed = stat.S_IRUSR | (status.st_mode & stat.S_IXUSR)
        if not _may(user, status, needed):
            path.chmod(stat.S_IMODE(status.st_mode) | needed >> 6)
            opened.append(path)
    return opened


def _may(user: ServerUser, status: os.stat_result, owner_bits: int) -> bool:
    """Whether the user has the given bits, written as those of the owner."""
    if status.st_uid == user.uid:
        shift = 0
    elif status.st_gid == user.gid:
        shift = 3
    else:
        shift = 6
    return bool(status.st_mode & (owner_bits >> shift) == owner_bits >> shift)
