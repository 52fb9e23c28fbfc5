"""Run a command that ends with its parent: `python die_with_parent.py PARENT USER GROUP COMMAND…`.

The kernel sends SIGINT to the command when its parent ends, however it ends, `kill -9` included (prctl(2),
PR_SET_PDEATHSIG). This is a script and not a `preexec_fn`, which could deadlock in a process with threads.
It imports nothing of the portal: the command must start in milliseconds.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(parent: int, user: int, group: int, command: list[str]) -> None:
    """Replace this process by the command, as the given user; all three are ids."""
    libc = ctypes.CDLL(None)
    os.umask(0o077)
    if os.geteuid() != user:
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)
    if sys.platform == "linux":
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)  # After the change of user, which would clear it.
    if os.getppid() != parent:
        sys.exit("The parent ended before the command was started.")
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted; the caller gives an absolute path.


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
