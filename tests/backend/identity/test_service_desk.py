"""What staff see of customers, over HTTP: with two factors only, and nothing of it is markup."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from tests.backend.identity.people import make_account, make_customer, rows
from tests.backend.identity.recovering import ERIKA, let_own
from tests.support.api import api, browser_of
from tests.support.sessions import new_session

ORIGIN = "http://localhost:8000"

Browser = httpx.AsyncClient


@pytest_asyncio.fixture
async def browser(database: str, settings: Settings) -> AsyncIterator[Browser]:
    async with browser_of(api(settings), settings) as client:
        yield client


async def sign_in(browser: Browser, email: str, *, role: str = "agent", strong: bool = True) -> UUID:
    account_id = await make_account(email, role=role)
    async with transaction(SYSTEM):
        browser.cookies.set("session", await new_session(account_id, strong=strong))
    return account_id


async def numbers(browser: Browser, **query: Any) -> list[str]:
    answer = await browser.get("/service/customers", params=query)
    assert answer.status_code == 200, answer.text
    return [item["number"] for item in answer.json()["items"]]


@pytest.mark.usefixtures("database")
async def test_customers_are_found_by_number_name_and_mail(browser: Browser) -> None:
    erika, max_ = await make_customer("40-12345"), await make_customer("50-67890")
    await rows("update customer set given_name = 'Max', name = 'Özgür', email = 'max@home.example' where id = {}", max_)
    await let_own(await make_account("login@work.example"), erika)
    await sign_in(browser, "jonas@example.org")
    assert await numbers(browser) == ["40-12345", "50-67890"], "by name, Ö beside O"
    for search, found in {
        "4012345": ["40-12345"],
        "40 12": ["40-12345"],
        "muster erika": ["40-12345"],
        "özgür": ["50-67890"],
        "max@home": ["50-67890"],
        "login@work": ["40-12345"],
        "erika max": [],
        "%": [],
        "_": [],
    }.items():
        assert await numbers(browser, search=search) == found, search
    assert await numbers(browser, size=1, page=2) == ["50-67890"]


async def test_one_customer(browser: Browser) -> None:
    customer_id = await make_customer()
    account_id = await make_account()
    await let_own(account_id, customer_id)
    await sign_in(browser, "jonas@example.org")
    detail = (await browser.get(f"/service/customers/{customer_id}")).json()
    [access] = detail["accesses"]
    assert (access["email"], access["is_own"], access["letter"]) == (ERIKA, True, True)
    assert detail["four_eyes"] is True, "the demo's portal.toml"
    assert detail["questions"][0]["en"] == "Meter number"
    assert (await browser.get(f"/service/customers/{account_id}")).status_code == 404


@pytest.mark.parametrize(("role", "strong"), [("customer", True), ("dpo", True), ("agent", False)])
async def test_only_staff_with_two_factors(browser: Browser, role: str, strong: bool) -> None:
    customer_id = await make_customer()
    await sign_in(browser, "somebody@example.org", role=role, strong=strong)
    none = "00000000-0000-7000-8000-000000000000"
    answers = [
        await browser.get("/service/customers"),
        await browser.get(f"/service/customers/{customer_id}"),
        await browser.get("/service/recoveries"),
        await browser.get("/service/frozen-changes"),
        await browser.post(f"/service/customers/{customer_id}/phone-pin", json={"pin": "123456"}),
        await browser.post(f"/service/customers/{customer_id}/recoveries", json={"account_id": none, "answered": []}),
        await browser.post(f"/service/recoveries/{none}/confirm", json={}),
        await browser.post(f"/service/recoveries/{none}/refuse", json={}),
    ]
    assert {answer.status_code for answer in answers} == {403}


async def test_names_travel_as_they_are_and_as_json(browser: Browser) -> None:
    customer_id = await make_customer()
    await rows("update customer set name = '<img src=x onerror=alert(1)>'")
    await sign_in(browser, "jonas@example.org")
    answer = await browser.get(f"/service/customers/{customer_id}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["name"] == "Erika <img src=x onerror=alert(1)>"


async def test_a_letter_by_two_agents_over_http(browser: Browser) -> None:
    customer_id, account_id = await make_customer(), await make_account()
    await let_own(account_id, customer_id)
    await sign_in(browser, "jonas@example.org")
    ask = {"account_id": str(account_id), "answered": [0, 1]}
    asked = await browser.post(f"/service/customers/{customer_id}/recoveries", json=ask)
    assert (asked.status_code, asked.json()) == (201, {"letter": None})
    [waiting] = (await browser.get("/service/recoveries")).json()["items"]
    assert (waiting["asked_by_me"], waiting["customer_number"]) == (True, "40-12345")
    own = await browser.post(f"/service/recoveries/{waiting['id']}/confirm", json={})
    assert (own.status_code, own.json()["type"]) == (403, "/problems/second-person-needed")
    await sign_in(browser, "aylin@example.org", role="administrator")
    confirmed = await browser.post(f"/service/recoveries/{waiting['id']}/confirm", json={})
    assert len(confirmed.json()["letter"]["code"]) == len("7K3M-9XWD-2RTH")
    assert (await browser.get("/service/recoveries")).json()["items"] == []
    detail = (await browser.get(f"/service/customers/{customer_id}")).text
    assert confirmed.json()["letter"]["code"] not in detail, "the code is shown once"


async def test_a_pin_over_http(browser: Browser) -> None:
    customer_id = await make_customer()
    account_id = await make_account()
    await let_own(account_id, customer_id)
    await sign_in(browser, ERIKA, role="customer")
    shown = await browser.post("/phone-pin", json={})
    assert shown.status_code == 201
    assert (await browser.get("/phone-pin")).json()["newest"]["used_at"] is None
    assert shown.json()["pin"] not in (await browser.get("/phone-pin")).text
    await sign_in(browser, "jonas@example.org")
    match = await browser.post(f"/service/customers/{customer_id}/phone-pin", json={"pin": shown.json()["pin"]})
    assert (match.status_code, match.json()["email"]) == (200, ERIKA)
    again = await browser.post(f"/service/customers/{customer_id}/phone-pin", json={"pin": shown.json()["pin"]})
    assert (again.status_code, again.json()["type"]) == (400, "/problems/phone-pin-wrong")
