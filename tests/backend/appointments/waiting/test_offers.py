"""A freed time is held for the first who waits for it, then for the next; nobody is offered what does not suit them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from backend.appointments.booking import operations as bookings
from backend.appointments.booking.clean_up import free_abandoned
from backend.appointments.booking.operations import Hand, Owner
from backend.appointments.booking.seats import TimeGone
from backend.appointments.setup.operations.changing import By, retire
from backend.appointments.setup.schemas import Consent
from backend.appointments.waiting import operations
from backend.appointments.waiting.deadline import answer_by
from backend.core.job_registry import JobRun, jobs, load_jobs
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import (
    ERIKA,
    MINUTE,
    MONDAY,
    NOBODY,
    NOW,
    STAFF,
    ZONE,
    Office,
    at,
    booking,
    insert,
    rows,
)
from tests.backend.appointments.notices.post import sent, subjects, text_of
from tests.backend.appointments.waiting.line import fill_up, offers, open_offers, settle_in, state_of, wait, work

FREED = "Ein Termin ist frei geworden"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LAPSED = NOW + 2 * HOUR


async def _cancel(booking_id: Any, now: datetime = NOW) -> None:
    await bookings.cancel(booking_id=booking_id, hand=NOBODY, now=now)


async def test_a_cancelled_time_is_held_for_the_first_in_line_who_is_told(office: Office, settings: Settings) -> None:
    made, erika, jonas = await office.book(at(9)), await settle_in("erika"), await settle_in("jonas")
    first, second = await wait(office, erika), await wait(office, jonas, now=NOW + MINUTE)
    await _cancel(made)
    await work(settings)
    [offer] = await offers(first)
    assert (offer["starts_at"], offer["until"], offer["state"]) == (at(9), LAPSED, "open")
    assert (offer["seat"], offer["customer_id"]) == ("held", erika.customer_id)
    assert await offers(second) == []
    with pytest.raises(TimeGone):
        await office.hold(at(9), number=2)
    [mail] = [each for each in await sent(settings, NOW) if each["Subject"] == FREED]
    assert mail["To"] == "erika@example.org"
    assert "Montag, 23. November 2026, 09:00 bis 09:30 Uhr" in text_of(mail)
    assert "22. November 2026 um 12:00 Uhr" in text_of(mail)
    assert "http://localhost:8000/termine" in text_of(mail)


async def test_the_job_of_a_freed_time_can_run_again(office: Office, settings: Settings) -> None:
    load_jobs()
    made, entry = await office.book(at(9)), await wait(office, await settle_in("erika"))
    await _cancel(made)
    [freed] = await rows("select id from freed_time")
    for _ in range(2):
        await jobs["appointments.offer-freed"].work(JobRun(settings, NOW, freed["id"], is_last=False))
    assert len(await offers(entry)) == 1
    assert subjects(await sent(settings, NOW)).count(FREED) == 1


async def test_where_nobody_waits_nothing_is_noted(office: Office) -> None:
    await _cancel(await office.book(at(9)))
    assert await rows("select from freed_time") == []


async def test_a_time_left_by_a_move_is_offered(office: Office, settings: Settings) -> None:
    made, entry = await office.book(at(9)), await wait(office, await settle_in("erika"))
    await office.move(made, at(15))
    await work(settings)
    assert [offer["starts_at"] for offer in await offers(entry)] == [at(9)]


async def test_a_time_freed_by_a_change_of_the_setup_goes_where_it_still_fits(
    office: Office, settings: Settings
) -> None:
    """The service is offered no longer, its appointments are cancelled: the adviser's time suits another service."""
    other = await insert("service", name_de="Rückruf", name_en="Call", duration=15, step=15, channels=["phone"])
    await office.book(at(9))
    entry = await wait(office, await settle_in("erika"), service_id=other)
    hand = await settle_in("jonas")
    asks = await retire(kind="service", thing_id=office.service_id, by=By(hand.account_id, NOW, ZONE))
    consent = Consent(confirmation=asks.confirmation, hits={str(hit.id): "cancel" for hit in asks.hits})
    await retire(kind="service", thing_id=office.service_id, by=By(hand.account_id, NOW, ZONE, consent))
    await work(settings)
    assert [offer["starts_at"] for offer in await offers(entry)] == [at(9)]


@pytest.mark.parametrize(
    "wish",
    [
        {"first_day": MONDAY + DAY},
        {"last_day": MONDAY - DAY},
        {"weekdays": [2]},
        {"parts": ["afternoon"]},
        {"needs": ["sign-language"]},
    ],
    ids=str,
)
async def test_what_does_not_suit_is_not_offered(office: Office, settings: Settings, wish: dict[str, Any]) -> None:
    made = await office.book(at(9))
    choosy = await wait(office, await settle_in("erika"), **wish)
    other = await wait(office, await settle_in("jonas"), weekdays=[1], parts=["morning"])
    await _cancel(made)
    await work(settings)
    assert await offers(choosy) == []
    assert len(await offers(other)) == 1


