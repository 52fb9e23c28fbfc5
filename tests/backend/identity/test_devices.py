"""Devices that are signed in, how long they stay so, and the end of it: by the person, by time, from elsewhere."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from backend.core.settings import Settings
from tests.backend.identity.people import last_code, make_account, rows
from tests.support.devices import Device, NewDevice, devices, ends_at_the_latest, is_signed_in, last_used


@pytest_asyncio.fixture
async def new_device(database: str, settings: Settings) -> AsyncIterator[NewDevice]:
    async with devices(settings) as make:
        yield make


async def listed(device: Device) -> list[dict[str, Any]]:
    answer = await device.get("/sessions")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_the_list_names_each_device_once_and_this_one_first(new_device: NewDevice) -> None:
    account, stranger = await make_account(), await make_account("max@example.org")
    phone, laptop = await new_device(account), await new_device(account)
    await new_device(stranger)
    await last_used(phone, ago=timedelta(minutes=3))
    found = await listed(laptop)
    assert [item["current"] for item in found] == [True, False]
    assert {(item["browser"], item["system"], item["country"]) for item in found} == {("Firefox 140", "Android", "")}
    assert [item["current"] for item in await listed(phone)] == [True, False]
    assert not any("token" in key for item in found for key in item)


async def test_what_has_ended_by_itself_is_not_listed(new_device: NewDevice) -> None:
    account = await make_account()
    here, idle, old = await new_device(account), await new_device(account), await new_device(account)
    await last_used(idle, ago=timedelta(minutes=30))
    await ends_at_the_latest(old, after=timedelta(0))
    assert [item["current"] for item in await listed(here)] == [True]
    assert not await is_signed_in(idle)
    assert not await is_signed_in(old)


async def test_one_device_ends_another(new_device: NewDevice) -> None:
    account = await make_account()
    here, lost = await new_device(account), await new_device(account)
    [other] = [item for item in await listed(here) if not item["current"]]
    assert (await here.delete(f"/sessions/{other['id']}")).status_code == 204
    assert not await is_signed_in(lost)
    assert await is_signed_in(here)
    assert (await here.delete(f"/sessions/{other['id']}")).status_code == 404
    [event] = (await here.get("/security/history")).json()["items"]
    assert (event["kind"], event["subject"], event["browser"]) == (
        "session-ended",
        "Firefox 140, Android",
        "Firefox 140",
    )


async def test_nobody_ends_the_session_of_somebody_else(new_device: NewDevice) -> None:
    erika, mallory = await new_device(await make_account()), await new_device(await make_account("m@example.org"))
    [session] = await listed(erika)
    for unreachable in (session["id"], uuid4()):
        answer = await mallory.delete(f"/sessions/{unreachable}")
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
    await mallory.delete("/sessions")
    assert await is_signed_in(erika)


async def test_all_others_are_ended_at_once(new_device: NewDevice) -> None:
    account = await make_account()
    here, *others = [await new_device(account) for _ in range(4)]
    stranger = await new_device(await make_account("max@example.org"))
    assert (await here.delete("/sessions")).json() == {"ended": 3}
    assert [await is_signed_in(device) for device in (here, *others, stranger)] == [True, False, False, False, True]
    assert (await here.get("/security/history")).json()["total"] == 3


async def test_what_was_over_already_is_not_counted_among_those_that_were_ended(new_device: NewDevice) -> None:
    account = await make_account()
    here, _, idle, old = [await new_device(account) for _ in range(4)]
    await last_used(idle, ago=timedelta(minutes=30))
    await ends_at_the_latest(old, after=timedelta(0))
    assert (await here.delete("/sessions")).json() == {"ended": 1}
    assert (await here.get("/security/history")).json()["total"] == 1
    assert await rows("select count(*) from portal_session") == [{"count": 1}]


async def test_signing_out_is_noted(new_device: NewDevice) -> None:
    account = await make_account()
    here, gone = await new_device(account), await new_device(account)
    for _ in range(2):
        await gone.post("/sign-out", json={})
    [event] = (await here.get("/security/history")).json()["items"]
    assert (event["kind"], event["browser"]) == ("signed-out", "Firefox 140")


async def test_ending_this_session_is_signing_out(new_device: NewDevice) -> None:
    here = await new_device(await make_account())
    [session] = await listed(here)
    answer = await here.delete(f"/sessions/{session['id']}")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert not await is_signed_in(here)


@pytest.mark.parametrize(("method", "path"), [("GET", "/sessions"), ("DELETE", "/sessions"), ("POST", "/session/stay")])
async def test_devices_are_for_people_who_are_signed_in(new_device: NewDevice, method: str, path: str) -> None:
    nobody = await new_device()
    assert (await nobody.request(method, path)).status_code == 401


async def test_a_stolen_cookie_is_worth_nothing_after_sign_out(new_device: NewDevice) -> None:
    owner, thief = await new_device(await make_account()), await new_device()
    thief.cookies.set("session", owner.cookies["session"])
    assert await is_signed_in(thief)
    await owner.post("/sign-out", json={})
    assert not await is_signed_in(thief)
    assert (await thief.get("/session/time")).json() == {"seconds_left": 0, "can_stay": False}
    assert (await thief.post("/session/stay")).status_code == 401


async def test_asking_for_the_time_does_not_prolong_the_session(new_device: NewDevice) -> None:
    device = await new_device(await make_account())
    await last_used(device, ago=timedelta(minutes=28, seconds=30))
    for _ in range(2):
        time = (await device.get("/session/time")).json()
        assert 80 <= time["seconds_left"] <= 90
        assert time["can_stay"]
    await last_used(device, ago=timedelta(minutes=30))
    assert (await device.get("/session/time")).json()["seconds_left"] == 0
    assert not await is_signed_in(device)


async def test_staying_and_any_other_request_do(new_device: NewDevice) -> None:
    account = await make_account()
    staying, working = await new_device(account), await new_device(account)
    for device in (staying, working):
        await last_used(device, ago=timedelta(minutes=29))
    stayed = (await staying.post("/session/stay")).json()
    await working.get("/sessions")
    for time in (stayed, (await working.get("/session/time")).json()):
        assert time["seconds_left"] > 29 * 60
        assert time["can_stay"]


async def test_near_the_absolute_limit_staying_does_not_help(new_device: NewDevice) -> None:
    device = await new_device(await make_account())
    await ends_at_the_latest(device, after=timedelta(seconds=100))
    time = (await device.post("/session/stay")).json()
    assert 90 <= time["seconds_left"] <= 100
    assert not time["can_stay"]


async def test_staying_is_not_offered_for_another_warning_only(new_device: NewDevice) -> None:
    """Both limits are near each other: who stays would be asked again a moment later."""
    device = await new_device(await make_account())
    await last_used(device, ago=timedelta(minutes=28))
    await ends_at_the_latest(device, after=timedelta(minutes=3))
    time = (await device.get("/session/time")).json()
    assert time["seconds_left"] <= 120
    assert not time["can_stay"]


async def test_a_session_planted_before_sign_in_is_worth_nothing_after_it(new_device: NewDevice) -> None:
    """Session fixation: the attacker's session in the victim's browser ends, and its token is not taken over."""
    attacker = await new_device(await make_account("mallory@example.org"))
    victim = await new_device()
    victim.cookies.set("session", attacker.cookies["session"])
    await make_account()
    requested = (await victim.post("/sign-in/code/request", json={"email": "erika@example.org"})).json()
    signed_in = await victim.post(
        "/sign-in/code", json={"request_id": requested["request_id"], "code": await last_code()}
    )
    assert signed_in.is_success
    alive = await rows("select a.email from portal_session s join account a on a.id = s.account_id")
    assert [row["email"] for row in alive] == ["erika@example.org"]
    assert not await is_signed_in(attacker)
