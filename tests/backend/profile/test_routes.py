"""Account data over HTTP: what forms send, what needs a fresh proof, and what staff alone may do."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, Actor, transaction
from backend.core.settings import Settings
from tests.backend.profile.people import Household, as_system, let_look_after, mails_to, make_agent
from tests.support.api import api, browser_of
from tests.support.sessions import new_session

ORIGIN = "http://localhost:8000"
Browser = httpx.AsyncClient


@pytest_asyncio.fixture
async def browser(database: str, settings: Settings) -> AsyncIterator[Browser]:
    async with browser_of(api(settings), settings) as client:
        yield client


async def sign_in(browser: Browser, who: Household | Actor, *, strong: bool = True, fresh: bool = True) -> None:
    assert who.account_id is not None
    async with transaction(SYSTEM):
        token = await new_session(who.account_id, strong=strong, fresh=fresh)
    browser.headers["Cookie"] = f"session={token}"


async def act_for(who: Household, whom: Household) -> None:
    await as_system(
        "update portal_session set customer_id = {} where account_id = {}", whom.customer_id, who.account_id
    )


async def profile(browser: Browser) -> Any:
    return (await browser.get("/profile")).json()


def slug(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).removeprefix("/problems/")


async def test_a_form_for_messages_sends_one_or_several_ticks_or_none(browser: Browser, erika: Household) -> None:
    await sign_in(browser, erika)
    for ticks, expected in (("mail", 200), (["mail", "post"], 200), ([], 400)):
        version = (await profile(browser))["messages_version"]
        body = {"version": version, "invoices": "mail" if ticks else [], "news": ticks}
        assert (await browser.put("/profile/messages", json=body)).status_code == expected
    news = next(choice for choice in (await profile(browser))["messages"] if choice["topic"] == "news")
    assert news["channels"] == ["mail", "post"]


async def test_the_demo_company_reviews_billing_addresses_and_names(browser: Browser, erika: Household) -> None:
    await sign_in(browser, erika)
    customer = (await profile(browser))["customer"]
    assert customer["reviewed"] == ["billing_address", "customer_name"]
    address = {"street": "Am Bach 3", "postal_code": "54321", "city": "Neustadt", "country": "DE"}
    version = customer["billing"]["version"]
    saved = await browser.put("/profile/customer/billing-address", json={**address, "version": version})
    assert saved.json()["state"] == "waiting"
    name = {"given_name": "Erika", "name": "Bach", "version": customer["name"]["version"]}
    assert (await browser.put("/profile/customer/name", json=name)).json()["state"] == "waiting"

    agent = await make_agent()
    await sign_in(browser, agent)
    listed = (await browser.get("/service/changes")).json()
    assert listed["total"] == 2
    first, second = listed["items"]
    accepted = await browser.post(f"/service/changes/{first['id']}/accept", json={"version": first["version"]})
    assert accepted.status_code == 204
    again = await browser.post(f"/service/changes/{first['id']}/refuse", json={"reason": "Nein."})
    assert (again.status_code, slug(again)) == (409, "already-decided")
    refused = await browser.post(f"/service/changes/{second['id']}/refuse", json={"reason": "Der Nachweis fehlt."})
    assert refused.status_code == 204
    assert (await browser.get("/service/changes")).json()["total"] == 0

    await sign_in(browser, erika)
    customer = (await profile(browser))["customer"]
    assert customer["billing"]["city"] == "Neustadt"
    [request] = customer["requests"]
    assert (await browser.post(f"/profile/changes/{request['id']}/put-away")).status_code == 204
    history = (await browser.get("/profile/history")).json()
    assert [entry["action"] for entry in history["items"]] == ["refused", "accepted", "requested", "requested"]


async def test_lists_over_http(browser: Browser, erika: Household) -> None:
    await sign_in(browser, erika)
    phone = {"number": "0171 1234567", "kind": "mobile"}
    added = (await browser.post("/profile/customer/phones", json=phone)).json()
    [listed] = (await profile(browser))["customer"]["phones"]
    assert (listed["number"], listed["shown"]) == ("+491711234567", "0171 1234567")
    path = f"/profile/customer/phones/{added['id']}"
    again = {**phone, "kind": "work", "id": added["id"], "version": listed["version"]}
    saved = await browser.post("/profile/customer/phones", json=again)
    assert saved.json()["state"] == "done"
    stale = await browser.request("DELETE", path, json={"version": listed["version"]})
    assert (stale.status_code, slug(stale)) == (409, "changed-meanwhile")
    version = (await profile(browser))["customer"]["phones"][0]["version"]
    assert (await browser.request("DELETE", path, json={"version": version})).json()["state"] == "done"
    assert (await browser.post(f"{path}/restore")).json()["state"] == "done"

    garden = {"label": "Garten", "street": "Am Bach 3", "postal_code": "54321", "city": "Neustadt"}
    added = (await browser.post("/profile/customer/addresses", json=garden)).json()
    [listed] = (await profile(browser))["customer"]["delivery"]
    path = f"/profile/customer/addresses/{added['id']}"
    answer = await browser.post("/profile/customer/addresses", json={**garden, "id": added["id"], "city": ""})
    assert answer.json()["errors"] == [{"field": "city", "message_key": "city-needed"}]
    assert (await browser.request("DELETE", path, json={"version": listed["version"]})).status_code == 200
    assert (await browser.post(f"{path}/restore")).status_code == 200
    for unknown in ("x", str(erika.account_id)):
        answer = await browser.post("/profile/customer/addresses", json={**garden, "id": unknown})
        assert (answer.status_code, slug(answer)) == (404, "not-found")


@pytest.mark.parametrize("scope", ["read", "invoices", "appointments"])
async def test_a_smaller_grant_is_told_so(browser: Browser, erika: Household, fritz: Household, scope: str) -> None:
    await let_look_after(fritz, erika, scope=scope)
    await sign_in(browser, fritz)
    await act_for(fritz, erika)
    answer = await browser.post("/profile/customer/phones", json={"number": "0171 1234567", "kind": "mobile"})
    assert (answer.status_code, slug(answer)) == (403, "may-not-change")


@pytest.mark.parametrize("path", ["/profile/email/request", "/profile/email/confirm"])
async def test_a_new_address_needs_a_fresh_proof(browser: Browser, erika: Household, path: str) -> None:
    body = {"email": "new@example.org", "request_id": str(erika.account_id), "code": "1"}
    await sign_in(browser, erika, fresh=False)
    answer = await browser.post(path, json=body)
    assert (answer.status_code, slug(answer)) == (403, "step-up-needed")
    await sign_in(browser, erika)
    await as_system("update portal_session set fresh_at = {}", utc_now() - timedelta(minutes=6))
    assert slug(await browser.post(path, json=body)) == "step-up-needed"


async def test_a_new_address_over_http(browser: Browser, erika: Household) -> None:
    await sign_in(browser, erika)
    requested = await browser.post("/profile/email/request", json={"email": "new@example.org"})
    assert requested.status_code == 202
    code = (await mails_to("new@example.org"))[0][1]["code"]
    body = {"request_id": requested.json()["request_id"], "code": code}
    assert (await browser.post("/profile/email/confirm", json=body)).json()["email"] == "new@example.org"
    assert (await browser.get("/session")).json()["email"] == "new@example.org", "the session at hand goes on"
    [told] = await mails_to(erika.email)
    assert told[0] == "security_change"


@pytest.mark.parametrize("path", ["name", "language", "messages", "customer/name", "customer/billing-address"])
async def test_ten_thousand_characters_are_refused(browser: Browser, erika: Household, path: str) -> None:
    await sign_in(browser, erika)
    long = "x" * 10_000
    body = dict.fromkeys(("version", "given_name", "family_name", "name", "street", "city", "language", "news"), long)
    answer = await browser.put(f"/profile/{path}", json=body)
    assert (answer.status_code, slug(answer)) == (400, "invalid-input")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/service/changes"), ("POST", "/service/changes/{id}/accept"), ("POST", "/service/changes/{id}/refuse")],
)
async def test_staff_alone_decide(browser: Browser, erika: Household, method: str, path: str) -> None:
    await sign_in(browser, erika)
    body = {"version": "", "reason": "Nein."}
    answer = await browser.request(method, path.format(id=erika.account_id), json=body)
    assert answer.status_code == 403
    agent = await make_agent()
    await sign_in(browser, agent, strong=False)
    answer = await browser.request(method, path.format(id=erika.account_id), json=body)
    assert slug(answer) == "second-factor-needed"
