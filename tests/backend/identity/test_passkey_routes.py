"""One's own passkeys over HTTP: who may do what, and what the answers say."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from backend.core.database import SYSTEM, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import make_account, rows
from tests.fixtures.soft_authenticator import to_base64url
from tests.support.api import api, browser_of
from tests.support.sessions import new_session

ORIGIN = "http://localhost:8000"

Client = httpx.AsyncClient


@pytest_asyncio.fixture
async def client(database: str, settings: Settings) -> AsyncIterator[Client]:
    async with browser_of(api(settings), settings) as opened:
        yield opened


async def _sign_in(client: Client, account_id: UUID, *, fresh: bool = True) -> None:
    async with transaction(SYSTEM):
        client.cookies.set("session", await new_session(account_id, fresh=fresh))


def _problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_a_passkey_is_listed_with_what_people_ask_of_it(client: Client, browser: Browser) -> None:
    account_id = await make_account()
    await browser.register(account_id, name="Schlüssel am Bund")
    await rows("update passkey set aaguid = '2fc0579f-8113-47ea-b116-bb5a8db9202a'")
    await _sign_in(client, account_id)
    [item] = (await client.get("/passkeys")).json()
    assert {name: item[name] for name in ("name", "authenticator", "synced", "perhaps_copied", "last_used_at")} == {
        "name": "Schlüssel am Bund",
        "authenticator": "YubiKey",
        "synced": False,
        "perhaps_copied": False,
        "last_used_at": None,
    }
    assert item["created_at"] == "2026-11-22T10:00:00+01:00", "wall-clock time of the portal's zone"


async def test_renaming_asks_for_no_proof(client: Client, browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id)
    await _sign_in(client, account_id, fresh=False)
    answer = await client.put(f"/passkeys/{passkey.id}", json={"name": "Telefon"})
    assert (answer.status_code, answer.json()["name"]) == (200, "Telefon")


async def test_removing_asks_for_a_proof_of_the_last_minutes(client: Client, browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id)
    await _sign_in(client, account_id, fresh=False)
    assert _problem(await client.delete(f"/passkeys/{passkey.id}")) == (403, "step-up-needed")
    await _sign_in(client, account_id)
    assert (await client.delete(f"/passkeys/{passkey.id}")).status_code == 204
    assert (await client.get("/passkeys")).json() == []


async def test_a_passkey_of_somebody_else_is_not_there(client: Client, browser: Browser) -> None:
    foreign = await browser.register(await make_account(), name="Telefon")
    await _sign_in(client, await make_account("mallory@example.org"))
    for passkey_id in (foreign.id, new_id()):
        assert _problem(await client.put(f"/passkeys/{passkey_id}", json={"name": "meins"})) == (404, "not-found")
        assert _problem(await client.delete(f"/passkeys/{passkey_id}")) == (404, "not-found")
    assert (await client.get("/passkeys")).json() == []
    assert [row["name"] for row in await rows("select name from passkey")] == ["Telefon"]


@pytest.mark.parametrize("has_one", [False, True])
async def test_adding_one_asks_for_a_proof_of_the_last_minutes(
    client: Client, browser: Browser, *, has_one: bool
) -> None:
    """Whoever finds a phone that is still signed in must not make themselves at home, in a new account neither."""
    account_id = await make_account()
    if has_one:
        await browser.register(account_id)
    await _sign_in(client, account_id)
    begun = (await client.post("/passkeys/options")).json()
    answer = {"challenge_id": begun["challenge_id"], "credential": browser.authenticator.create(begun["options"])}
    await _sign_in(client, account_id, fresh=False)
    assert _problem(await client.post("/passkeys/options")) == (403, "step-up-needed")
    assert _problem(await client.post("/passkeys", json=answer)) == (403, "step-up-needed")
    assert len((await client.get("/passkeys")).json()) == int(has_one)
    await _sign_in(client, account_id)
    added = await client.post("/passkeys", json=answer)
    assert added.status_code == 201, "the refusal used nothing up: after the proof the same answer counts"


async def test_authenticators_are_told_of_ones_own_passkeys_only(client: Client, browser: Browser) -> None:
    account_id = await make_account()
    await browser.register(account_id)
    await browser.register(await make_account("max@example.org"))
    [own] = await rows(
        "select p.credential_id, a.webauthn_user_handle from passkey p join account a on a.id = p.account_id "
        "where a.email = 'erika@example.org'"
    )
    await _sign_in(client, account_id, fresh=False)
    assert (await client.get("/passkeys/accepted")).json() == {
        "rp_id": "localhost",
        "user_id": to_base64url(own["webauthn_user_handle"]),
        "name": "erika@example.org",
        "display_name": "Erika Muster",
        "credential_ids": [to_base64url(own["credential_id"])],
    }


async def test_signing_in_with_a_removed_passkey_says_so(client: Client, browser: Browser) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id)
    await _sign_in(client, account_id)
    await client.delete(f"/passkeys/{passkey.id}")
    begun = (await client.post("/sign-in/passkey/options")).json()
    credential = browser.authenticator.get(begun["options"])
    answer = await client.post(
        "/sign-in/passkey", json={"challenge_id": begun["challenge_id"], "credential": credential}
    )
    assert _problem(answer) == (410, "passkey-removed")
    assert answer.json()["parameters"] == {"may_return": 1}
    assert "set-cookie" not in answer.headers


async def test_everybody_reads_their_own_ways_in(client: Client, browser: Browser) -> None:
    agent = await make_account(role="agent")
    await browser.register(agent)
    await _sign_in(client, agent, fresh=False)
    ways = (await client.get("/security/ways")).json()
    assert (ways["passkeys"], ways["independent"], ways["enough"]) == (1, 1, False)
    await _sign_in(client, await make_account("max@example.org"), fresh=False)
    ways = (await client.get("/security/ways")).json()
    assert (ways["passkeys"], ways["independent"], ways["enough"]) == (0, 1, False)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/passkeys"),
        ("GET", "/passkeys/accepted"),
        ("GET", "/security/ways"),
        ("PUT", f"/passkeys/{new_id()}"),
        ("DELETE", f"/passkeys/{new_id()}"),
    ],
)
async def test_nothing_of_it_is_for_strangers(client: Client, method: str, path: str) -> None:
    assert _problem(await client.request(method, path)) == (401, "not-signed-in")


@pytest.mark.parametrize("name", [None, 7, [], {}, "\0", "x" * 100_000, "\u202e", "a\r\nBcc: x@example.org"])
async def test_no_name_breaks_the_server(client: Client, browser: Browser, name: Any) -> None:
    account_id = await make_account()
    passkey = await browser.register(account_id, name="Telefon")
    await _sign_in(client, account_id)
    answer = await client.put(f"/passkeys/{passkey.id}", json={"name": name})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert [row["name"] for row in await rows("select name from passkey")] == ["Telefon"]
