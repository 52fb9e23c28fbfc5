import pytest

from backend.core.command_error import CommandError
from backend.core.listening import CannotListen, PortInUse, listen
from tests.support.network import free_port


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "0.0.0.0"])
def test_a_used_port_is_a_sentence_that_names_another(host: str) -> None:
    port = free_port()
    taken = listen(host, port)
    with pytest.raises(PortInUse, match=f"Port {port} is used.*PORT={port + 1}") as refusal:
        listen(host, port)
    assert isinstance(refusal.value, CommandError)
    for listening in taken:
        listening.close()


def test_the_port_is_free_again_at_once() -> None:
    port = free_port()
    for _ in range(2):
        for listening in listen("localhost", port):
            listening.close()


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(CannotListen, match=r"192\.0\.2\.1.*HOST="):
        listen("192.0.2.1", free_port())
