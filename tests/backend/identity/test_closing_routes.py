"""Signing out, closing and opening over HTTP: who may, what staff see of it, and what the person's browser gets."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from backend.core.database import SYSTEM, Actor, Role, fetch, transaction
from backend.core.settings import Settings
from tests.backend.identity.people import mails, make_account, make_customer, rows
from tests.backend.identity.recovering import ERIKA, let_own
from tests.support.devices import Device, NewDevice, devices, is_signed_in
from tests.support.sessions import new_session

pytestmark = pytest.mark.usefixtures("database")

BECAUSE = {"reason": "Ist ausgezogen"}


@pytest_asyncio.fixture
async def new_device(database: str, settings: Settings) -> AsyncIterator[NewDevice]:
    async with devices(settings) as made:
        yield made


@pytest_asyncio.fixture
async def customer(database: str) -> UUID:
    """Erika's contract, for which her account came about."""
    customer_id = await make_customer()
    await let_own(await make_account(), customer_id)
    return customer_id


async def erikas() -> UUID:
    found = await rows("select id from account where email = {}", ERIKA)
    account_id: UUID = found[0]["id"]
    return account_id


async def accesses(desk: Device, customer: UUID) -> list[dict[str, Any]]:
    detail = await desk.get(f"/service/customers/{customer}")
    assert detail.status_code == 200, detail.text
    found: list[dict[str, Any]] = detail.json()["accesses"]
    return found


async def at_work(new_device: NewDevice, role: str, email: str = "") -> Device:
    """Somebody of the company at their desk."""
    return await new_device(await make_account(email or f"{role}@example.org", role=role))


async def test_an_agent_signs_a_customer_out(new_device: NewDevice, customer: UUID) -> None:
    erika = await erikas()
    phone, laptop, desk = await new_device(erika), await new_device(erika), await at_work(new_device, "agent")
    [before] = await accesses(desk, customer)
    assert (before["open_sessions"], before["signed_out"], before["closed"]) == (2, None, None)
    assert before["last_seen_at"] is not None
    ended = await desk.delete(f"/service/accounts/{erika}/sessions")
    assert (ended.status_code, ended.json()) == (200, {"sessions": 2})
    assert [await is_signed_in(device) for device in (phone, laptop, desk)] == [False, False, True]
    [after] = await accesses(desk, customer)
    assert (after["open_sessions"], after["signed_out"]["by"]) == (0, "Erika Muster"), "as everybody here is called"
    [entry] = (await (await new_device(erika)).get("/security/history")).json()["items"]
    assert (entry["kind"], entry["browser"]) == ("signed-out-by-staff", ""), "no device of theirs"
    assert "done_by" not in entry


async def test_who_was_never_here_has_not_been_seen(new_device: NewDevice, customer: UUID) -> None:
    [access] = await accesses(await at_work(new_device, "agent"), customer)
    assert (access["open_sessions"], access["last_seen_at"]) == (0, None)


async def test_an_administrator_closes_an_account_and_opens_it_again(new_device: NewDevice, customer: UUID) -> None:
    erika = await erikas()
    phone, desk = await new_device(erika), await at_work(new_device, "administrator")
    closed = await desk.post(f"/service/accounts/{erika}/close", json=BECAUSE)
    assert closed.status_code == 204, closed.text
    assert not await is_signed_in(phone)
    [access] = await accesses(desk, customer)
    assert (access["closed"]["reason"], access["closed"]["by"]) == ("Ist ausgezogen", "Erika Muster")
    assert (access["letter"], access["open_sessions"]) == (False, 0)
    [found] = (await desk.get("/service/customers", params={"search": ERIKA})).json()["items"]
    assert (found["accounts"], found["closed_accounts"]) == (0, 1), "where one looks for it to open it again"
    again = await desk.post(f"/service/accounts/{erika}/close", json=BECAUSE)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/account-closed")

    opened = await desk.post(f"/service/accounts/{erika}/reopen", json=BECAUSE)
    assert opened.status_code == 204, opened.text
    [access] = await accesses(desk, customer)
    assert (access["closed"], access["letter"]) == (None, True)
    [found] = (await desk.get("/service/customers", params={"search": ERIKA})).json()["items"]
    assert (found["accounts"], found["closed_accounts"]) == (1, 0)
    assert not await is_signed_in(phone), "who was thrown out signs in anew"
    assert [mail.template for mail in await mails()] == ["account_closed", "account_reopened"]
    again = await desk.post(f"/service/accounts/{erika}/reopen", json=BECAUSE)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/account-not-closed")


