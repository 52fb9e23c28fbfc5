"""Takes the port before anything else is started. Standard library only: the set-up asks too, before its slow steps."""

import errno
import socket

from backend.core.command_error import CommandError

_LOOPBACK = ("127.0.0.1", "::1")
_NO_SUCH_ADDRESS = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
_QUEUE = 2048


class PortInUse(CommandError):
    """Another program listens where we want to."""

    def __init__(self, port: int) -> None:
        other = port + 1 if port < 65535 else port - 1
        super().__init__(f"Port {port} is used by another program: end that, or choose another port with PORT={other}.")


class CannotListen(CommandError):
    """The operating system does not give us the address or the port."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"Cannot listen on {host} port {port} ({reason}): choose others with HOST= and PORT=.")


def listen(host: str, port: int) -> list[socket.socket]:
    """Take the port, before anything else is started. Requests wait in its queue until a server answers.

    `localhost` is two addresses, and browsers try either: a loopback host means both.
    """
    sockets: list[socket.socket] = []
    for address in _LOOPBACK if host in {"localhost", *_LOOPBACK} else (host,):
        try:
            sockets.append(_listening_socket(address, port))
        except OSError as error:
            if sockets and error.errno in _NO_SUCH_ADDRESS:
                continue  # A machine without IPv6.
            for taken in sockets:
                taken.close()
            if error.errno == errno.EADDRINUSE:
                raise PortInUse(port) from None
            raise CannotListen(host, port, error.strerror or str(error)) from None
    return sockets


def _listening_socket(address: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(_QUEUE)
    except OSError:
        listening.close()
        raise
    return listening
