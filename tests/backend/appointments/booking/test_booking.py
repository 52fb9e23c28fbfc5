"""A time is held, booked, moved and given back."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from backend.appointments.booking import operations
from backend.appointments.booking.links import booking_of, token_for
from backend.appointments.booking.operations import BookingSettled, HoldExpired, TooLateToChange
from backend.appointments.booking.schemas import Contact, Details
from backend.appointments.booking.seats import TimeGone
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from tests.backend.appointments.booking.office import (
    ERIKA,
    MINUTE,
    NOBODY,
    NOW,
    STAFF,
    Office,
    answers,
    at,
    booking,
    insert,
    overlaps,
    rows,
)


async def test_a_held_time_becomes_an_appointment(office: Office) -> None:
    held = await office.hold(at(9))
    assert held.held_until == NOW + timedelta(minutes=10)
    await operations.book(booking_id=held.booking_id, details=ERIKA, hand=NOBODY, now=NOW + MINUTE)
    kept = await booking(held.booking_id)
    assert (kept["state"], kept["contact_name"], kept["held_until"]) == ("booked", "Erika Muster", None)
    assert (kept["starts_at"], kept["ends_at"]) == (at(9), at(9, 30))
    events = await rows("select kind, by_staff from booking_event")
    assert events == [{"kind": "booked", "by_staff": False}]


async def test_a_time_is_given_to_one_only(office: Office) -> None:
    await office.hold(at(9))
    with pytest.raises(TimeGone):
        await office.hold(at(9), number=2)
    await office.hold(at(9, 30), number=2)


async def test_the_next_person_is_tried(office: Office) -> None:
    await office.employ("Bernd")
    await office.hold(at(9))
    await office.hold(at(9), number=2)
    assert len({row["person_id"] for row in await rows("select person_id from meeting")}) == 2


@pytest.mark.parametrize("time", [at(8, 30), at(17), at(9, 10), at(9) - timedelta(days=7), at(9) + timedelta(days=90)])
async def test_other_times_are_not_to_be_had(office: Office, time: datetime) -> None:
    with pytest.raises(TimeGone):
        await office.hold(time)


async def test_a_service_that_is_not_offered_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        await office.hold(at(9), service_id=uuid4())
    await rows("update service set retired_at = {}", NOW)
    with pytest.raises(NotFound):
        await office.hold(at(9))


async def test_the_same_request_again_is_the_same_seat(office: Office) -> None:
    key = uuid4()
    first = await office.hold(at(9), request_key=key)
    assert await office.hold(at(9), request_key=key) == first
    await operations.book(booking_id=first.booking_id, details=ERIKA, hand=NOBODY, now=NOW)
    await operations.book(booking_id=first.booking_id, details=ERIKA, hand=NOBODY, now=NOW)
    again = await office.hold(at(9), request_key=key)
    assert (again.booking_id, again.held_until) == (first.booking_id, None)
    assert len(await rows("select from booking")) == len(await rows("select from booking_event")) == 1


async def test_what_is_held_too_long_is_free_for_others(office: Office) -> None:
    held = await office.hold(at(9))
    later = NOW + timedelta(minutes=11)
    other = await office.hold(at(9), now=later, number=2)
    assert other.booking_id != held.booking_id
    with pytest.raises(HoldExpired):
        await operations.book(booking_id=held.booking_id, details=ERIKA, hand=NOBODY, now=later)


async def test_who_comes_late_and_alone_still_gets_it(office: Office) -> None:
    held = await office.hold(at(9))
    await operations.book(booking_id=held.booking_id, details=ERIKA, hand=NOBODY, now=NOW + timedelta(minutes=30))
    assert (await booking(held.booking_id))["state"] == "booked"


async def test_holding_can_be_prolonged_but_not_for_ever(office: Office) -> None:
    held = await office.hold(at(9))
    half = NOW + timedelta(minutes=8)
    assert await operations.keep_holding(booking_id=held.booking_id, now=half) == half + timedelta(minutes=10)
    end = NOW + timedelta(minutes=35)
    assert await operations.keep_holding(booking_id=held.booking_id, now=end) == NOW + timedelta(minutes=40)
    with pytest.raises(HoldExpired):
        await operations.keep_holding(booking_id=held.booking_id, now=NOW + timedelta(minutes=40))


async def test_a_seat_let_go_is_free_at_once(office: Office) -> None:
    held = await office.hold(at(9))
    await operations.let_go(booking_id=held.booking_id, now=NOW)
    await operations.let_go(booking_id=held.booking_id, now=NOW)
    assert await rows("select from meeting") == []
    booked = await office.book(at(9))
    await operations.let_go(booking_id=booked, now=NOW)
    assert (await booking(booked))["state"] == "booked"


async def test_a_client_cannot_keep_the_whole_calendar(office: Office) -> None:
    for number in range(40):
        held = await office.hold(at(9) + timedelta(days=number // 10 % 5, minutes=30 * (number % 10)))
        await operations.let_go(booking_id=held.booking_id, now=NOW)
    with pytest.raises(TooManyAttempts):
        await office.hold(at(9))
    await office.hold(at(9), number=2)


async def test_an_appointment_moves(office: Office) -> None:
    made = await office.book(at(9))
    await office.move(made, at(9, 30))
    kept = await booking(made)
    assert (kept["starts_at"], kept["calendar_sequence"], kept["state"]) == (at(9, 30), 1, "booked")
    [event] = await rows("select moved_from from booking_event where kind = 'moved'")
    assert event["moved_from"] == at(9)
    await office.hold(at(9), number=2)
    assert await overlaps() == 0


async def test_it_may_move_by_less_than_its_length(office: Office) -> None:
    await rows("update service set step = 10")
    made = await office.book(at(9))
    await office.move(made, at(9, 10))
    assert (await booking(made))["starts_at"] == at(9, 10)
    assert len(await rows("select from meeting")) == 1


async def test_without_a_new_time_the_old_one_stays(office: Office) -> None:
    made = await office.book(at(9))
    await office.book(at(10), number=2)
    with pytest.raises(TimeGone):
        await office.move(made, at(10))
    kept = await booking(made)
    assert (kept["starts_at"], kept["released_at"], kept["calendar_sequence"]) == (at(9), None, 0)
    with pytest.raises(TimeGone):
        await office.hold(at(9), number=3)


async def test_what_is_cancelled_is_free_again(office: Office) -> None:
    made = await office.book(at(9))
    await operations.cancel(booking_id=made, hand=NOBODY, now=NOW)
    await operations.cancel(booking_id=made, hand=NOBODY, now=NOW)
    kept = await booking(made)
    assert (kept["state"], kept["cancelled_by"], kept["calendar_sequence"]) == ("cancelled", "customer", 1)
    await office.hold(at(9), number=2)
    with pytest.raises(BookingSettled):
        await office.move(made, at(10))


async def test_customers_change_it_in_time_and_staff_until_its_end(office: Office) -> None:
    await rows("update service set cancel_until = 60")
    made = await office.book(at(9))
    with pytest.raises(TooLateToChange):
        await operations.cancel(booking_id=made, hand=NOBODY, now=at(8, 1))
    with pytest.raises(TooLateToChange):
        await office.move(made, at(10), now=at(8, 1))
    with pytest.raises(TooLateToChange):
        await operations.cancel(booking_id=made, hand=STAFF, now=at(9, 30))
    await operations.cancel(booking_id=made, hand=STAFF, now=at(9, 29))
    assert (await booking(made))["cancelled_by"] == "staff"


async def test_a_group_fills_up(office: Office) -> None:
    await rows("update service set capacity = 3")
    first = await office.book(at(9))
    await office.book(at(9), number=2)
    await office.book(at(9), number=3)
    assert len(await rows("select from meeting")) == 1
    with pytest.raises(TimeGone):
        await office.hold(at(9), number=4)
    await operations.cancel(booking_id=first, hand=NOBODY, now=NOW)
    await office.hold(at(9), number=4)
    assert {row["seat"] for row in await rows("select seat from booking where state <> 'cancelled'")} == {1, 2, 3}


async def test_all_that_is_wrong_is_said_at_once_and_the_seat_stays(office: Office) -> None:
    needed = await office.ask(required=True)
    unasked = uuid4()
    held = await office.hold(at(9))
    wrong = Details(Contact(" ", "erika", ""), answers((unasked, "Ja")).answers)
    with pytest.raises(InvalidInput) as raised:
        await operations.book(booking_id=held.booking_id, details=wrong, hand=NOBODY, now=NOW)
    assert raised.value.errors == {
        "name": "missing",
        "email": "invalid",
        "phone": "missing",
        f"answer-{needed}": "missing",
        f"answer-{unasked}": "unknown",
    }
    assert (await booking(held.booking_id))["state"] == "held"


async def test_an_answer_of_ten_thousand_characters_is_refused_and_html_is_text(office: Office) -> None:
    question = await office.ask(kind="text")
    held = await office.hold(at(9))
    with pytest.raises(InvalidInput) as raised:
        await operations.book(
            booking_id=held.booking_id, details=answers((question, "a" * 10_000)), hand=NOBODY, now=NOW
        )
    assert raised.value.errors == {f"answer-{question}": "too-long"}
    text = "<script>alert(1)</script>"
    await operations.book(booking_id=held.booking_id, details=answers((question, text)), hand=NOBODY, now=NOW)
    assert (await booking(held.booking_id))["answers"] == [{"question_id": str(question), "text": text}]


async def test_leave_is_no_time_for_appointments(office: Office) -> None:
    await insert(
        "hours_exception", resource_id=office.person_id, kind="off", first_day=at(0).date(), last_day=at(0).date()
    )
    with pytest.raises(TimeGone):
        await office.hold(at(9))
    await office.hold(at(9) + timedelta(days=1))


async def test_a_link_opens_its_own_booking_only() -> None:
    mine, key = uuid4(), b"k" * 32
    token = token_for(mine, key=key)
    assert booking_of(token, key=key) == mine
    for other in ("", "ä", "?", token[:-1], token[::-1], token + "A", token_for(mine, key=b"l" * 32)):
        with pytest.raises(NotFound):
            booking_of(other, key=key)
