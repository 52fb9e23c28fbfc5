"""Which meetings of a service can be booked, and which of them to offer.

A meeting may start

- on the grid: every `step` minutes from the start of each working span, anew after each break and at midnight. Neither
  what is booked nor the window looked at moves the grid: booking or cancelling a meeting changes no start but those
  that overlap with it;
- while person and room work from its start to its end. Buffers may lie outside their hours: whoever opens at nine can
  have a meeting at nine, and prepares it before. They may not lie in busy time, which includes the buffers of the
  meetings that make it so: between two meetings lie the buffer after the one and the buffer before the other;
- from now and the lead time on, which counts elapsed minutes, to the last day of the horizon, which counts days of the
  calendar.

Everything is worked out on whole spans: the starts that a resource allows are its working spans, shortened by the
duration, without its busy spans, widened by duration and buffers. Single starts are made at the very end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from heapq import nsmallest
from operator import itemgetter
from typing import Final, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.availability.model import (
    Bounds,
    Channel,
    Minutes,
    OpenGroup,
    Resource,
    ServiceRules,
    Slot,
    Span,
    Wish,
)
from backend.appointments.availability.spans import merged, overlaps, without
from backend.appointments.availability.wall_clock import Day, day_of, days, end_of_day
from backend.appointments.availability.working_time import working_time

_START: Final = itemgetter(0)
# From which start to which a room is available; no room where none is needed.
_Available: TypeAlias = tuple[Minutes, Minutes, UUID | None]


def free_slots(
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
    """Every slot that starts in the window: by start, then planned groups first, then by location and person.

    Of several free rooms a slot names the one with the fewest skills, then the first by id: the room with the induction
    loop stays free for whoever needs it. A planned group is offered as it is, whatever the hours and rules are now.
    """
    starts = _bookable(rules, window, now, zone)
    if wish.channel not in rules.channels or starts.start >= starts.end:
        return []
    people = sorted(people, key=lambda person: person.id)
    rooms = sorted(rooms, key=lambda room: (len(room.skills), room.id))
    slots = list(_in_groups(wish, groups, starts, [*people, *rooms]))
    search = _Search(rules, wish, starts, days(Span(starts.start, starts.end - 1 + rules.duration), zone))
    for location_id in _locations(rules, wish):
        slots += search.new_meetings(people, rooms, location_id)
    slots.sort(key=_START)
    return slots


def _bookable(rules: ServiceRules, window: Span, now: Minutes, zone: ZoneInfo) -> Span:
    last_day = day_of(now, zone) + timedelta(days=rules.horizon_days)
    return Span(max(window.start, now + rules.lead), min(window.end, end_of_day(last_day, zone)))


def _locations(rules: ServiceRules, wish: Wish) -> list[UUID | None]:
    if wish.channel != "on_site":
        return [None]
    return [each for each in sorted(rules.location_ids) if wish.location_id in (None, each)]


def _in_groups(wish: Wish, groups: Iterable[OpenGroup], starts: Span, resources: Sequence[Resource]) -> Iterator[Slot]:
    skills = {resource.id: resource.skills for resource in resources}
    for group in sorted(groups, key=_place_and_person):
        met = {skill for each in (group.person_id, group.room_id) if each for skill in skills.get(each, ())}
        if (
            group.seats_left > 0
            and starts.start <= group.start < starts.end
            and group.channel == wish.channel
            and (wish.channel != "on_site" or wish.location_id in (None, group.location_id))
            and wish.needs <= met
        ):
            yield Slot(*group)


def _place_and_person(group: OpenGroup) -> tuple[int, int, int]:
    return group.location_id.int if group.location_id else -1, group.person_id.int, group.meeting_id.int


@dataclass(frozen=True, slots=True)
class _Search:
    """For new meetings: what is the same for all people and rooms."""

    rules: ServiceRules
    wish: Wish
    starts: Span
    days: Sequence[Day]

    def new_meetings(
        self, people: Iterable[Resource], rooms: Iterable[Resource], location_id: UUID | None
    ) -> Iterator[Slot]:
        """Those at one location, or those on the phone or by video, for one person after the other."""
        duration, channel, capacity = self.rules.duration, self.wish.channel, self.rules.capacity
        needs_room = self.rules.needs_room and location_id is not None
        choice = _RoomChoice([(room, self._allowed(room, location_id)) for room in rooms] if needs_room else [])
        for person in people:
            if not self.rules.skills <= person.skills:
                continue
            missing = self.wish.needs - person.skills
            without_room: list[_Available] = [] if missing else [(*self.starts, None)]
            available = choice.of_rooms_with(missing) if needs_room else without_room
            if available:
                for room_id, starts in self._on_grid(person, location_id, available):
                    for start in starts:
                        yield Slot(start, start + duration, person.id, room_id, location_id, channel, capacity)

    def _on_grid(
        self, person: Resource, location_id: UUID | None, available: Sequence[_Available]
    ) -> Iterator[tuple[UUID | None, range]]:
        """The starts on the grid of the person's working spans, where a room is available."""
        work = working_time(person, self.days, location_id)
        allowed = self._allowed_within(work, person.busy)
        possible = [(low, high, room_id) for low, high, _, room_id in overlaps(allowed, available)]
        for low, high, anchor, room_id in overlaps(_cut_at_midnight(work, self.days), possible):
            yield room_id, range(low + (anchor - low) % self.rules.step, high, self.rules.step)

    def _allowed(self, resource: Resource, location_id: UUID | None) -> list[Bounds]:
        return self._allowed_within(working_time(resource, self.days, location_id), resource.busy)

    def _allowed_within(self, work: Iterable[Bounds], busy: Iterable[Bounds]) -> list[Bounds]:
        """When a meeting may start, on the grid or not, as far as this working and this busy time go."""
        earliest, latest = self.starts
        before, reach = self.rules.buffer_before, self.rules.duration + self.rules.buffer_after - 1
        fitting = [(max(start, earliest), min(end - self.rules.duration + 1, latest)) for start, end in work]
        blocked = merged([(start - reach, end + before) for start, end in busy if start < end])
        return without([(first, last) for first, last in fitting if first < last], blocked)


