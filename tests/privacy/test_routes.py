"""The data protection officer reads the inventory; nobody else does."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from backend.core.settings import Settings
from tests.support.api import api, browser_of
from tests.support.catalog import as_owner
from tests.support.customers import settle

ORIGIN = "http://localhost:8000"


@pytest_asyncio.fixture
async def client(database: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(var_dir=tmp_path)
    async with browser_of(api(settings), settings, raises=True) as client:
        yield client


async def _sign_in(client: httpx.AsyncClient, dsn: str, role: str) -> None:
    async with as_owner(dsn) as owner:
        person = await settle(owner, role)
        await owner.execute("update account set role = $1", role)
    client.cookies.set("session", person.token)


@pytest.mark.parametrize(("language", "title"), [("de", "Rechnungen"), ("en", "Invoices")])
@pytest.mark.parametrize("role", ["dpo", "administrator"])
async def test_the_officer_reads_the_inventory_in_either_language(
    client: httpx.AsyncClient, database: str, role: str, language: str, title: str
) -> None:
    await _sign_in(client, database, role)
    answer = await client.get("/dpo/inventory", params={"language": language})
    assert answer.status_code == 200
    titles = {table["name"]: table["title"] for table in answer.json()["tables"]}
    assert titles["invoice"] == title


@pytest.mark.parametrize("role", ["customer", "agent"])
async def test_others_do_not(client: httpx.AsyncClient, database: str, role: str) -> None:
    await _sign_in(client, database, role)
    assert (await client.get("/dpo/inventory")).status_code == 403


async def test_without_session_there_is_nothing(client: httpx.AsyncClient) -> None:
    assert (await client.get("/dpo/inventory")).status_code == 401