async def test_what_was_not_taken_in_time_goes_to_the_next(office: Office, settings: Settings) -> None:
    """And whoever did not answer waits on, at the end of the line, and is not offered the same again."""
    made = await office.book(at(9))
    first, second = await wait(office, await settle_in("erika")), await wait(office, await settle_in("jonas"))
    await _cancel(made)
    await work(settings)
    await work(settings, LAPSED - MINUTE)
    assert (await state_of(first), await state_of(second)) == ("offered", "waiting")
    await work(settings, LAPSED)
    assert (await state_of(first), await state_of(second)) == ("waiting", "offered")
    assert [offer["state"] for offer in await offers(first)] == ["lapsed"]
    await work(settings, LAPSED + 2 * HOUR)
    assert [offer["state"] for offer in await offers(second)] == ["lapsed"]
    assert await rows("select from booking where state = 'held'") == []
    await office.book(at(9), now=LAPSED + 2 * HOUR, number=2)
    line = await rows("select id from waiting_entry order by in_line_since")
    assert [row["id"] for row in line] == [first, second]


async def test_a_deferred_job_ends_each_offer(office: Office, settings: Settings) -> None:
    """It does nothing before the time, and nothing twice: the seat is passed on once."""
    load_jobs()
    made = await office.book(at(9))
    first, second = await wait(office, await settle_in("erika")), await wait(office, await settle_in("jonas"))
    await _cancel(made)
    await work(settings)
    [offer] = await offers(first)
    for now in (LAPSED - MINUTE, LAPSED, LAPSED):
        await jobs["appointments.offer-ends"].work(JobRun(settings, now, offer["id"], is_last=False))
    assert (await state_of(first), len(await offers(second))) == ("waiting", 1)


async def test_after_a_long_time_without_worker_the_next_in_line_still_comes_first(
    office: Office, settings: Settings
) -> None:
    made = await office.book(at(9))
    await wait(office, await settle_in("erika"))
    second = await wait(office, await settle_in("jonas"))
    await _cancel(made)
    await work(settings)
    late = LAPSED + 5 * HOUR
    await free_abandoned(now=late)
    await work(settings, late)
    assert await state_of(second) == "offered"


async def test_declining_keeps_the_place_and_asks_the_next(office: Office, settings: Settings) -> None:
    made, other = await fill_up(office)
    first, second = await wait(office, await settle_in("erika")), await wait(office, await settle_in("jonas"))
    await _cancel(made)
    await work(settings)
    await operations.decline(entry_id=first, now=NOW)
    await operations.decline(entry_id=first, now=NOW)
    await work(settings)
    assert (await state_of(first), await state_of(second)) == ("waiting", "offered")
    await _cancel(other)
    await work(settings)
    assert [offer["starts_at"] for offer in await offers(first)] == [at(9), at(9, 30)]


async def test_leaving_gives_the_offered_time_to_the_next(office: Office, settings: Settings) -> None:
    made = await office.book(at(9))
    first, second = await wait(office, await settle_in("erika")), await wait(office, await settle_in("jonas"))
    await _cancel(made)
    await work(settings)
    await operations.leave(entry_id=first, now=NOW)
    await operations.leave(entry_id=first, now=NOW + MINUTE)
    await work(settings)
    assert (await state_of(first), await state_of(second)) == ("ended", "offered")
    assert await rows("select ended_at from waiting_entry where id = {}", first) == [{"ended_at": NOW}]


async def test_booking_the_seat_takes_the_offer_once(office: Office, settings: Settings) -> None:
    made, entry = await office.book(at(9)), await wait(office, await settle_in("erika"))
    await _cancel(made)
    await work(settings)
    [offer] = await offers(entry)
    for _ in range(2):
        await bookings.book(booking_id=offer["booking_id"], details=ERIKA, hand=NOBODY, now=NOW + HOUR)
    assert (await booking(offer["booking_id"]))["state"] == "booked"
    assert await state_of(entry) == "taken"
    assert [each["state"] for each in await offers(entry)] == ["taken"]
    await work(settings, LAPSED)
    assert (await booking(offer["booking_id"]))["state"] == "booked"


