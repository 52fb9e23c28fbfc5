"""Free slots, slowly and obviously: a clock is read in every single minute, and each minute is either free or not.

It shares no step with what it checks. There are no spans and no arithmetic on them, only sets of minutes; time zones
are asked in one direction only, what the clock on the wall shows in a minute.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.availability.model import (
    DayException,
    Minutes,
    OpenGroup,
    Resource,
    ServiceRules,
    Slot,
    Span,
    WeeklyHours,
    Wish,
)
from backend.appointments.availability.public_holidays import public_holidays

_DAY = 24 * 60
_MINUTE = timedelta(minutes=1)

# Rooms, each with the minutes in which it is open.
Opened = list[tuple[Resource, set[Minutes]]]


def wall(minute: Minutes, zone: ZoneInfo) -> datetime:
    """What the clock and the calendar on the wall show."""
    return datetime.fromtimestamp(minute * 60, zone).replace(tzinfo=None, fold=0)


@dataclass(frozen=True)
class Clock:
    """What is shown in each minute of some days."""

    shown: dict[Minutes, datetime]

    @cached_property
    def minutes(self) -> dict[datetime, list[Minutes]]:
        """The other way round: twice where clocks are put back, never where they are put forward."""
        result: dict[datetime, list[Minutes]] = {}
        for minute, shown in self.shown.items():
            result.setdefault(shown, []).append(minute)
        return result

    @cached_property
    def days(self) -> dict[date, list[Minutes]]:
        """Without the first and the last one, which are cut off."""
        result: dict[date, list[Minutes]] = {}
        for minute, shown in self.shown.items():
            result.setdefault(shown.date(), []).append(minute)
        return dict(list(result.items())[1:-1])

    def showing(self, day: date, at: time) -> list[Minutes]:
        """The minutes in which this is shown. What is never shown is shown later by as much as the clock leaps."""
        wanted = datetime.combine(day, at)
        if wanted not in self.minutes:
            before = max(shown for shown in self.minutes if shown < wanted)
            after = min(shown for shown in self.minutes if shown > wanted)
            wanted += after - before - _MINUTE
        return self.minutes[wanted]

    def between(self, day: date, starts: time | None, ends: time | None) -> Iterable[Minutes]:
        start = min(self.days[day]) if starts is None else min(self.showing(day, starts))
        end = max(self.days[day]) + 1 if ends in (None, time(0)) else max(self.showing(day, ends))
        return range(start, end)


@lru_cache(maxsize=64)
def clock_around(window: Span, zone: ZoneInfo) -> Clock:
    """From two days before to two after: no meeting that starts in the window needs to know more."""
    return Clock({minute: wall(minute, zone) for minute in range(window.start - 2 * _DAY, window.end + 2 * _DAY)})


def working_minutes(resource: Resource, location_id: UUID | None, clock: Clock) -> set[Minutes]:
    if location_id is not None:
        return _minutes_at(location_id, resource, clock) if location_id in resource.location_ids else set()
    everywhere = [_minutes_at(each, resource, clock) for each in resource.location_ids or [None]]
    return set().union(*everywhere)


def _minutes_at(location_id: UUID | None, resource: Resource, clock: Clock) -> set[Minutes]:
    """Each rule in turn adds minutes or takes them away; the later one wins."""
    worked: set[Minutes] = set()
    for day in clock.days:
        if day not in public_holidays(resource.holidays_of, [day.year]):
            weekly = [rule for rule in resource.hours if rule.weekday == day.isoweekday()]
            worked |= _named("work", weekly, location_id, clock, day)
            worked -= _named("break", weekly, location_id, clock, day)
        exceptions = [rule for rule in resource.exceptions if rule.first_day <= day <= rule.last_day]
        worked |= _named("extra", exceptions, location_id, clock, day)
        worked -= _named("off", exceptions, location_id, clock, day)
    return worked


def _named(
    kind: str, rules: Sequence[WeeklyHours | DayException], location_id: UUID | None, clock: Clock, day: date
) -> set[Minutes]:
    """The minutes of a day that rules of this kind name, at this location."""
    here = [rule for rule in rules if rule.kind == kind and rule.location_id in (None, location_id)]
    return {minute for rule in here for minute in clock.between(day, rule.starts, rule.ends)}


def grid_starts(worked: set[Minutes], step: Minutes, clock: Clock) -> set[Minutes]:
    """Every so many minutes from the first of working minutes that follow each other on one day."""
    starts = set()
    first = None
    for minute, shown in clock.shown.items():
        if minute not in worked:
            first = None
            continue
        if first is None or clock.shown[first].date() != shown.date():
            first = minute
        if (minute - first) % step == 0:
            starts.add(minute)
    return starts


def _is_free(resource: Resource, worked: set[Minutes], start: Minutes, rules: ServiceRules) -> bool:
    end = start + rules.duration
    return all(minute in worked for minute in range(start, end)) and not any(
        minute in range(*busy)
        for minute in range(start - rules.buffer_before, end + rules.buffer_after)
        for busy in resource.busy
    )


def reference_slots(
    rules: ServiceRules,
    wish: Wish,
    people: Iterable[Resource],
    rooms: Iterable[Resource],
    groups: Iterable[OpenGroup],
    *,
    window: Span,
    now: Minutes,
    zone: ZoneInfo,
) -> list[Slot]:
    """What `free_slots` has to answer."""
    if wish.channel not in rules.channels:
        return []
    people, rooms = list(people), list(rooms)
    clock = clock_around(window, zone)
    last_day = wall(now, zone).date() + timedelta(days=rules.horizon_days)
    in_time = [
        minute for minute in range(*window) if minute >= now + rules.lead and clock.shown[minute].date() <= last_day
    ]
    slots = [Slot(*group) for group in groups if group.start in in_time and _suits(group, wish, [*people, *rooms])]
    for location_id in rules.location_ids if wish.channel == "on_site" else [None]:
        if wish.channel == "on_site" and wish.location_id not in (None, location_id):
            continue
        opened = [(room, working_minutes(room, location_id, clock)) for room in rooms]
        for person in people:
            worked = working_minutes(person, location_id, clock)
            on_grid = grid_starts(worked, rules.step, clock)
            for start in (minute for minute in in_time if minute in on_grid):
                if rules.skills <= person.skills and _is_free(person, worked, start, rules):
                    suitable = [room for room in _rooms_for(rules, wish, opened, start) if _meets(wish, person, room)]
                    for room in suitable[:1]:
                        room_id = room.id if room else None
                        end = start + rules.duration
                        slots.append(Slot(start, end, person.id, room_id, location_id, wish.channel, rules.capacity))
    return sorted(slots, key=order)


def _rooms_for(rules: ServiceRules, wish: Wish, opened: Opened, start: Minutes) -> Sequence[Resource | None]:
    """Those that are free, the one to take first coming first; if none is needed, that is none."""
    if not rules.needs_room or wish.channel != "on_site":
        return [None]
    free = [room for room, worked in opened if _is_free(room, worked, start, rules)]
    return sorted(free, key=lambda room: (len(room.skills), room.id))


def _meets(wish: Wish, person: Resource, room: Resource | None) -> bool:
    return all(need in person.skills or (room is not None and need in room.skills) for need in wish.needs)


def _suits(group: OpenGroup, wish: Wish, resources: list[Resource]) -> bool:
    skills = [skill for each in resources if each.id in (group.person_id, group.room_id) for skill in each.skills]
    return (
        group.seats_left > 0
        and group.channel == wish.channel
        and (wish.channel != "on_site" or wish.location_id in (None, group.location_id))
        and all(need in skills for need in wish.needs)
    )


def order(slot: Slot) -> tuple[Minutes, bool, str, str, str]:
    """By start, then planned groups first, then by location, person and group."""
    return slot.start, slot.meeting_id is None, str(slot.location_id or ""), str(slot.person_id), str(slot.meeting_id)