async def test_closed_accounts_come_last(new_device: NewDevice, customer: UUID) -> None:
    max_ = await make_account("max@example.org")
    await let_own(max_, customer)
    desk = await at_work(new_device, "administrator")
    await desk.post(f"/service/accounts/{await erikas()}/close", json=BECAUSE)
    assert [access["email"] for access in await accesses(desk, customer)] == ["max@example.org", ERIKA]


async def test_who_may_close_is_said(new_device: NewDevice, customer: UUID) -> None:
    for role, may in (("agent", False), ("administrator", True)):
        desk = await at_work(new_device, role)
        detail = (await desk.get(f"/service/customers/{customer}")).json()
        assert (detail["may_close"], detail["closed_kept_days"]) == (may, 30)


async def test_an_administrator_does_not_close_their_own_account(new_device: NewDevice) -> None:
    """And so, whoever may close accounts never closes the last administrator's."""
    aylin = await make_account("aylin@example.org", role="administrator")
    desk = await new_device(aylin)
    own = await desk.post(f"/service/accounts/{aylin}/close", json=BECAUSE)
    assert (own.status_code, own.json()["type"]) == (409, "/problems/own-account")
    assert await is_signed_in(desk)


@dataclass(frozen=True)
class Somebody:
    """Who tries, and why they are refused; "" where they are not."""

    role: str
    strong: bool
    fresh: bool
    sign_out: str
    close: str


@pytest.mark.parametrize(
    "who",
    [
        Somebody("customer", True, True, "not-allowed", "not-allowed"),
        Somebody("dpo", True, True, "not-allowed", "not-allowed"),
        Somebody("agent", True, True, "", "not-allowed"),
        Somebody("agent", True, False, "step-up-needed", "not-allowed"),
        Somebody("agent", False, True, "second-factor-needed", "not-allowed"),
        Somebody("administrator", True, False, "step-up-needed", "step-up-needed"),
        Somebody("administrator", False, True, "second-factor-needed", "second-factor-needed"),
        Somebody("", False, False, "not-signed-in", "not-signed-in"),
    ],
    ids=str,
)
async def test_who_may(new_device: NewDevice, who: Somebody) -> None:
    erika = await make_account()
    phone, somebody = await new_device(erika), await new_device()
    if who.role:
        account_id = await make_account("somebody@example.org", role=who.role)
        async with transaction(SYSTEM):
            somebody.cookies.set("session", await new_session(account_id, strong=who.strong, fresh=who.fresh))
    for action in ("close", "reopen"):
        answer = await somebody.post(f"/service/accounts/{erika}/{action}", json=BECAUSE)
        assert answer.json()["type"] == f"/problems/{who.close}"
    assert await is_signed_in(phone)
    answer = await somebody.delete(f"/service/accounts/{erika}/sessions")
    assert answer.is_success if not who.sign_out else answer.json()["type"] == f"/problems/{who.sign_out}"
    assert await is_signed_in(phone) == bool(who.sign_out)


async def test_how_accounts_are_used_is_for_staff(customer: UUID) -> None:
    """The database refuses everybody else, whatever a route would ask."""
    question = "select * from app.use_of_accounts({}, now(), interval '30 minutes')"
    async with transaction(Actor(Role.STAFF)):
        assert len(await fetch(question, customer)) == 1
    for actor in (Actor(Role.CUSTOMER, await erikas(), customer), SYSTEM):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with transaction(actor):
                await fetch(question, customer)


async def test_bodies_that_no_page_sends(new_device: NewDevice, customer: UUID) -> None:
    desk, erika = await at_work(new_device, "administrator"), await erikas()
    for body in ({}, {"reason": ""}, {"reason": 7}, {"reason": "x" * 20_000}):
        answer = await desk.post(f"/service/accounts/{erika}/close", json=body)
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/invalid-input"), body
    none = "00000000-0000-7000-8000-000000000000"
    assert (await desk.post(f"/service/accounts/{none}/close", json=BECAUSE)).status_code == 404
    assert (await desk.delete(f"/service/accounts/{none}/sessions")).status_code == 404
    assert await rows("select 1 from account where closed_at is not null") == []
