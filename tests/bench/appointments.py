"""Appointments with a real database: free times of a busy office, and what happens when many want the same."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from statistics import median
from typing import Final
from uuid import UUID, uuid4

from backend.appointments.availability.model import Resource, Span, Wish, clock_end, clock_start, moment_of
from backend.appointments.booking import operations
from backend.appointments.booking.operations import Hand, Owner
from backend.appointments.booking.planning import read_plan
from backend.appointments.booking.queries import free_days
from backend.appointments.booking.schemas import Contact, Details, Time
from backend.appointments.booking.seats import TimeGone
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client
from tests.bench.figures import Figure
from tests.bench.office import LOCATION, ZONE, Office, office
from tests.bench.stand import Stand

_ROUNDS: Final = 15
_MOST_MS: Final = 60
_AT_ONE_TIME: Final = 1_000
_CLIENTS: Final = 50
_TIMES: Final = 200
_SECONDS: Final = 60
_DETAILS: Final = Details(Contact("Erika Muster", "erika@example.org", "+49 69 90009120"))


def measure(stand: Stand) -> Iterator[Figure]:
    yield from asyncio.run(_measure(stand))


async def _measure(stand: Stand) -> list[Figure]:
    async with stand.database():
        stage = office()
        await _move_in(stage)
        milliseconds = [await _milliseconds(stage) for _ in range(_ROUNDS)]
        of_a_month = [await _milliseconds_of_a_month(stage) for _ in range(_ROUNDS)]
        crowd = _Crowd(stage, stand.settings)
        winners = await crowd.at_one_time()
        tries = await crowd.for_a_while()
        return [
            Figure(
                measure="free times from the database, 60 days, 20 people, 3 rooms, 5,000 bookings",
                value=median(milliseconds),
                unit="ms",
                at_most=_MOST_MS,
            ),
            Figure(
                measure="days of a month with free times, from the database, 20 people, 3 rooms",
                value=median(of_a_month),
                unit="ms",
                at_most=_MOST_MS,
            ),
            Figure(measure=f"winners of {_AT_ONE_TIME:,} at one time", value=winners, at_least=1, at_most=1),
            Figure(measure=f"attempts of {_CLIENTS} clients at {_TIMES} times in {_SECONDS} s", value=tries),
            Figure(measure="of these, overlapping meetings", value=await _overlaps(), at_most=0),
            Figure(measure="of these, appointments lost", value=await crowd.lost(), at_most=0),
        ]


async def _milliseconds(stage: Office) -> float:
    """From the question to the database to the offers."""
    now, wish = moment_of(stage.now), Wish("on_site")
    began = time.perf_counter()
    async with transaction(SYSTEM):
        plan = await read_plan(service_id=stage.rules.id, window=stage.window, now=now)
    offered = plan.offers(wish, window=stage.window, now=now, zone=ZONE)
    elapsed = time.perf_counter() - began
    assert offered, "something is free"
    return 1000 * elapsed


async def _milliseconds_of_a_month(stage: Office) -> float:
    """For the month grid, in the first whole month."""
    month = (moment_of(stage.now) + timedelta(days=31)).date()
    began = time.perf_counter()
    async with transaction(SYSTEM):
        found = await free_days(
            service_id=stage.rules.id, wish=Wish("on_site"), month=month, now=moment_of(stage.now), zone=ZONE
        )
    elapsed = time.perf_counter() - began
    assert found.days, "something is free"
    return 1000 * elapsed


class _Crowd:
    """Clients that all want an appointment by phone, each from an address of its own."""

    def __init__(self, stage: Office, settings: Settings) -> None:
        self._stage = stage
        self._settings = settings
        self._chance = Random(0)
        self._booked: set[UUID] = set()

    async def at_one_time(self) -> int:
        """How many of a thousand get the one time at which one person is free."""
        [start] = await self._times_of_one_person(1)
        answers = Counter(await asyncio.gather(*(self._book(start, number) for number in range(_AT_ONE_TIME))))
        assert answers["gone"] == _AT_ONE_TIME - answers["booked"], "everybody gets an answer"
        return answers["booked"]

    async def for_a_while(self) -> int:
        """How often clients try; each books, and gives back every third appointment."""
        times = await self._times_of_one_person(_TIMES)
        end = time.monotonic() + _SECONDS
        return sum(await asyncio.gather(*(self._try_until(end, times, number) for number in range(_CLIENTS))))

    async def lost(self) -> int:
        """Appointments that somebody was promised and the database does not hold, or the other way round."""
        async with transaction(SYSTEM):
            rows = await fetch(
                "select id from booking where state = 'booked' and contact_name = {}", _DETAILS.contact.name
            )
        return len(self._booked ^ {row["id"] for row in rows})

    async def _times_of_one_person(self, count: int) -> list[int]:
        """So many free times, of the person who has most of them; all others are sent on leave."""
        now = moment_of(self._stage.now)
        async with transaction(SYSTEM):
            plan = await read_plan(service_id=self._stage.rules.id, window=self._stage.window, now=now)
        slots = plan.candidates(Wish("phone"), window=self._stage.window, now=now, zone=ZONE)
        [(person_id, _)] = Counter(slot.person_id for slot in slots).most_common(1)
        async with transaction(SYSTEM):
            await fetch("update resource set retired_at = {} where kind = 'person' and id <> {}", now, person_id)
        return [slot.start for slot in slots if slot.person_id == person_id][:count]

    async def _try_until(self, end: float, times: list[int], client: int) -> int:
        tries = 0
        while time.monotonic() < end:
            tries += 1
            await self._book(self._chance.choice(times), client + _CLIENTS * tries)
            if tries % 3 == 0 and self._booked:
                booking_id = self._booked.pop()
                await operations.cancel(booking_id=booking_id, hand=Hand(), now=moment_of(self._stage.now))
        return tries

    async def _book(self, start: int, number: int) -> str:
        now = moment_of(self._stage.now)
        try:
            held = await operations.hold(
                service_id=self._stage.rules.id,
                time=Time(moment_of(start), "phone"),
                needs=(),
                owner=Owner(),
                request_key=uuid4(),
                client=Client(f"client {number}"),
                settings=self._settings,
                now=now,
            )
        except TimeGone:
            return "gone"
        await operations.book(booking_id=held.booking_id, details=_DETAILS, hand=Hand(), now=now)
        self._booked.add(held.booking_id)
        return "booked"


async def _overlaps() -> int:
    async with transaction(SYSTEM):
        [row] = await fetch(
            "select count(*) from meeting a join meeting b on a.id < b.id and a.person_id = b.person_id "
            "where a.released_at is null and b.released_at is null "
            "and a.blocked_from < b.blocked_until and b.blocked_from < a.blocked_until"
        )
    count: int = row["count"]
    return count


async def _move_in(stage: Office) -> None:
    """Write the office into the database."""
    rules = stage.rules
    async with transaction(SYSTEM):
        await fetch(
            "insert into location (id, name_de, name_en, street, postal_code, city) "
            "values ({}, 'A', 'A', 'A', '1', 'A')",
            LOCATION,
        )
        await fetch(
            "insert into service (id, name_de, name_en, duration, step, buffer_before, buffer_after, lead_time, "
            "horizon_days, channels, needs_room) values ({}, 'A', 'A', {}, {}, {}, {}, {}, {}, {}, {})",
            rules.id,
            rules.duration,
            rules.step,
            rules.buffer_before,
            rules.buffer_after,
            rules.lead,
            rules.horizon_days,
            sorted(rules.channels),
            rules.needs_room,
        )
        await fetch(
            "insert into service_location (id, service_id, location_id) values ({}, {}, {})",
            new_id(),
            rules.id,
            LOCATION,
        )
        for resource in (*stage.people, *stage.rooms):
            await _employ(resource)
        await _fill(stage)


async def _employ(resource: Resource) -> None:
    await fetch(
        "insert into resource (id, kind, name, federal_state) values ({}, {}, 'A', {})",
        resource.id,
        resource.kind,
        resource.holidays_of,
    )
    await fetch(
        "insert into resource_location (id, resource_id, location_id) values ({}, {}, {})",
        new_id(),
        resource.id,
        LOCATION,
    )
    for rule in resource.hours:
        await fetch(
            "insert into weekly_hours (id, resource_id, kind, weekday, opens, closes) values ({}, {}, {}, {}, {}, {})",
            *(new_id(), resource.id, rule.kind, rule.weekday, clock_start(rule.starts), clock_end(rule.ends)),
        )
    for leave in resource.exceptions:
        await fetch(
            "insert into hours_exception (id, resource_id, kind, first_day, last_day) values ({}, {}, {}, {}, {})",
            *(new_id(), resource.id, leave.kind, leave.first_day, leave.last_day),
        )


async def _fill(stage: Office) -> None:
    """All meetings in two statements, each with one booking."""
    rules, span = stage.rules, [Span(each.start, each.end) for each in stage.booked]
    before, after = timedelta(minutes=rules.buffer_before), timedelta(minutes=rules.buffer_after)
    ids = [new_id() for _ in span]
    await fetch(
        "insert into meeting (id, service_id, person_id, room_id, location_id, channel, starts_at, ends_at, "
        "blocked_from, blocked_until, capacity) select id, {}, person, room, "
        "case when room is not null then {}::uuid end, case when room is null then 'phone' else 'on_site' end, "
        "starts, ends, starts - {}::interval, ends + {}::interval, 1 "
        "from unnest({}::uuid[], {}::uuid[], {}::uuid[], {}::timestamptz[], {}::timestamptz[]) "
        "as t (id, person, room, starts, ends)",
        *(rules.id, LOCATION, before, after, ids),
        *([each.person_id for each in stage.booked], [each.room_id for each in stage.booked]),
        *([moment_of(each.start) for each in span], [moment_of(each.end) for each in span]),
    )
    await fetch(
        "insert into booking (id, meeting_id, seat, capacity, state, calendar_uid, created_at, changed_at) "
        "select id, id, 1, 1, 'booked', id::text, {}, {} from unnest({}::uuid[]) as t (id)",
        *(moment_of(stage.now), moment_of(stage.now), ids),
    )
