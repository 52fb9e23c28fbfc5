"""The API does what its description says, whatever is sent to it, and by whomever."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import msgspec
import pytest
import pytest_asyncio
import requests
import schemathesis
from hypothesis import HealthCheck, settings

from backend.core.clock import utc_now
from backend.core.embedded_postgres import EmbeddedPostgres
from backend.core.settings import Settings
from backend.core.storage import storage
from backend.identity.operations.sessions import hash_token
from backend.web.app import create_litestar
from tests.fixtures.postgres import temporary_database
from tests.support.api import litestar_of
from tests.support.catalog import as_owner
from tests.support.customers import SettledCustomer, insert, settle
from tests.support.serving import serving

_ORIGIN = "http://localhost:8000"
_SERVICE_TOKEN = "a service token"
_PEOPLE = ("customer", "agent", "dpo")


def _settings(folder: Path) -> Settings:
    return Settings(var_dir=folder, requests_per_minute=1_000_000, demo=True)


def _description() -> dict[str, Any]:
    """As a client reads it."""
    app = litestar_of(create_litestar(_settings(Path("var")), dsn=""))
    description: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(app.openapi_schema.to_schema()))
    return description


_CONFIGURATION = schemathesis.Config.from_dict(
    {
        "seed": 1,
        # The callers below bring their own.
        "generation": {"with-security-parameters": False},
        "checks": {
            # A code, an address or a passkey may look right and be wrong: that is a 400, too.
            "positive_data_acceptance": {"enabled": False},
            # Litestar's answer to OPTIONS names the methods of one handler of a path. Nobody asks: there is no CORS.
            "allow_header_conformance": {"enabled": False},
        },
    }
)
DESCRIPTION = _description()
API = schemathesis.openapi.from_dict(DESCRIPTION, config=_CONFIGURATION)


@dataclass(frozen=True)
class Server:
    """The API on a real port, with a customer, a service agent and an officer who have an account."""

    url: str
    people: Mapping[str, SettledCustomer]
    connection: requests.Session
    """Kept open for all calls, and forgets every cookie that it is given."""

    def callers(self) -> Iterator[dict[str, str]]:
        """The headers of everybody who may call: nobody in particular, each signed-in person, a program."""
        yield {}
        for person in self.people.values():
            yield {"Cookie": f"session={person.token}", "Origin": _ORIGIN}
        yield {"Authorization": f"Bearer {_SERVICE_TOKEN}"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def api_database(postgres: EmbeddedPostgres, migrated_template: str) -> AsyncIterator[str]:
    async for dsn in temporary_database(postgres, template=migrated_template):
        yield dsn


@pytest.fixture(scope="module")
def api_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return _settings(tmp_path_factory.mktemp("var"))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def people(api_database: str, api_settings: Settings) -> dict[str, SettledCustomer]:
    async with as_owner(api_database) as owner:
        found = {role: await settle(owner, role) for role in _PEOPLE}
        for role, person in found.items():
            await owner.execute("update account set role = $1 where id = $2", role, person.account_id)
            for file in (person.pdf, person.xml):
                await storage(api_settings).put(file)
        await insert(
            owner, "service_token", name="billing", token_hash=hash_token(_SERVICE_TOKEN), created_at=utc_now()
        )
    return found


@pytest.fixture(scope="module")
def server(api_database: str, api_settings: Settings, people: dict[str, SettledCustomer]) -> Iterator[Server]:
    with serving(create_litestar(api_settings, dsn=api_database)) as url, requests.Session() as connection:
        connection.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        yield Server(url, people, connection)


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def signed_in(api_database: str, people: dict[str, SettledCustomer]) -> None:
    """Everybody is signed in, also after somebody has tried to sign out."""
    now = utc_now()
    async with as_owner(api_database) as owner:
        for person in people.values():
            await owner.execute("delete from portal_session where account_id = $1", person.account_id)
            await insert(
                owner,
                "portal_session",
                token_hash=hash_token(person.token),
                account_id=person.account_id,
                customer_id=person.customer_id,
                method="passkey",
                created_at=now,
                last_seen_at=now,
                expires_at=now + timedelta(hours=1),
            )


@API.parametrize()
@settings(max_examples=10, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_keeps_to_its_description(case: schemathesis.Case[Any], server: Server) -> None:
    for headers in server.callers():
        case.call_and_validate(base_url=server.url, session=server.connection, headers=headers)


@pytest.mark.parametrize("file", ["", "/pdf", "/xml"])
def test_what_is_there_is_answered_as_described(server: Server, file: str) -> None:
    """Random ids find nothing; this one does."""
    customer = server.people["customer"]
    case = API[f"/api/v1/invoices/{{invoice_id}}{file}"]["GET"].Case(
        path_parameters={"invoice_id": str(customer.rows["invoice"])}
    )
    answer = case.call_and_validate(base_url=server.url, headers={"Cookie": f"session={customer.token}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("search", ["\0", "\ud800", "%" * 200, "'; drop table invoice --"])
def test_a_search_that_no_database_can_hold_is_no_failure(server: Server, search: str) -> None:
    cookie = {"Cookie": f"session={server.people['customer'].token}"}
    address = f"{server.url}/api/v1/invoices?search={quote(search, errors='surrogatepass')}"
    assert httpx.get(address, headers=cookie).status_code in {200, 400}


def test_the_description_is_served(server: Server) -> None:
    assert httpx.get(f"{server.url}/api/openapi.json").json() == DESCRIPTION
