"""Runs the parts of one process side by side, until a signal asks for the end or one of the parts fails."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import uvicorn
from uvicorn.loops.auto import auto_loop_factory

from backend.core.command_error import CommandError

Service = Callable[[asyncio.Event], Awaitable[None]]
"""A part of the process: works until the event is set, then tidies up and returns."""

_STOP_SECONDS = 20
_OPEN_REQUESTS_SECONDS = 5


class ServerFailed(CommandError):
    """The web server ended before anybody asked for it."""

    def __init__(self) -> None:
        super().__init__("The web server could not start: see the error above.")


def supervise(*services: Service) -> None:
    """Run the services until SIGINT, SIGTERM or SIGHUP, or until one of them ends; then end the others.

    The signals are handled on the loop: whatever encloses this call gets to tidy up after it. A second signal does not
    wait for open requests. Raises what the first failing service raised.
    """
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(_supervise(services))


async def _supervise(services: Sequence[Service]) -> None:
    stopping = asyncio.Event()
    tasks = [asyncio.create_task(_until_its_end(service, stopping)) for service in services]

    def on_signal() -> None:
        if stopping.is_set():
            for task in tasks:
                task.cancel()
        stopping.set()

    loop = asyncio.get_running_loop()
    for number in _signals():
        loop.add_signal_handler(number, on_signal)
    await stopping.wait()
    _, unfinished = await asyncio.wait(tasks, timeout=_STOP_SECONDS)
    for task in unfinished:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome


def _signals() -> list[signal.Signals]:
    """Those that end us. Who started us with nohup wants to close the terminal and keep the portal."""
    hang_up = [] if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN else [signal.SIGHUP]
    return [signal.SIGINT, signal.SIGTERM, *hang_up]


async def _until_its_end(service: Service, stopping: asyncio.Event) -> None:
    try:
        await service(stopping)
    finally:
        stopping.set()


def web_server(
    app: Any, sockets: list[socket.socket], *, trusted_proxies: str, on_ready: Callable[[], None]
) -> Service:
    """An ASGI application, served on sockets that already listen."""

    async def serve(stopping: asyncio.Event) -> None:
        config = uvicorn.Config(
            app,
            lifespan="on",
            # The token of a page's websocket is in its address; nothing may write that down.
            access_log=False,
            log_config=None,
            server_header=False,
            forwarded_allow_ips=trusted_proxies,
            timeout_graceful_shutdown=_OPEN_REQUESTS_SECONDS,
        )
        server = _Server(config, on_ready)
        ending = asyncio.create_task(_end_when(stopping, server))
        try:
            await server.serve(sockets)
        finally:
            ending.cancel()

    return serve


async def _end_when(stopping: asyncio.Event, server: uvicorn.Server) -> None:
    await stopping.wait()
    server.should_exit = True


class _Server(uvicorn.Server):
    """Leaves signals to the supervisor: uvicorn's own handler raises them again after the shutdown, and then nothing
    that encloses it is tidied up.
    """

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:
            raise ServerFailed from None
        self._on_ready()
