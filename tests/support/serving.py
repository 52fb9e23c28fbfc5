"""A real HTTP server for an ASGI application, in a thread of its own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any, cast

import uvicorn

from backend.web.gate import Application
from tests.support.processes import eventually


@contextmanager
def serving(app: Application) -> Iterator[str]:
    """The address of the server, which has started. Its lifespan runs in the thread's own event loop."""
    server = uvicorn.Server(uvicorn.Config(cast(Any, app), log_config=None, access_log=False, lifespan="on"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert eventually(lambda: server.started or not thread.is_alive())
            assert server.started, "the application did not start"
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