class _RoomChoice:
    """Which room a meeting gets at which start: the first of those in which it is allowed."""

    def __init__(self, allowed: Sequence[tuple[Resource, list[Bounds]]]) -> None:
        self._allowed = allowed
        self._known: dict[frozenset[str], list[_Available]] = {}

    def of_rooms_with(self, skills: frozenset[str]) -> list[_Available]:
        if skills not in self._known:
            self._known[skills] = list(self._first_of([each for each in self._allowed if skills <= each[0].skills]))
            self._known[skills].sort(key=_START)
        return self._known[skills]

    def _first_of(self, rooms: Iterable[tuple[Resource, list[Bounds]]]) -> Iterator[_Available]:
        taken: list[Bounds] = []
        for room, allowed in rooms:
            for start, end in without(allowed, taken):
                yield start, end, room.id
            taken = merged([*taken, *allowed])


def _cut_at_midnight(spans: Iterable[Bounds], days: Iterable[Day]) -> list[Bounds]:
    return [(low, high) for low, high, *_ in overlaps(spans, [(day.starts, day.ends, None) for day in days])]


def offers(slots: Iterable[Slot], people: Iterable[Resource], *, zone: ZoneInfo) -> list[Slot]:
    """One slot for each start, location and channel, in their order: customers choose a time, not a person.

    Seats in a planned group come first. Else whoever has the fewest busy minutes on that day, then the first by id: so
    work is spread, and who asks again gets the same answer.
    """
    slots = sorted(slots, key=_START)
    if not slots:
        return []
    calendar = days(Span(slots[0].start, slots[-1].start + 1), zone)
    busy = {person.id: _busy_minutes(person, calendar) for person in people}
    idle = [0] * len(calendar)
    best: dict[tuple[Minutes, UUID | None, Channel], tuple[tuple[bool, Minutes, int], Slot]] = {}
    today = 0
    for slot in slots:
        while calendar[today].ends <= slot.start:
            today += 1
        rank = slot.meeting_id is None, busy.get(slot.person_id, idle)[today], slot.person_id.int
        key = slot.start, slot.location_id, slot.channel
        if key not in best or rank < best[key][0]:
            best[key] = rank, slot
    return [slot for _, slot in best.values()]


def _busy_minutes(person: Resource, calendar: Sequence[Day]) -> list[Minutes]:
    """For each of the days."""
    result = [0] * len(calendar)
    whole_days = [(day.starts, day.ends, number) for number, day in enumerate(calendar)]
    for low, high, _, number in overlaps(merged(person.busy), whole_days):
        result[number] += high - low
    return result


def nearest(slots: Iterable[Slot], wanted: Minutes, count: int) -> list[Slot]:
    """So many slots that start as near as possible to a start that has gone, the earlier of two that are as near; in
    the order of time, as they are read."""
    return sorted(nsmallest(count, slots, key=lambda slot: (abs(slot.start - wanted), slot.start)), key=_START)
