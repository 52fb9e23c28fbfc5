"""People with contracts for the tests of account data, and what is known of them."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.accounts.operations import open_account
from backend.core.database import SYSTEM, Actor, Role, fetch, transaction
from backend.core.ids import new_id
from backend.core.paging import PageRequest
from backend.profile import queries
from backend.profile.schemas import CustomerProfile, HistoryEntry, Profile
from backend.profile.values import CustomerField

NOW = datetime.now(UTC)
MINUTE = timedelta(minutes=1)
NO_REVIEW: frozenset[CustomerField] = frozenset()
ZONE = "Europe/Berlin"
STREET = "Lindenallee 12"


@dataclass(frozen=True)
class Household:
    """An account, and the customer that it looks after."""

    email: str
    account_id: UUID
    customer_id: UUID

    @property
    def actor(self) -> Actor:
        return Actor(Role.CUSTOMER, self.account_id, self.customer_id)

    def acting_for(self, other: "Household") -> "Household":
        """The same account, with somebody else's customer as the one to act for."""
        return replace(self, customer_id=other.customer_id)


async def move_in(name: str) -> Household:
    """A new account with a customer of its own."""
    customer_id = new_id()
    async with transaction(SYSTEM):
        login = await open_account(
            email=f"{name}@example.org", given_name=name.title(), family_name="Muster", language="de", now=NOW
        )
        await fetch(
            "insert into customer (id, number, given_name, name, street, postal_code, city, created_at) "
            "values ({}, {}, {}, 'Muster', {}, '12345', 'Lindental', {})",
            *(customer_id, f"40-{name}", name.title(), STREET, NOW),
        )
    household = Household(f"{name}@example.org", login.id, customer_id)
    await let_look_after(household, household, scope="everything")
    return household


async def let_look_after(who: Household, whom: Household, *, scope: str, **values: Any) -> None:
    """A grant of this scope, valid since yesterday."""
    values = {"starts_at": NOW - timedelta(days=1), "ends_at": None, "revoked_at": None, **values}
    async with transaction(SYSTEM):
        await fetch(
            "insert into access_grant (id, account_id, customer_id, scope, starts_at, ends_at, revoked_at, created_at) "
            "values ({}, {}, {}, {}, {}, {}, {}, {})",
            *(new_id(), who.account_id, whom.customer_id, scope),
            *(values["starts_at"], values["ends_at"], values["revoked_at"], NOW),
        )


async def make_agent(name: str = "jonas") -> Actor:
    async with transaction(SYSTEM):
        login = await open_account(
            email=f"{name}@example.org",
            given_name=name.title(),
            family_name="Kessler",
            role="agent",
            language="de",
            now=NOW,
        )
    return Actor(Role.STAFF, login.id)


async def profile_of(household: Household) -> Profile:
    async with transaction(household.actor):
        return await queries.profile(account_id=household.account_id, reviewed=NO_REVIEW, zone=ZONE)


async def customer_of(household: Household) -> CustomerProfile:
    """What the account sees of the customer that it acts for."""
    customer = (await profile_of(household)).customer
    assert customer is not None
    return customer


async def history_of(household: Household) -> list[HistoryEntry]:
    async with transaction(household.actor):
        return (await queries.history(account_id=household.account_id, page=PageRequest(), zone=ZONE)).items


async def mails_to(recipient: str) -> list[tuple[str, dict[str, Any]]]:
    """Template and parameters of all mail to this address that waits to be sent, oldest first."""
    rows = await as_system("select template, parameters from mail_message where recipient = {} order by id", recipient)
    return [(row["template"], json.loads(row["parameters"])) for row in rows]


async def as_system(sql: str, *values: Any) -> list[dict[str, Any]]:
    async with transaction(SYSTEM):
        return await fetch(sql, *values)
