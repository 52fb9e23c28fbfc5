"""Which part of the portal answers, and that all parts start and stop together."""

from typing import Any

import pytest

from backend.web.dispatcher import Dispatcher
from backend.web.gate import Message, Receive, Scope, Send

ORIGIN = "http://localhost:8000"


class Part:
    """A part of the portal that notes what happens to it."""

    def __init__(self, name: str, log: list[str], *, failure: str = "") -> None:
        self.name = name
        self.log = log
        self.failure = failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            self.log.append(f"{self.name} {scope['type']} {scope['path']}")
            return
        await receive()
        if self.failure:
            raise RuntimeError(self.failure)
        self.log.append(f"{self.name} starts")
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.log.append(f"{self.name} stops")
        await send({"type": "lifespan.shutdown.complete"})


def dispatcher(log: list[str], *, failure: str = "") -> Dispatcher:
    return Dispatcher(
        api=Part("api", log),
        page_state=Part("page state", log, failure=failure),
        page_state_path="/portal",
        static=Part("static", log),
        origin=ORIGIN,
    )


async def call(app: Dispatcher, scope: Scope, *received: Message) -> list[Message]:
    waiting, sent = list(received), list[Message]()

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/api/v1/session", "api"),
        ("/api", "api"),
        ("/health/live", "api"),
        ("/apian", "static"),
        ("/", "static"),
        ("/portal/_event", "static"),
        ("/portal/ping", "static"),
    ],
)
async def test_a_request_goes_to_the_part_that_owns_its_path(path: str, part: str) -> None:
    log: list[str] = []
    await call(dispatcher(log), {"type": "http", "path": path, "method": "GET", "headers": []})
    assert log == [f"{part} http {path}"]


def websocket(path: str, **headers: str) -> dict[str, Any]:
    return {
        "type": "websocket",
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }


async def test_page_state_is_for_pages_of_the_own_origin() -> None:
    log: list[str] = []
    await call(dispatcher(log), websocket("/portal/_event", origin=ORIGIN))
    assert log == ["page state websocket /portal/_event"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/portal/_event", {"origin": "https://evil.example"}),
        ("/portal/_event", {"origin": "http://localhost:8001"}),
        ("/portal/_event", {"origin": "https://localhost:8000"}),
        ("/portal/_event", {"origin": "http://localhost:8000.evil.example"}),
        ("/portal/_event", {"origin": "null"}),
        ("/portal/_event", {}),
        ("/api/v1/session", {"origin": ORIGIN}),
    ],
)
async def test_a_websocket_from_anywhere_else_is_refused(path: str, headers: dict[str, str]) -> None:
    log: list[str] = []
    sent = await call(dispatcher(log), websocket(path, **headers), {"type": "websocket.connect"})
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert log == []


async def test_the_parts_start_in_order_and_stop_in_reverse() -> None:
    log: list[str] = []
    scope = {"type": "lifespan"}
    sent = await call(dispatcher(log), scope, {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"})
    assert log == ["api starts", "page state starts", "page state stops", "api stops"]
    assert [message["type"] for message in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


async def test_a_part_that_cannot_start_stops_the_others() -> None:
    log: list[str] = []
    sent = await call(dispatcher(log, failure="no room"), {"type": "lifespan"}, {"type": "lifespan.startup"})
    assert log == ["api starts", "api stops"]
    assert sent == [{"type": "lifespan.startup.failed", "message": "RuntimeError: no room"}]
