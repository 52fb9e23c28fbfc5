"""A portal that knows three services: a certified one, a hostile one, and one that is down."""

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.core.settings import Settings
from tests.backend.identity.oidc.visitor import ERIKA, ORIGIN, Visitor
from tests.fixtures.oidc_provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider, running_provider
from tests.support.api import api
from tests.support.network import free_port

_DEMO = Path(__file__).parents[4] / "backend" / "demo"

NewVisitor = Callable[[], Visitor]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def certified() -> AsyncIterator[OpenIdProvider]:
    async with running_provider(
        "certified",
        redirect_uris=[f"{ORIGIN}/api/v1/oidc/example/callback"],
        return_to=[f"{ORIGIN}/", f"{ORIGIN}/en"],
        accounts={"1": ERIKA, "2": "max@example.org"},
    ) as provider:
        yield provider


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def _hostile() -> AsyncIterator[OpenIdProvider]:
    async with running_provider("hostile", redirect_uris=[]) as provider:
        yield provider


@pytest_asyncio.fixture
async def hostile(_hostile: OpenIdProvider) -> OpenIdProvider:
    """Behaves until it is told otherwise."""
    await _hostile.misbehave("")
    return _hostile


@pytest.fixture
def settings(tmp_path: Path, certified: OpenIdProvider, hostile: OpenIdProvider) -> Settings:
    shutil.copy(_DEMO / "logo.svg", tmp_path)
    issuers = {
        "example": certified.issuer,
        "hostile": hostile.issuer,
        "down": f"http://localhost:{free_port()}",
    }
    services = [
        f'\n[[sign_in.providers]]\nkey = "{key}"\nname = "{key.title()} ID"\nissuer = "{issuer}"\n'
        f'client_id = "{CLIENT_ID}"\n'
        for key, issuer in issuers.items()
    ]
    file = tmp_path / "portal.toml"
    file.write_text("".join([(_DEMO / "portal.toml").read_text("utf-8"), *services]), "utf-8")
    return Settings(
        public_url=ORIGIN,
        var_dir=tmp_path,
        secret_key=SecretStr("k" * 32),
        portal_toml=file,
        oidc_secrets=dict.fromkeys(issuers, SecretStr(CLIENT_SECRET)),
    )


@pytest_asyncio.fixture
async def new_visitor(database: str, settings: Settings) -> AsyncIterator[NewVisitor]:
    """Makes visitors who do not know each other."""
    transport = httpx.ASGITransport(api(settings), client=("192.0.2.1", 50_000))
    visitors: list[Visitor] = []

    def make() -> Visitor:
        portal = httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN})
        visitors.append(Visitor(portal, httpx.AsyncClient(trust_env=False)))
        return visitors[-1]

    yield make
    for visitor in visitors:
        await visitor.service.aclose()


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    return new_visitor()
