"""The agenda over HTTP: who may see it, and a day at the desk from the phone call to the note."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from tests.backend.appointments.booking.office import Office, rows
from tests.backend.identity.people import make_account
from tests.backend.profile.people import move_in
from tests.support.devices import Device, NewDevice

CALLER = {"contact": {"name": "Jo Müller", "phone": "069 1"}}


async def _times(desk: Device, office: Office, **wanted: Any) -> Any:
    answer = await desk.get(
        f"/service/agenda/services/{office.service_id}/times", params={"channel": "phone", **wanted}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["times"]


async def _hold(desk: Device, office: Office, starts_at: str, **others: Any) -> Any:
    wish = {"service_id": str(office.service_id), "time": {"starts_at": starts_at, "channel": "phone"}}
    answer = await desk.post("/service/agenda/holds", json={**wish, "request_key": str(uuid4()), **others})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def _booked(desk: Device, office: Office, **others: Any) -> Any:
    """An appointment at the next free time, made by the agent."""
    held = await _hold(desk, office, (await _times(desk, office))[0]["starts_at"], **others)
    answer = await desk.post(f"/service/agenda/holds/{held['booking_id']}/book", json=CALLER)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_by_phone_for_somebody_without_an_account(desk: Device, office: Office) -> None:
    [service] = (await desk.get("/service/agenda/services", params={"language": "en"})).json()
    assert service["name"] == "Advice"
    made = await _booked(desk, office)
    item = made["item"]
    assert (item["state"], item["is_guest"], item["contact"]["name"]) == ("booked", True, "Jo Müller")
    [event] = made["events"]
    assert (event["kind"], event["by_staff"], event["by"]) == ("booked", True, "Erika Muster")
    day = date.fromisoformat(item["starts_at"][:10])
    listed = (await desk.get("/service/agenda", params={"day": str(day)})).json()
    assert [entry["id"] for entry in listed["items"]] == [item["id"]]
    found = (await desk.get("/service/agenda/search", params={"search": "müller"})).json()
    assert (found["total"], found["items"]) == (1, listed["items"])


async def test_by_phone_for_a_customer(desk: Device, office: Office, new_device: NewDevice) -> None:
    erika = await move_in("erika")
    made = await _booked(desk, office, customer_id=str(erika.customer_id))
    assert (made["item"]["customer_number"], made["item"]["is_guest"]) == ("40-erika", False)
    browser = await new_device(erika.account_id)
    async with transaction(SYSTEM):
        await fetch(
            "update portal_session set customer_id = {} where account_id = {}", *(erika.customer_id, erika.account_id)
        )
    [own] = (await browser.get("/appointments")).json()["items"]
    assert own["id"] == made["item"]["id"]


async def test_not_for_a_customer_who_does_not_exist(desk: Device, office: Office) -> None:
    [first, *_] = await _times(desk, office)
    wish = {"service_id": str(office.service_id), "time": {"starts_at": first["starts_at"], "channel": "phone"}}
    answer = await desk.post(
        "/service/agenda/holds", json={**wish, "request_key": str(uuid4()), "customer_id": str(uuid4())}
    )
    assert answer.status_code == 404
    assert not await rows("select id from booking")


async def test_kept_longer_and_given_back(desk: Device, office: Office) -> None:
    [first, *_] = await _times(desk, office)
    held = await _hold(desk, office, first["starts_at"])
    longer = (await desk.post(f"/service/agenda/holds/{held['booking_id']}/extend")).json()["held_until"]
    assert datetime.fromisoformat(longer) - datetime.now(UTC) > timedelta(minutes=9)
    assert (await desk.delete(f"/service/agenda/holds/{held['booking_id']}")).status_code == 204
    assert first in await _times(desk, office)


async def test_colleagues_behind_one_address_do_not_use_up_each_others_attempts(
    desk: Device, office: Office, new_device: NewDevice
) -> None:
    [first, *_] = await _times(desk, office)
    held = await _hold(desk, office, first["starts_at"])
    await desk.delete(f"/service/agenda/holds/{held['booking_id']}")
    await rows(
        "insert into attempt (id, kind, subject_hash, at) select gen_random_uuid(), kind, subject_hash, at "
        "from attempt, generate_series(1, 39)"
    )
    wish = {"service_id": str(office.service_id), "time": {"starts_at": first["starts_at"], "channel": "phone"}}
    refused = await desk.post("/service/agenda/holds", json={**wish, "request_key": str(uuid4())})
    assert refused.json()["type"] == "/problems/too-many-attempts"
    colleague = await new_device(await make_account("colleague@example.org", role="agent"))
    await _hold(colleague, office, first["starts_at"])


async def test_moved_and_cancelled_by_staff_however_late_it_is(desk: Device, office: Office) -> None:
    made = await _booked(desk, office)
    booking_id = made["item"]["id"]
    await rows("update service set cancel_until = 43200")
    other = (await desk.get(f"/service/agenda/{booking_id}/times")).json()["times"][5]
    assert other == (await _times(desk, office))[5]
    time = {"starts_at": other["starts_at"], "channel": "phone"}
    moved = await desk.post(f"/service/agenda/{booking_id}/move", params={"language": "en"}, json=time)
    assert moved.status_code == 200, moved.text
    assert (moved.json()["item"]["starts_at"], moved.json()["item"]["service"]) == (other["starts_at"], "Advice")
    event = moved.json()["events"][-1]
    assert (event["kind"], event["moved_from"]) == ("moved", made["item"]["starts_at"])
    assert (await desk.post(f"/service/agenda/{booking_id}/cancel")).status_code == 204
    seen = (await desk.get(f"/service/agenda/{booking_id}")).json()
    assert (seen["item"]["state"], seen["may_change"], seen["may_reopen"]) == ("cancelled", False, False)
    [kept] = await rows("select cancelled_by from booking")
    assert kept["cancelled_by"] == "staff"


async def test_checked_in_taken_back_and_noted(desk: Device, office: Office) -> None:
    booking_id = (await _booked(desk, office))["item"]["id"]
    early = await desk.post(f"/service/agenda/{booking_id}/missed")
    assert early.json()["type"] == "/problems/appointment-not-yet"
    start = utc_now() - timedelta(minutes=5)
    await rows("update meeting set starts_at = {}, blocked_from = {}", start, start)
    for path, state in (("attended", "attended"), ("reopened", "booked"), ("missed", "missed")):
        assert (await desk.post(f"/service/agenda/{booking_id}/{path}")).status_code == 204
        assert (await desk.get(f"/service/agenda/{booking_id}")).json()["item"]["state"] == state
    note = {"note": "bringt Unterlagen", "before": ""}
    assert (await desk.put(f"/service/agenda/{booking_id}/note", json=note)).status_code == 204
    changed = await desk.put(f"/service/agenda/{booking_id}/note", json={"note": "anders", "before": ""})
    assert changed.json()["type"] == "/problems/note-changed"
    long = await desk.put(f"/service/agenda/{booking_id}/note", json={"note": "x" * 2001, "before": note["note"]})
    assert [error["message_key"] for error in long.json()["errors"]] == ["note-shape"]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1999-01-01"])
async def test_days_out_of_this_world_are_refused(desk: Device, office: Office, day: str) -> None:
    assert (await desk.get("/service/agenda", params={"day": day, "span": "week"})).status_code == 400


async def test_a_note_is_no_markup_and_a_search_no_pattern(desk: Device, office: Office) -> None:
    booking_id = UUID((await _booked(desk, office))["item"]["id"])
    note = "<script>alert(1)</script> 100 %"
    assert (await desk.put(f"/service/agenda/{booking_id}/note", json={"note": note})).status_code == 204
    seen = await desk.get(f"/service/agenda/{booking_id}")
    assert seen.headers["content-type"].startswith("application/json")
    assert seen.json()["item"]["note"] == note
    for search, total in (("100 %", 1), ("%", 1), ("__", 0), ("\x00", 0)):
        answer = await desk.get("/service/agenda/search", params={"search": search})
        assert answer.status_code < 500
        assert answer.status_code == 400 or answer.json()["total"] == total


@pytest.mark.parametrize("role", ["customer", "dpo"])
async def test_for_staff_only(new_device: NewDevice, desk: Device, office: Office, role: str) -> None:
    booking_id = (await _booked(desk, office))["item"]["id"]
    other = await new_device(await make_account(f"{role}@example.org", role=role))
    for path in ("", "/search?search=a", f"/{booking_id}", "/services", f"/services/{office.service_id}/times"):
        assert (await other.get(f"/service/agenda{path}")).status_code == 403
    for path in ("attended", "missed", "reopened", "cancel"):
        assert (await other.post(f"/service/agenda/{booking_id}/{path}")).status_code == 403
    assert (await other.put(f"/service/agenda/{booking_id}/note", json={"note": "x"})).status_code == 403
    assert [row["note"] for row in await rows("select note from booking")] == [""]
