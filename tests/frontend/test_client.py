"""The client with which page state calls the API: each request stands for one person, and for no other."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from backend.accounts.operations import open_account
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from backend.web.app import create_litestar
from frontend.api import client
from frontend.api.client import Api, ApiProblem, Caller
from frontend.api.session import read_session
from tests.support.sessions import new_session

ORIGIN = "http://localhost:8000"


@pytest.fixture(autouse=True)
def _no_connection_is_left_over() -> Iterator[None]:
    yield
    client._connection = None


@dataclass(frozen=True)
class Seen:
    """What an API that echoes requests has seen."""

    method: str
    path: str
    query: str
    address: str
    headers: dict[str, str]
    body: Any


class Echo:
    """An API that sets a cookie for everybody, and answers with what it was asked."""

    def __init__(self, *, status: int = 200, answer: bytes | None = None) -> None:
        self._status = status
        self._answer = answer
        self._everybody_is_here = asyncio.Event()
        self._waiting = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = (await receive()).get("body", b"")
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        if scope["path"].endswith("/together"):
            await self._meet()
        seen = {
            "method": scope["method"],
            "path": scope["path"],
            "query": scope["query_string"].decode(),
            "address": scope["client"][0],
            "headers": headers,
            "body": json.loads(body) if body else None,
        }
        cookie = f"session=theirs-{headers.get('cookie', 'nobody')}; Path=/".encode()
        await send({"type": "http.response.start", "status": self._status, "headers": [(b"set-cookie", cookie)]})
        content = json.dumps(seen).encode() if self._answer is None else self._answer
        await send({"type": "http.response.body", "body": content})

    async def _meet(self) -> None:
        """Let nobody go on before two are here."""
        self._waiting += 1
        if self._waiting == 2:
            self._everybody_is_here.set()
        await self._everybody_is_here.wait()


def person(cookies: str, address: str = "203.0.113.7") -> Api:
    return Api(Caller(address=address, cookies=cookies))


def use(application: Any) -> None:
    client.use_application(application, origin=ORIGIN, cookie="session")


async def test_only_the_session_cookie_goes_along() -> None:
    use(Echo())
    seen = await person('other=1; session=alice; "odd=x; theme=dark').get("/echo", Seen)
    assert seen.headers["cookie"] == "session=alice"


async def test_a_request_without_a_session_bears_no_cookie_even_after_one_was_set() -> None:
    use(Echo())
    await person("session=alice").get("/echo", Seen)
    seen = await person("").get("/echo", Seen)
    assert "cookie" not in seen.headers


async def test_two_people_at_once_never_share_a_cookie_or_an_address() -> None:
    use(Echo())
    alice, bob = await asyncio.gather(
        person("session=alice", "203.0.113.1").get("/together", Seen),
        person("session=bob", "203.0.113.2").get("/together", Seen),
    )
    assert (alice.headers["cookie"], alice.address) == ("session=alice", "203.0.113.1")
    assert (bob.headers["cookie"], bob.address) == ("session=bob", "203.0.113.2")


async def test_unsafe_calls_say_that_they_come_from_our_own_pages() -> None:
    use(Echo())
    seen = await person("session=alice").post("/things", {"name": "Zähler"}, result=Seen)
    assert (seen.method, seen.path) == ("POST", "/api/v1/things")
    assert seen.headers["origin"] == ORIGIN
    assert seen.body == {"name": "Zähler"}


async def test_what_is_not_asked_for_is_left_out_of_the_query() -> None:
    use(Echo())
    seen = await person("").get("/invoices", Seen, search="Gas & Strom", year=None, state="", page=2)
    assert seen.query == "search=Gas+%26+Strom&page=2"


async def test_a_refusal_tells_what_it_is() -> None:
    problem = {
        "type": "/problems/invalid-input",
        "title": "Some fields need another value",
        "status": 400,
        "request_id": "a1b2c3",
        "errors": [{"field": "email", "message_key": "email"}],
        "parameters": {"tries_left": 3},
    }
    use(Echo(status=400, answer=json.dumps(problem).encode()))
    with pytest.raises(ApiProblem) as raised:
        await person("").post("/things")
    refusal = raised.value
    assert (refusal.status, refusal.slug, refusal.request_id) == (400, "invalid-input", "a1b2c3")
    assert [(error.field, error.message_key) for error in refusal.errors] == [("email", "email")]
    assert refusal.parameters == {"tries_left": 3}


@pytest.mark.parametrize("answer", [b"", b"<h1>Bad gateway</h1>", b'{"type": 7}'])
async def test_an_answer_in_an_unknown_form_is_a_problem_too(answer: bytes) -> None:
    use(Echo(status=502, answer=answer))
    with pytest.raises(ApiProblem) as raised:
        await person("").get("/things", Seen)
    assert (raised.value.status, raised.value.slug) == (502, "broken")


async def test_an_api_that_cannot_be_reached_is_a_problem() -> None:
    client.use_server("http://127.0.0.1:9", origin=ORIGIN, cookie="session")
    with pytest.raises(ApiProblem) as raised:
        await person("").get("/things", Seen)
    assert (raised.value.status, raised.value.slug) == (503, "unreachable")


@asynccontextmanager
async def real_api(dsn: str) -> AsyncIterator[None]:
    """The API itself, with its own database pool, as the portal runs it."""
    api = create_litestar(Settings(), dsn=dsn)
    to_api: asyncio.Queue[Any] = asyncio.Queue()
    from_api: asyncio.Queue[Any] = asyncio.Queue()
    running = asyncio.ensure_future(api({"type": "lifespan", "asgi": {}, "state": {}}, to_api.get, from_api.put))
    await to_api.put({"type": "lifespan.startup"})
    assert (await from_api.get())["type"] == "lifespan.startup.complete"
    use(api)
    try:
        yield
    finally:
        await to_api.put({"type": "lifespan.shutdown"})
        await running


async def signed_in(email: str) -> Api:
    async with transaction(SYSTEM):
        account = await open_account(email=email, language="de", now=utc_now())
        token = await new_session(account.id)
    return person(f"session={token}")


@pytest_asyncio.fixture
async def _api(fresh_database: str) -> AsyncIterator[None]:
    async with real_api(fresh_database):
        yield


@pytest.mark.usefixtures("_api")
async def test_many_people_at_once_each_see_themselves() -> None:
    people = {email: await signed_in(email) for email in (f"person-{number}@example.org" for number in range(5))}
    asked = [email for _ in range(20) for email in people]
    sessions = await asyncio.gather(*(read_session(people[email]) for email in asked))
    assert [session.email if session else None for session in sessions] == asked


@pytest.mark.usefixtures("_api")
async def test_whoever_comes_without_a_session_is_nobody_while_others_are_signed_in() -> None:
    alice = await signed_in("alice@example.org")
    known, unknown, ended = await asyncio.gather(
        read_session(alice), read_session(person("")), read_session(person("session=ended-long-ago"))
    )
    assert known is not None
    assert unknown is None
    assert ended is None
