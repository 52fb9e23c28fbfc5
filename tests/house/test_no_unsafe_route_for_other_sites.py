"""No page of another site makes a signed-in browser change something here (cross-site request forgery)."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from backend.core.settings import Settings
from tests.support.api import api
from tests.support.routes import Route, all_routes

_ORIGIN = "http://localhost:8000"
_SAFE = {"GET", "HEAD"}


@pytest_asyncio.fixture
async def http(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Without a database: what is refused must be refused before anybody asks one."""
    settings = Settings(var_dir=tmp_path, demo=True, requests_per_minute=100_000)
    transport = httpx.ASGITransport(api(settings), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=_ORIGIN) as client:
        yield client


async def _refused(http: httpx.AsyncClient, headers: dict[str, str]) -> dict[str, bool]:
    """Each unsafe route, and whether it turned the request away for where it came from."""
    routes = [route for route in all_routes() if route.method not in _SAFE]
    return {str(route): await _is_refused(http, route, headers) for route in routes}


async def _is_refused(http: httpx.AsyncClient, route: Route, headers: dict[str, str]) -> bool:
    address = route.path.format(**dict.fromkeys(route.parameters, "01a204ef-09ac-721a-b795-5bb0866ac3bc"))
    answer = await http.request(route.method, address, json={}, headers=headers)
    return answer.status_code == 403 and answer.json()["type"] == "/problems/cross-site"


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Cookie": "session=a", "Origin": "https://evil.example"}, id="another site"),
        pytest.param({"Cookie": "session=a", "Origin": "http://localhost:8001"}, id="another port"),
        pytest.param({"Cookie": "session=a", "Origin": "https://localhost:8000"}, id="another scheme"),
        pytest.param({"Cookie": "session=a", "Origin": "http://localhost:8000.evil.example"}, id="our name and more"),
        pytest.param({"Cookie": "session=a", "Origin": "null"}, id="a sandboxed frame"),
        pytest.param({"Cookie": "session=a"}, id="a cookie that does not say where it comes from"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="without cookie, for instance to sign somebody in"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="a sister host"),
    ],
)
async def test_every_unsafe_route_refuses_other_sites(http: httpx.AsyncClient, headers: dict[str, str]) -> None:
    refused = await _refused(http, headers)
    assert len(refused) > 20
    assert [route for route, is_refused in refused.items() if not is_refused] == []


async def test_our_own_pages_come_through(http: httpx.AsyncClient) -> None:
    """Else the refusals above would prove nothing."""
    refused = await _refused(http, {"Cookie": "session=a", "Origin": _ORIGIN})
    assert [route for route, is_refused in refused.items() if is_refused] == []
