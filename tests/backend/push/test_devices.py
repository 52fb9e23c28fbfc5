"""Messages are shown where somebody has asked for them, until they sign out there, by whatever way."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, Actor, Role, transaction
from backend.core.database import fetch as fetch_rows
from backend.core.job_registry import Run, load_jobs, scheduled_jobs
from backend.core.settings import Settings
from backend.identity.closing import operations as closing
from backend.identity.operations.clean_up import clean_up
from backend.identity.operations.sessions import open_session
from backend.identity.push_devices.operations import KEPT, MOST
from backend.push import encryption
from tests.backend.push.conftest import NewSubscribed, Subscribed, rows, subscribed_accounts, told
from tests.support.devices import Device, NewDevice, is_signed_in
from tests.support.push_service import PushService, ReceivingBrowser
from tests.support.sessions import HOME


async def come_by(device: Device, browser: ReceivingBrowser, settings: Settings, *, key: str = "") -> str | None:
    answer = await device.put(
        "/push/subscriptions/current",
        json={"endpoint": browser.endpoint, "key": key or encryption.public_key(settings.key())},
    )
    assert answer.status_code == 200, answer.text
    found: str | None = answer.json()["id"]
    return found


async def listed(device: Device) -> list[dict[str, object]]:
    items: list[dict[str, object]] = (await device.get("/push/subscriptions")).json()["items"]
    return items


async def test_a_browser_is_listed_and_knows_itself(
    new_subscribed: NewSubscribed, new_device: NewDevice, settings: Settings
) -> None:
    erika = await new_subscribed()
    other = await new_device(erika.account_id)
    [here] = await listed(erika.device)
    [there] = await listed(other)
    assert (here["id"], here["current"], here["browser"], here["last_success_at"]) == (
        erika.device_id,
        True,
        "Firefox 140",
        None,
    )
    assert there == {**here, "current": False}
    assert await come_by(erika.device, erika.browser, settings) == erika.device_id
    assert "endpoint" not in here


async def test_the_key_is_ours(new_device: NewDevice, new_subscribed: NewSubscribed, settings: Settings) -> None:
    erika = await new_subscribed()
    assert (await erika.device.get("/push/key")).json() == {"key": encryption.public_key(settings.key())}
    assert (await (await new_device()).get("/push/key")).status_code == 401


async def test_subscribing_again_renews_the_keys_and_makes_no_second_device(
    new_subscribed: NewSubscribed, service: PushService
) -> None:
    erika = await new_subscribed()
    renewed = service.browser()
    renewed.endpoint = erika.browser.endpoint
    answer = await erika.device.post("/push/subscriptions", json=renewed.subscription)
    assert answer.json() == {"id": erika.device_id}
    assert await rows("select p256dh from push_subscription") == [{"p256dh": renewed.p256dh}]


@pytest.mark.parametrize(
    "endpoint",
    ["https://127.0.0.1/x", "http://fcm.googleapis.com/x", "https://evil.example/", "https://fcm.googleapis.com/" * 60],
)
async def test_an_address_of_no_known_service_is_refused(new_subscribed: NewSubscribed, endpoint: str) -> None:
    erika = await new_subscribed()
    refused = await erika.device.post("/push/subscriptions", json={**erika.browser.subscription, "endpoint": endpoint})
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/push-service-unknown")
    assert len(await rows("select 1 from push_subscription")) == 1


@pytest.mark.parametrize("field", ["p256dh", "auth"])
@pytest.mark.parametrize("value", ["", "AAAA", "kein Schlüssel", "A" * 120])
async def test_keys_of_another_length_are_refused(new_subscribed: NewSubscribed, field: str, value: str) -> None:
    erika = await new_subscribed()
    refused = await erika.device.post("/push/subscriptions", json={**erika.browser.subscription, field: value})
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/invalid-input")


async def test_of_too_many_the_one_not_seen_for_longest_goes(
    new_subscribed: NewSubscribed, service: PushService
) -> None:
    erika = await new_subscribed()
    for _ in range(MOST):
        await erika.device.post("/push/subscriptions", json=service.browser().subscription)
    left = await rows("select endpoint from push_subscription")
    assert len(left) == MOST
    assert {"endpoint": erika.browser.endpoint} not in left


async def test_removing(new_subscribed: NewSubscribed) -> None:
    erika, max_ = await new_subscribed(), await new_subscribed("max@example.org")
    assert (await max_.device.delete(f"/push/subscriptions/{erika.device_id}")).status_code == 404
    for status in (204, 404):
        assert (await erika.device.delete(f"/push/subscriptions/{erika.device_id}")).status_code == status
    assert await subscribed_accounts() == [max_.account_id]


# How it ends


async def test_signing_out_ends_it_with_what_was_on_its_way(new_subscribed: NewSubscribed) -> None:
    erika = await new_subscribed()
    other = await new_subscribed(account_id=erika.account_id)
    await told(erika.account_id)
    await erika.device.post("/sign-out", json={})
    assert await rows("select id::text from push_subscription") == [{"id": other.device_id}]
    assert await rows("select subscription_id::text as id from push_message") == [{"id": other.device_id}]


async def test_signing_out_from_another_device_ends_it(new_subscribed: NewSubscribed, new_device: NewDevice) -> None:
    erika = await new_subscribed()
    other = await new_device(erika.account_id)
    [lost] = [item for item in (await other.get("/sessions")).json()["items"] if not item["current"]]
    await other.delete(f"/sessions/{lost['id']}")
    assert await subscribed_accounts() == []


async def _run_out(erika: Subscribed) -> None:
    """The session ends by itself, and is cleaned up."""
    async with transaction(SYSTEM):
        await clean_up(now=utc_now() + timedelta(days=2))
    assert not await is_signed_in(erika.device)


async def test_a_session_that_runs_out_by_itself_does_not_end_it(new_subscribed: NewSubscribed) -> None:
    erika = await new_subscribed()
    await _run_out(erika)
    assert await subscribed_accounts() == [erika.account_id]
    assert await told(erika.account_id) == 1


async def test_signed_in_again_the_browser_belongs_to_the_new_session(
    new_subscribed: NewSubscribed, new_device: NewDevice, settings: Settings
) -> None:
    erika = await new_subscribed()
    await _run_out(erika)
    again = await new_device(erika.account_id)
    assert [item["current"] for item in await listed(again)] == [False]
    assert await come_by(again, erika.browser, settings) == erika.device_id
    assert [item["current"] for item in await listed(again)] == [True]
    await again.post("/sign-out", json={})
    assert await subscribed_accounts() == []


async def test_signing_in_again_before_that_is_no_signing_out(new_subscribed: NewSubscribed) -> None:
    """The browser still has the cookie of the session that has run out; signing in deletes that session."""
    erika = await new_subscribed()
    async with transaction(SYSTEM):
        token = await _sign_in(erika, erika.account_id)
    assert await subscribed_accounts() == [erika.account_id]
    erika.device.cookies.set("session", token)
    assert [item["current"] for item in await listed(erika.device)] == [True]


async def test_when_somebody_else_signs_in_there_it_ends(new_subscribed: NewSubscribed) -> None:
    erika, max_ = await new_subscribed(), await new_subscribed("max@example.org")
    async with transaction(SYSTEM):
        await _sign_in(erika, max_.account_id)
    assert await subscribed_accounts() == [max_.account_id]


async def _sign_in(where: Subscribed, account_id: UUID) -> str:
    return await open_session(
        account_id=account_id,
        method="passkey",
        client=HOME,
        strong=True,
        fresh=True,
        replaced_token=where.device.cookies["session"],
        now=utc_now(),
        lifetime=timedelta(hours=12),
    )


async def test_a_browser_that_somebody_else_uses_now_ends_it(
    new_subscribed: NewSubscribed, new_device: NewDevice, settings: Settings
) -> None:
    erika, max_ = await new_subscribed(), await new_subscribed("max@example.org")
    await _run_out(erika)
    assert await come_by(await new_device(max_.account_id), erika.browser, settings) is None
    assert await subscribed_accounts() == [max_.account_id]


async def test_one_browser_shows_the_messages_of_whoever_asked_last(
    new_subscribed: NewSubscribed, new_device: NewDevice
) -> None:
    erika, max_ = await new_subscribed(), await new_subscribed("max@example.org")
    answer = await max_.device.post("/push/subscriptions", json=erika.browser.subscription)
    assert answer.status_code == 201
    assert await subscribed_accounts() == [max_.account_id] * 2


async def test_a_subscription_for_another_key_of_ours_is_worth_nothing(
    new_subscribed: NewSubscribed, settings: Settings
) -> None:
    erika = await new_subscribed()
    assert await come_by(erika.device, erika.browser, settings, key=encryption.public_key(b"o" * 32)) is None
    assert await subscribed_accounts() == []


@pytest.mark.parametrize("ran_out", [False, True], ids=["signed in", "session has run out"])
async def test_ending_all_other_devices_ends_it_there(
    new_subscribed: NewSubscribed, new_device: NewDevice, service: PushService, *, ran_out: bool
) -> None:
    lost = await new_subscribed()
    if ran_out:
        await _run_out(lost)
    mine = await new_subscribed(account_id=lost.account_id)
    await mine.device.delete("/sessions")
    assert await rows("select id::text from push_subscription") == [{"id": mine.device_id}]


@pytest.mark.parametrize("ran_out", [False, True], ids=["signed in", "session has run out"])
async def test_closing_the_account_and_signing_out_by_staff_end_it(
    new_subscribed: NewSubscribed, settings: Settings, *, ran_out: bool
) -> None:
    erika, max_, rosa = [await new_subscribed(f"{name}@example.org") for name in ("erika", "max", "rosa")]
    if ran_out:
        await _run_out(erika)
    await closing.close(account_id=erika.account_id, done_by=None, reason="Auszug", settings=settings, now=utc_now())
    assert await subscribed_accounts() == [max_.account_id, rosa.account_id]
    await closing.sign_out(account_id=max_.account_id, done_by=None, settings=settings, now=utc_now())
    assert await subscribed_accounts() == [rosa.account_id]
    await closing.sign_out_everybody(settings=settings, now=utc_now())
    assert await subscribed_accounts() == []


@pytest.mark.parametrize("found", ["", "https://fcm.googleapis.com/another"], ids=["nothing", "another subscription"])
async def test_a_browser_that_finds_its_subscription_gone_is_listed_no_longer(
    new_subscribed: NewSubscribed, settings: Settings, found: str
) -> None:
    """The person has blocked messages in the browser, or the browser has made another subscription by itself."""
    erika = await new_subscribed()
    other = await new_subscribed(account_id=erika.account_id)
    erika.browser.endpoint = found
    assert await come_by(erika.device, erika.browser, settings) is None
    assert [item["id"] for item in await listed(erika.device)] == [other.device_id]


async def test_unused_ones_are_forgotten(new_subscribed: NewSubscribed, settings: Settings) -> None:
    await new_subscribed()
    [device] = await rows("select seen_at from push_subscription")
    load_jobs()
    for age, left in ((KEPT - timedelta(seconds=1), 1), (KEPT, 0)):
        async with transaction(SYSTEM):
            await scheduled_jobs["identity.forget_push_devices"].work(Run(settings, device["seen_at"] + age))
        assert len(await rows("select 1 from push_subscription")) == left


async def test_looking_by_is_no_use_of_the_session(new_subscribed: NewSubscribed, settings: Settings) -> None:
    erika = await new_subscribed()
    await rows("update portal_session set last_seen_at = now() - interval '29 minutes'")
    await come_by(erika.device, erika.browser, settings)
    assert (await erika.device.get("/session/time")).json()["seconds_left"] <= 60


async def test_the_database_shows_each_their_own_and_no_secrets(new_subscribed: NewSubscribed) -> None:
    erika, max_ = await new_subscribed(), await new_subscribed("max@example.org")
    async with transaction(Actor(Role.CUSTOMER, erika.account_id)):
        found = await fetch_rows("select account_id from push_subscription")
    assert found == [{"account_id": erika.account_id}]
    assert max_.account_id != erika.account_id
