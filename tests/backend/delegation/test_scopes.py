"""What a grant leaves closed stays closed: the database itself refuses, and so does every route."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import asyncpg
import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.database import Actor, connection, transaction
from tests.backend.delegation.conftest import Town
from tests.support.catalog import as_owner
from tests.support.customers import SettledCustomer, grant, settle

_SCOPES = ("everything", "read", "invoices", "appointments")
_SEES_INVOICES = {"everything", "read", "invoices"}
_CHANGES = {"everything"}

each_scope = pytest.mark.parametrize("scope", _SCOPES)


@dataclass(frozen=True)
class Helped:
    """Anna looks after Berta's contracts."""

    anna: SettledCustomer
    berta: SettledCustomer
    owner: asyncpg.Connection

    @property
    def actor(self) -> Actor:
        """Anna, acting for Berta."""
        return replace(self.anna.actor, customer_id=self.berta.customer_id)


@pytest_asyncio.fixture
async def helped(database: str) -> AsyncIterator[Helped]:
    async with as_owner(database) as owner:
        yield Helped(await settle(owner, "anna"), await settle(owner, "berta"), owner)


@each_scope
async def test_the_scope_says_which_needs_are_covered(helped: Helped, scope: str) -> None:
    await grant(helped.owner, account=helped.anna, customer=helped.berta, now=utc_now(), scope=scope)
    covered = set()
    for need in ("invoices", "appointments", "account", "what is yet to come"):
        async with transaction(helped.actor):
            if await connection().fetchval("select app.current_customer($1)", need) == helped.berta.customer_id:
                covered.add(need)
    everything = {"invoices", "appointments", "account", "what is yet to come"}
    assert covered == {"everything": everything, "read": everything}.get(scope, {scope})


@each_scope
async def test_only_access_to_everything_changes_anything(helped: Helped, scope: str) -> None:
    await grant(helped.owner, account=helped.anna, customer=helped.berta, now=utc_now(), scope=scope)
    async with transaction(helped.actor):
        await connection().execute("update customer set city = 'Elsewhere'")
    city = await helped.owner.fetchval("select city from customer where id = $1", helped.berta.customer_id)
    assert (city == "Elsewhere") == (scope in _CHANGES)


@each_scope
async def test_who_was_let_in_is_told_of_nobody_else(helped: Helped, scope: str) -> None:
    await grant(helped.owner, account=helped.anna, customer=helped.berta, now=utc_now(), scope=scope)
    async with transaction(helped.actor):
        grants = await connection().fetch("select email from app.shared_grants()")
        invitations = await connection().fetch("select email from app.shared_invitations()")
        own = await connection().fetch("select * from app.own_customers()")
    assert {row["email"] for row in (*grants, *invitations)} == {"anna@example.org"}
    assert [row[0] for row in own] == [helped.anna.customer_id]


async def test_what_stands_in_invitations_is_out_of_reach(helped: Helped) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with transaction(helped.berta.actor):
            await connection().fetch("select id from access_invitation")


@each_scope
async def test_the_scope_counts_for_every_request(town: Town, scope: str) -> None:
    await town.erika.invite(town.max.email, scope=scope)
    await town.max.accept()
    acting_for = (await town.max.get("/session"))["acting_for"]
    assert (acting_for["id"], acting_for["scope"]) == (str(town.customer_id), scope)
    assert (await town.max.invoices() == [town.invoice]) == (scope in _SEES_INVOICES)
    answer = await town.max.browser.get(f"/invoices/{town.invoice_id}")
    assert answer.status_code == (200 if scope in _SEES_INVOICES else 404)
