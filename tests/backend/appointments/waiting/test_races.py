"""Several workers at once: no seat is offered twice, nobody holds two, and nothing stays behind."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.appointments.booking import operations as bookings
from backend.appointments.booking.operations import HoldExpired, Owner
from backend.appointments.waiting import operations
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import ERIKA, NOBODY, NOW, Office, at, insert, overlaps, rows
from tests.backend.appointments.waiting.line import fill_up, offers, open_offers, settle_in, state_of, wait, work
from tests.support.waiting import until

LAPSED = NOW + timedelta(hours=2)


async def _freed() -> list[dict[str, Any]]:
    return await rows("select id from freed_time order by freed_at, id")


async def test_two_freed_seats_and_many_workers_give_one_to_each(office: Office, settings: Settings) -> None:
    made = await fill_up(office, until=11)
    entries = [await wait(office, await settle_in(f"person{number}")) for number in range(6)]
    await asyncio.gather(*(bookings.cancel(booking_id=each, hand=NOBODY, now=NOW) for each in made))
    freed = [row["id"] for row in await _freed()]
    offering = [operations.offer_freed(freed_id=each, settings=settings, now=NOW) for each in freed * 2]
    await asyncio.gather(*offering, work(settings))
    held = [[offer["starts_at"] for offer in await offers(entry)] for entry in entries]
    assert Counter(len(times) for times in held) == {1: 4, 0: 2}
    assert [len(times) for times in held[:4]] == [1, 1, 1, 1], "first come, first served"
    assert len({times[0] for times in held[:4]}) == 4
    assert await overlaps() == 0
    assert await _freed() == []


async def test_one_worker_at_a_time_goes_through_the_line(office: Office, settings: Settings) -> None:
    """Two that did so at once could each wait for what the other has."""
    made, entry = await office.book(at(9)), await wait(office, await settle_in("erika"))
    await bookings.cancel(booking_id=made, hand=NOBODY, now=NOW)
    [freed] = await _freed()
    is_taken = asyncio.Event()

    async def second_worker() -> None:
        await is_taken.wait()
        await operations.offer_freed(freed_id=freed["id"], settings=settings, now=NOW)

    async with asyncio.TaskGroup() as workers:
        # Outside the transaction of the first, so that it has one of its own.
        workers.create_task(second_worker())
        async with transaction(SYSTEM):
            await operations._own_line()
            is_taken.set()
            await until(_somebody_waits_for_the_line)
            assert await fetch("select from waiting_offer") == []
    assert len(await offers(entry)) == 1


async def _somebody_waits_for_the_line() -> bool:
    return bool(await fetch("select from pg_locks where locktype = 'advisory' and not granted"))


async def test_taking_while_the_time_runs_out_ends_one_way_or_the_other(office: Office, settings: Settings) -> None:
    for number in range(5):
        made = await office.book(at(9), number=number)
        names = f"a{number}", f"b{number}"
        first, second = [await wait(office, await settle_in(name)) for name in names]
        await bookings.cancel(booking_id=made, hand=NOBODY, now=NOW)
        await work(settings)
        [offer] = await offers(first)

        async def take(booking_id: UUID = offer["booking_id"]) -> str:
            try:
                await bookings.book(booking_id=booking_id, details=ERIKA, hand=NOBODY, now=LAPSED)
            except HoldExpired:
                return "gone"
            return "booked"

        passing = operations.pass_on(offer_id=offer["id"], settings=settings, now=LAPSED)
        answer, _ = await asyncio.gather(take(), passing)
        ended = await state_of(first), await state_of(second)
        assert ended == (("taken", "waiting") if answer == "booked" else ("waiting", "offered"))
        await rows("delete from waiting_entry")
        await rows("delete from meeting")


async def test_declining_leaving_and_running_out_at_once_pass_the_seat_on_once(
    office: Office, settings: Settings
) -> None:
    made = await office.book(at(9))
    first, *others = [await wait(office, await settle_in(f"person{number}")) for number in range(3)]
    await bookings.cancel(booking_id=made, hand=NOBODY, now=NOW)
    await work(settings)
    [offer] = await offers(first)
    await asyncio.gather(
        operations.decline(entry_id=first, now=LAPSED),
        operations.pass_on(offer_id=offer["id"], settings=settings, now=LAPSED),
        operations.leave(entry_id=first, now=LAPSED),
        work(settings, LAPSED),
    )
    await work(settings, LAPSED)
    assert [await state_of(each) for each in others] == ["offered", "waiting"]
    assert await open_offers() == 1
    assert await overlaps() == 0


async def test_joining_twice_at_once_is_one_place_in_the_line(office: Office) -> None:
    erika = await settle_in("erika")
    answers = await asyncio.gather(*(wait(office, erika) for _ in range(5)), return_exceptions=True)
    assert Counter(type(answer).__name__ for answer in answers) == {"UUID": 1, "AlreadyWaiting": 4}


async def test_the_database_itself_refuses_a_second_open_offer(office: Office) -> None:
    erika = await settle_in("erika")
    entry = await wait(office, erika)
    owner = Owner(customer_id=erika.customer_id)
    seats = [await office.hold(time, owner=owner, number=n) for n, time in enumerate((at(9), at(10)))]
    values = {"entry_id": entry, "starts_at": at(9), "until": LAPSED, "offered_at": NOW}
    await insert("waiting_offer", **values, booking_id=seats[0].booking_id)
    with pytest.raises(asyncpg.UniqueViolationError):
        await insert("waiting_offer", **values, booking_id=seats[1].booking_id)