async def test_asking_for_longer_does_not_shorten_what_was_promised(office: Office, settings: Settings) -> None:
    made, entry = await office.book(at(9)), await wait(office, await settle_in("erika"))
    await _cancel(made)
    await work(settings)
    [offer] = await offers(entry)
    assert await bookings.keep_holding(booking_id=offer["booking_id"], now=NOW + MINUTE) > LAPSED


async def test_nobody_is_offered_what_they_have_just_given_back(office: Office, settings: Settings) -> None:
    erika = await settle_in("erika")
    cancelled = await office.book(at(9), owner=Owner(customer_id=erika.customer_id))
    moved = await office.book(at(10), owner=Owner(customer_id=erika.customer_id), number=2)
    entry, other = await wait(office, erika), await wait(office, await settle_in("jonas"))
    await _cancel(cancelled)
    await office.move(moved, at(15), hand=Hand())
    await work(settings)
    assert await offers(entry) == []
    assert [offer["starts_at"] for offer in await offers(other)] == [at(9)]


async def test_a_long_freed_time_serves_several(office: Office, settings: Settings) -> None:
    long = await insert("service", name_de="Lang", name_en="Long", duration=60, step=60, channels=["phone"])
    made = await office.book(at(9), service_id=long)
    entries = [await wait(office, await settle_in(name)) for name in ("erika", "jonas", "mia")]
    await _cancel(made)
    await work(settings)
    assert [[offer["starts_at"] for offer in await offers(entry)] for entry in entries] == [[at(9)], [at(9, 30)], []]


async def test_the_seat_of_a_group_is_offered(office: Office, settings: Settings) -> None:
    await rows("update service set capacity = 2")
    made = [await office.book(at(9), number=number) for number in (1, 2)]
    first, second = await wait(office, await settle_in("erika")), await wait(office, await settle_in("jonas"))
    await bookings.cancel(booking_id=made[0], hand=STAFF, now=NOW)
    await work(settings)
    assert (await state_of(first), await state_of(second)) == ("offered", "waiting")


async def test_who_may_act_no_longer_is_told_nothing(office: Office, settings: Settings) -> None:
    erika, made = await settle_in("erika"), await office.book(at(9))
    entry = await wait(office, erika)
    await rows("update access_grant set revoked_at = {}", NOW - HOUR)
    await _cancel(made)
    await work(settings)
    assert await offers(entry) == []
    assert FREED not in subjects(await sent(settings, NOW))


async def test_what_begins_too_soon_is_offered_to_nobody(office: Office, settings: Settings) -> None:
    """The service is booked an hour ahead: ten minutes before that nobody could answer in time."""
    made, entry = await office.book(at(9)), await wait(office, await settle_in("erika"))
    await rows("update service set lead_time = 60")
    late = at(9) - HOUR - timedelta(minutes=10)
    await _cancel(made, late)
    await work(settings, late)
    assert await offers(entry) == []


async def test_who_is_not_told_by_mail_is_told_all_the_same(office: Office, settings: Settings) -> None:
    """Without a device that shows it, waiting would be in vain."""
    erika, made = await settle_in("erika"), await office.book(at(9))
    await insert("message_choice", account_id=erika.account_id, topic="appointments", channels=[], changed_at=NOW)
    await wait(office, erika)
    await _cancel(made)
    await work(settings)
    assert FREED in subjects(await sent(settings, NOW))


async def test_waiting_ends_with_its_last_day_and_is_forgotten(office: Office, settings: Settings) -> None:
    entry = await wait(office, await settle_in("erika"), last_day=MONDAY)
    await work(settings, at(23, 59))
    assert await state_of(entry) == "waiting"
    await work(settings, at(0, day=MONDAY + DAY))
    assert await state_of(entry) == "ended"


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(10), at(12)),
        (at(17, 59), at(19, 59)),
        (at(18), at(9, day=MONDAY + DAY)),
        (at(23), at(9, day=MONDAY + DAY)),
        (at(3), at(9)),
        (at(7), at(9)),
    ],
)
def test_no_time_to_answer_ends_at_night(now: datetime, until: datetime) -> None:
    start = at(15, day=MONDAY + 3 * DAY)
    given: dict[str, Any] = {"answer_time": 2 * HOUR, "zone": ZONE}
    assert answer_by(now=now, start=start, lead=HOUR, **given) == until
    assert answer_by(now=now, start=until, lead=HOUR, **given) == until - HOUR, "never nearer than the lead time"


async def test_no_offer_is_left_open_when_all_is_done(office: Office, settings: Settings) -> None:
    made, entry = await office.book(at(9)), await wait(office, await settle_in("erika"))
    await _cancel(made)
    await work(settings)
    await rows("delete from booking where state = 'held'")
    await work(settings, LAPSED)
    assert (await open_offers(), await state_of(entry)) == (0, "waiting")
