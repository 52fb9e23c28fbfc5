import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest

from backend.core.listening import listen
from backend.core.supervisor import ServerFailed, supervise, web_server
from tests.support.network import free_port

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


@pytest.fixture
def sockets() -> Iterator[list[socket.socket]]:
    taken = listen("127.0.0.1", free_port())
    yield taken
    for listening in taken:
        listening.close()


async def answer(scope: Message, receive: Receive, send: Send) -> None:
    """The smallest ASGI application."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"here"})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_service_and_what_encloses_them_is_tidied_up(number: signal.Signals) -> None:
    events: list[str] = []

    async def patient(stopping: asyncio.Event) -> None:
        await stopping.wait()
        events.append("patient ended")

    async def killer(stopping: asyncio.Event) -> None:
        os.kill(os.getpid(), number)
        await stopping.wait()
        events.append("killer ended")

    try:
        supervise(patient, killer)
    finally:
        events.append("tidied up")
    assert sorted(events[:2]) == ["killer ended", "patient ended"]
    assert events[2:] == ["tidied up"]


def test_a_second_signal_does_not_wait() -> None:
    async def stubborn(stopping: asyncio.Event) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        await stopping.wait()
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.Event().wait()

    supervise(stubborn)


def test_a_service_that_fails_ends_the_others_and_is_reported() -> None:
    ended = []

    async def patient(stopping: asyncio.Event) -> None:
        await stopping.wait()
        ended.append("patient")

    async def failing(_stopping: asyncio.Event) -> None:
        raise ZeroDivisionError("a fault")

    with pytest.raises(ZeroDivisionError, match="a fault"):
        supervise(patient, failing)
    assert ended == ["patient"]


def test_the_web_server_answers_once_it_says_it_is_ready(sockets: list[socket.socket]) -> None:
    ready = asyncio.Event()
    answers = []

    async def visitor(stopping: asyncio.Event) -> None:
        await ready.wait()
        port = sockets[0].getsockname()[1]
        async with httpx.AsyncClient() as client:
            answers.append((await client.get(f"http://127.0.0.1:{port}/")).text)
        os.kill(os.getpid(), signal.SIGINT)
        await stopping.wait()

    supervise(web_server(answer, sockets, trusted_proxies="", on_ready=ready.set), visitor)
    assert answers == ["here"]


def test_an_application_that_does_not_start_is_reported(sockets: list[socket.socket]) -> None:
    async def broken(_scope: Message, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": ""})

    with pytest.raises(ServerFailed):
        supervise(web_server(broken, sockets, trusted_proxies="", on_ready=lambda: None))
