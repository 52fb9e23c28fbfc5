"""Many want the same: one gets it, nobody gets it twice, and nobody is left without an answer."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from backend.appointments.agenda.operations import write_note
from backend.appointments.booking import operations
from backend.appointments.booking.seats import TimeGone
from tests.backend.appointments.booking.office import ERIKA, NOBODY, NOW, Office, at, overlaps, rows

_MANY = 60


async def test_of_many_at_one_time_one_wins(office: Office) -> None:
    answers = await asyncio.gather(*(_try(office, number) for number in range(_MANY)))
    assert Counter(answers) == {"booked": 1, "gone": _MANY - 1}
    assert await overlaps() == 0
    assert [row["state"] for row in await rows("select state from booking")] == ["booked"]


async def _try(office: Office, number: int) -> str:
    try:
        await office.book(at(9), number=number)
    except TimeGone:
        return "gone"
    return "booked"


async def test_many_in_a_group_take_each_seat_once(office: Office) -> None:
    await rows("update service set capacity = 7")
    answers = await asyncio.gather(*(_try(office, number) for number in range(_MANY // 2)))
    assert Counter(answers) == {"booked": 7, "gone": _MANY // 2 - 7}
    assert sorted(row["seat"] for row in await rows("select seat from booking")) == [*range(1, 8)]
    assert await overlaps() == 0


async def test_the_same_request_many_times_at_once_is_one_seat(office: Office) -> None:
    for name in ("Bernd", "Cem", "Dora"):
        await office.employ(name)
    key = uuid4()
    seats = await asyncio.gather(*(office.hold(at(9), request_key=key, number=number) for number in range(8)))
    assert len({seat.booking_id for seat in seats}) == 1
    assert len(await rows("select from meeting")) == 1


async def test_two_who_swap_do_not_block_each_other(office: Office) -> None:
    first, second = await office.book(at(9)), await office.book(at(10), number=2)
    answers = await asyncio.gather(office.move(first, at(10)), office.move(second, at(9)), return_exceptions=True)
    assert all(answer is None or isinstance(answer, TimeGone) for answer in answers), answers
    assert await overlaps() == 0
    states = await rows("select state from booking")
    assert [row["state"] for row in states] == ["booked", "booked"]


async def test_moving_cancelling_and_booking_at_once_leave_no_overlap(office: Office) -> None:
    """Twenty people do what they like with six times of two advisers."""
    await office.employ("Bernd")
    times = [at(9) + timedelta(minutes=30 * number) for number in range(6)]
    counts = await asyncio.gather(*(_like(office, times, number) for number in range(20)))
    assert await overlaps() == 0
    [row] = await rows("select count(*) from booking where state = 'booked'")
    assert row["count"] == sum(counts)
    live = await rows("select count(*) from meeting where released_at is null")
    assert live[0]["count"] == row["count"]


async def _like(office: Office, times: list[datetime], number: int) -> int:
    """How many appointments this person has in the end."""
    try:
        made = await office.book(times[number % 6], number=number)
    except TimeGone:
        return 0
    with suppress(TimeGone):
        await office.move(made, times[(number + 3) % 6])
    if number % 3 == 0:
        await operations.cancel(booking_id=made, hand=NOBODY, now=NOW)
        return 0
    return 1


async def test_a_note_is_kept_while_the_appointment_moves(office: Office) -> None:
    made = await office.book(at(9))
    for number in range(5):
        await asyncio.gather(
            office.move(made, at(10 + number)),
            write_note(booking_id=made, note=f"{number}", before=f"{number - 1}" if number else ""),
        )
        assert await rows("select note from booking") == [{"note": f"{number}"}]


@pytest.mark.parametrize("holders", [2, 5])
async def test_an_expired_hold_goes_to_one_of_those_who_want_it(office: Office, holders: int) -> None:
    held = await office.hold(at(9))
    later = NOW + timedelta(minutes=11)

    async def late() -> str:
        try:
            await operations.book(booking_id=held.booking_id, details=ERIKA, hand=NOBODY, now=later)
        except operations.HoldExpired:
            return "gone"
        return "booked"

    async def other(number: int) -> str:
        try:
            await office.hold(at(9), now=later, number=number)
        except TimeGone:
            return "gone"
        return "booked"

    answers = await asyncio.gather(late(), *(other(number) for number in range(2, 2 + holders)))
    assert Counter(answers)["booked"] == 1
    assert await overlaps() == 0
