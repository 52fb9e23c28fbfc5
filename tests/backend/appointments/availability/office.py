"""A small office, for examples: times are written and read as the clock on the wall in Berlin shows them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.availability.free_slots import free_slots
from backend.appointments.availability.model import (
    Minutes,
    OpenGroup,
    Resource,
    ServiceRules,
    Slot,
    Span,
    WeeklyHours,
    Wish,
    minute_before,
    moment_of,
    span_of,
)

BERLIN: Final = ZoneInfo("Europe/Berlin")
# A set of both is not in their order: 8 comes before 1.
MARKET, STATION = UUID(int=1), UUID(int=8)
MONDAY: Final = date(2026, 2, 9)
EVERY_DAY: Final = range(1, 8)


def at(day: date, clock: str) -> Minutes:
    """`at(MONDAY, "9:30")`; where the clock shows it twice, the first time."""
    return minute_before(datetime.combine(day, _time(clock), BERLIN))


def _time(text: str) -> time:
    """`9` or `9:30`."""
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute or 0))


def span(day: date, start: str, end: str) -> Span:
    return span_of(moment_of(at(day, start)), moment_of(at(day, end)))


def hours(text: str, **details: Any) -> tuple[WeeklyHours, ...]:
    """`hours("9-12", kind="break")`: every day of the week."""
    starts, ends = (_time(each) for each in text.split("-"))
    return tuple(WeeklyHours(weekday, starts, ends, **details) for weekday in EVERY_DAY)


def person(number: int = 11, **details: Any) -> Resource:
    """Works every day from nine to twelve at the market, unless told otherwise."""
    given = {"location_ids": frozenset({MARKET}), "hours": hours("9-12")} | details
    return Resource(id=UUID(int=number), kind="person", **given)


def room(number: int = 101, **details: Any) -> Resource:
    """Open all day, at the market."""
    given = {"location_ids": frozenset({MARKET}), "hours": hours("0-0")} | details
    return Resource(id=UUID(int=number), kind="room", **given)


RULES: Final = ServiceRules(
    id=UUID(int=50),
    duration=60,
    step=60,
    channels=frozenset({"on_site", "phone"}),
    location_ids=frozenset({MARKET, STATION}),
    horizon_days=365,
)


def find(
    *people: Resource,
    rooms: tuple[Resource, ...] = (),
    groups: tuple[OpenGroup, ...] = (),
    wish: Wish | None = None,
    day: date = MONDAY,
    days: int = 1,
    now: Minutes | None = None,
    **rules: Any,
) -> list[Slot]:
    """The free slots of some days, by default of one Monday, looked for a month before."""
    window = Span(at(day, "0:00"), at(day + timedelta(days=days), "0:00"))
    return free_slots(
        replace(RULES, **rules),
        wish or Wish("on_site"),
        people,
        rooms,
        groups,
        window=window,
        now=window.start - 30 * 24 * 60 if now is None else now,
        zone=BERLIN,
    )


def clocks(slots: list[Slot]) -> list[str]:
    """When they start, to be read: `["9:00", "10:00"]`."""
    return [clock(slot.start) for slot in slots]


def clock(minute: Minutes) -> str:
    return f"{moment_of(minute).astimezone(BERLIN):%-H:%M}"
