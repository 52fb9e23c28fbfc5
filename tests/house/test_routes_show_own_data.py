"""No route shows a customer what belongs to another one, whatever ids are asked for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.settings import Settings
from backend.core.storage import storage
from tests.support.api import api
from tests.support.catalog import as_owner
from tests.support.customers import SettledCustomer, grant, settle
from tests.support.routes import Route, all_routes

_ORIGIN = "http://localhost:8000"

_REFUSED = {401, 403, 404}


@dataclass(frozen=True)
class Walk:
    """A walk through all routes that read, as Anna, asking for what is Berta's."""

    client: httpx.AsyncClient
    routes: list[Route]
    anna: SettledCustomer
    berta: SettledCustomer
    owner: asyncpg.Connection

    async def answers(self, token: str) -> dict[str, httpx.Response]:
        """Each address with its answer; path parameters are filled with Berta's ids, one after the other."""
        found = {}
        for route in self.routes:
            for address in self._addresses(route):
                found[address] = await self.client.get(address, headers={"Cookie": f"session={token}"})
        return found

    def _addresses(self, route: Route) -> set[str]:
        ids = self.berta.rows.values() if route.parameters else [""]
        return {route.path.format(**dict.fromkeys(route.parameters, value)) for value in ids}

    async def leaks(self, token: str) -> set[str]:
        """The addresses that show something of Berta's, or answer a question about one of her ids."""
        return {
            address
            for address, answer in (await self.answers(token)).items()
            if self._shows_berta(answer) or (_names_an_id(address, self.berta) and answer.status_code not in _REFUSED)
        }

    def _shows_berta(self, answer: httpx.Response) -> bool:
        return any(mark.encode() in answer.content for mark in self.berta.marks)


def _names_an_id(address: str, customer: SettledCustomer) -> bool:
    return any(str(row) in address for row in customer.rows.values())


@pytest_asyncio.fixture
async def walk(database: str, tmp_path: Path) -> AsyncIterator[Walk]:
    settings = Settings(var_dir=tmp_path, requests_per_minute=1_000_000)
    routes = [route for route in all_routes() if route.method in {"GET", "HEAD"}]
    transport = httpx.ASGITransport(api(settings), raise_app_exceptions=False)
    async with as_owner(database) as owner, httpx.AsyncClient(transport=transport, base_url=_ORIGIN) as client:
        anna, berta = await settle(owner, "anna"), await settle(owner, "berta")
        for file in (berta.pdf, berta.xml):
            await storage(settings).put(file)
        yield Walk(client, routes, anna, berta, owner)


async def test_berta_sees_her_own(walk: Walk) -> None:
    """Else the walk would prove nothing."""
    shown = {address for address, answer in (await walk.answers(walk.berta.token)).items() if walk._shows_berta(answer)}
    invoice = f"/api/v1/invoices/{walk.berta.rows['invoice']}"
    assert shown == {
        "/api/v1/appointments",
        f"/api/v1/appointments/{walk.berta.rows['booking']}",
        f"/api/v1/appointments/{walk.berta.rows['booking']}/calendar.ics",
        "/api/v1/appointments/waiting",
        "/api/v1/session",
        "/api/v1/sessions",
        "/api/v1/security/history",
        "/api/v1/passkeys",
        "/api/v1/passkeys/accepted",
        "/api/v1/push/subscriptions",
        "/api/v1/oidc/identities",
        "/api/v1/grants",
        "/api/v1/profile",
        "/api/v1/profile/history",
        "/api/v1/profile/customer/bank-details",
        "/api/v1/invoices",
        invoice,
        f"{invoice}/pdf",
        f"{invoice}/xml",
    }


async def test_anna_sees_nothing_of_it(walk: Walk) -> None:
    assert (await walk.answers(walk.anna.token))["/api/v1/session"].status_code == 200
    assert await walk.leaks(walk.anna.token) == set()


async def test_without_session_nobody_sees_anything(walk: Walk) -> None:
    assert await walk.leaks("") == set()
    assert await walk.leaks(f"{walk.berta.token}x") == set()


async def test_a_session_that_names_berta_without_a_grant_shows_nothing(walk: Walk) -> None:
    await _act_for(walk, walk.berta.customer_id)
    assert await walk.leaks(walk.anna.token) == set()


_NOW = utc_now()


@pytest.mark.parametrize("ended", [{"ends_at": _NOW - timedelta(days=1)}, {"revoked_at": _NOW}])
async def test_a_grant_that_has_ended_shows_nothing(walk: Walk, ended: dict[str, object]) -> None:
    await grant(walk.owner, account=walk.anna, customer=walk.berta, now=_NOW, **ended)
    await _act_for(walk, walk.berta.customer_id)
    assert await walk.leaks(walk.anna.token) == {"/api/v1/grants"}, "where the history says that there was one"


async def test_a_grant_for_appointments_shows_no_invoice(walk: Walk) -> None:
    await grant(walk.owner, account=walk.anna, customer=walk.berta, now=_NOW, scope="appointments")
    await _act_for(walk, walk.berta.customer_id)
    assert await walk.leaks(walk.anna.token) == {
        "/api/v1/session",  # Where she chooses whom to act for.
        "/api/v1/grants",  # Where she gives it back.
        "/api/v1/appointments",
        f"/api/v1/appointments/{walk.berta.rows['booking']}",
        f"/api/v1/appointments/{walk.berta.rows['booking']}/calendar.ics",
        "/api/v1/appointments/waiting",
    }


async def test_a_leak_would_be_noticed(walk: Walk) -> None:
    await walk.owner.execute("create policy open on invoice for select to servicetheke_customer using (true)")
    invoice = f"/api/v1/invoices/{walk.berta.rows['invoice']}"
    assert await walk.leaks(walk.anna.token) == {"/api/v1/invoices", invoice, f"{invoice}/pdf", f"{invoice}/xml"}


async def _act_for(walk: Walk, customer_id: UUID) -> None:
    await walk.owner.execute(
        "update portal_session set customer_id = $1 where id = $2", customer_id, walk.anna.rows["portal_session"]
    )
