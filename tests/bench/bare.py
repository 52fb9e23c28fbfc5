"""A Litestar route that does nothing, served exactly as the portal is: `python -m tests.bench.bare PORT`."""

import sys

from litestar import Litestar, get

from backend.core.listening import listen
from backend.core.supervisor import supervise, web_server

READY = "The bare route is ready"


@get("/bare", sync_to_thread=False)
def bare() -> dict[str, str]:
    """The least that an API can answer."""
    return {"status": "live"}


def main() -> None:
    app = Litestar(route_handlers=[bare], openapi_config=None, logging_config=None)
    sockets = listen("127.0.0.1", int(sys.argv[1]))
    supervise(web_server(app, sockets, trusted_proxies="127.0.0.1", on_ready=_say_ready))


def _say_ready() -> None:
    print(READY, flush=True)


if __name__ == "__main__":
    main()
