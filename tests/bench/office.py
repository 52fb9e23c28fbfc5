"""An office with much to do, to measure appointments with: who works when, and what has been booked already.

It is the same each time. Nothing overlaps that a database keeps apart: the meetings of a person, those in a room.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.availability.model import (
    DayException,
    Minutes,
    Resource,
    ServiceRules,
    Span,
    WeeklyHours,
    minute_before,
)
from backend.appointments.availability.public_holidays import public_holidays

ZONE: Final = ZoneInfo("Europe/Berlin")
LOCATION: Final = UUID(int=1)
# A Monday; four weeks later clocks are put forward, and then there is Easter.
_FIRST_DAY: Final = date(2026, 3, 2)
_PLACES: Final = [time(9), time(9, 45), time(10, 30), time(11, 15), time(13), time(13, 45), time(14, 30), time(15, 15)]
_STATE: Final = "NW"


@dataclass(frozen=True, slots=True)
class Booked:
    """A meeting that is in the calendar, without its buffers."""

    person_id: UUID
    room_id: UUID | None
    start: Minutes
    end: Minutes


@dataclass(frozen=True, slots=True)
class Office:
    """People and rooms are not busy here: how busy the meetings make them is for `busy_with` to say, or a database."""

    rules: ServiceRules
    people: list[Resource]
    rooms: list[Resource]
    booked: list[Booked]
    window: Span
    now: Minutes

    def busy_with(self, resources: list[Resource]) -> list[Resource]:
        """The same people or rooms, blocked by their meetings and the buffers around them."""
        busy: dict[UUID | None, list[Span]] = {resource.id: [] for resource in resources}
        for each in self.booked:
            blocked = Span(each.start - self.rules.buffer_before, each.end + self.rules.buffer_after)
            for resource_id in (each.person_id, each.room_id):
                if resource_id in busy:
                    busy[resource_id].append(blocked)
        return [replace(resource, busy=tuple(busy[resource.id])) for resource in resources]


def office(*, people: int = 20, rooms: int = 3, days: int = 60, booked: int = 5_000) -> Office:
    """Raises `ValueError` when so many meetings do not fit."""
    rules = ServiceRules(
        id=UUID(int=2),
        duration=30,
        step=15,
        buffer_before=5,
        buffer_after=10,
        lead=24 * 60,
        horizon_days=days,
        channels=frozenset({"on_site", "phone"}),
        location_ids=frozenset({LOCATION}),
        needs_room=True,
    )
    everybody = [_resource("person", number, days) for number in range(people)]
    all_rooms = [_resource("room", number, days) for number in range(rooms)]
    meetings = list(islice(_meetings(everybody, all_rooms, days, rules.duration), booked))
    if len(meetings) < booked:
        raise ValueError(f"only {len(meetings)} meetings fit")
    window = Span(_minute(_FIRST_DAY, time()), _minute(_FIRST_DAY + timedelta(days=days), time()))
    return Office(rules, everybody, all_rooms, meetings, window, now=window.start)


def _resource(kind: Literal["person", "room"], number: int, days: int) -> Resource:
    """From Monday to Friday from nine to five; people go to lunch, and are away for a week."""
    hours = [WeeklyHours(weekday, time(9), time(17)) for weekday in range(1, 6)]
    exceptions = []
    if kind == "person":
        hours += [WeeklyHours(weekday, time(12), time(13), kind="break") for weekday in range(1, 6)]
        leave = _FIRST_DAY + timedelta(weeks=number % max(days // 7, 1))
        exceptions = [DayException(leave, leave + timedelta(days=4), kind="off")]
    return Resource(
        id=UUID(int=(100 if kind == "person" else 10_000) + number),
        kind=kind,
        location_ids=frozenset({LOCATION}),
        hours=tuple(hours),
        exceptions=tuple(exceptions),
        holidays_of=_STATE,
    )


def _meetings(people: list[Resource], rooms: list[Resource], days: int, duration: Minutes) -> Iterator[Booked]:
    """At random, each at one of the eight places of a working day. One in eight takes the first free room; when
    none is left, and else, people talk on the phone."""
    chance = Random(0)
    holidays = public_holidays(_STATE, {_FIRST_DAY.year, (_FIRST_DAY + timedelta(days=days)).year})
    dates = [_FIRST_DAY + timedelta(days=number) for number in range(days)]
    places = [
        (day, clock, person)
        for person in people
        for day in dates
        if day.weekday() < 5 and day not in holidays and not _is_away(person, day)
        for clock in _PLACES
    ]
    chance.shuffle(places)
    taken: set[tuple[date, time, UUID]] = set()
    for day, clock, person in places:
        free = [room.id for room in rooms if (day, clock, room.id) not in taken] if chance.random() < 1 / 8 else []
        if free:
            taken.add((day, clock, free[0]))
        start = _minute(day, clock)
        yield Booked(person.id, free[0] if free else None, start, start + duration)


def _is_away(person: Resource, day: date) -> bool:
    return any(each.first_day <= day <= each.last_day for each in person.exceptions)


def _minute(day: date, clock: time) -> Minutes:
    return minute_before(datetime.combine(day, clock, ZONE))
