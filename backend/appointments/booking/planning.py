"""Reads what free times are computed from: rules, people, rooms, and what is taken already."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.availability.free_slots import free_slots, offers
from backend.appointments.availability.model import (
    DAY,
    Bounds,
    Channel,
    DayException,
    OpenGroup,
    Resource,
    ServiceRules,
    Slot,
    Span,
    WeeklyHours,
    Wish,
    minute_after,
    minute_before,
    moment_of,
)
from backend.core.database import fetch
from backend.core.errors import NotFound

_HOUR: Final = 60
_START: Final = itemgetter(0)

# What the place itself offers, whoever is there. On the phone or by video nobody needs it.
_NEEDS_OF_PLACE: Final = {"step-free": "step_free", "induction-loop": "induction_loop"}

# One row for each person and room, with all rules about them: a query for each kind of rule would be a round trip each.
_RESOURCES: Final = """
    select r.id, r.kind, r.skills, r.federal_state,
        array(select l.location_id from resource_location l where l.resource_id = r.id) as location_ids,
        (select coalesce(json_agg(json_build_array(h.kind, h.weekday, h.opens, h.closes, h.location_id)), '[]')
            from weekly_hours h where h.resource_id = r.id) as hours,
        (select coalesce(json_agg(json_build_array(e.kind, e.first_day, e.last_day, e.opens, e.closes, e.location_id)),
                         '[]')
            from hours_exception e where e.resource_id = r.id and e.last_day >= {}) as exceptions
    from resource r where r.retired_at is null
"""

# Whoever has kept a seat longer than agreed blocks nobody; in a group others may have booked.
_BUSY: Final = """
    with taken as (
        select m.person_id, m.room_id, (extract(epoch from m.blocked_from) / 60)::integer as low,
            (extract(epoch from m.blocked_until) / 60)::integer as high
        from meeting m
        where m.released_at is null and m.blocked_until > {} and m.blocked_from < {}
            and (m.capacity > 1 or not exists (
                select from booking b where b.meeting_id = m.id and b.state = 'held' and b.held_until <= {}))
    )
    select id, array_agg(low) as low, array_agg(high) as high
    from (select person_id as id, low, high from taken
          union all select room_id, low, high from taken where room_id is not null
          union all select l.resource_id, floor(extract(epoch from e.starts_at) / 60)::integer,
                ceil(extract(epoch from e.ends_at) / 60)::integer
            from calendar_busy e join calendar_link l on l.id = e.link_id
            where e.ends_at > {} and e.starts_at < {}) as each
    group by id
"""

_GROUPS: Final = """
    select m.id, m.starts_at, m.ends_at, m.person_id, m.room_id, m.location_id, m.channel,
        m.capacity - (select count(*) from booking b where b.meeting_id = m.id and b.state <> 'cancelled'
                      and (b.state <> 'held' or b.held_until > {})) as seats_left
    from meeting m
    where m.service_id = {} and m.capacity > 1 and m.released_at is null and m.starts_at >= {} and m.starts_at < {}
"""


@dataclass(frozen=True)
class Plan:
    """What the computation of free times needs to know about one service in one stretch of time."""

    rules: ServiceRules
    people: tuple[Resource, ...]
    rooms: tuple[Resource, ...]
    groups: tuple[OpenGroup, ...]
    offered_at: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    """Which needs each location meets by itself."""

    def offers(self, wish: Wish, *, window: Span, now: datetime, zone: ZoneInfo) -> list[Slot]:
        """One slot for each time, location and channel at which the service is to be had."""
        return offers(self.candidates(wish, window=window, now=now, zone=zone), self.people, zone=zone)

    def candidates(self, wish: Wish, *, window: Span, now: datetime, zone: ZoneInfo) -> list[Slot]:
        """Every slot, also those that differ by nothing but the person."""
        if not wish.needs & _NEEDS_OF_PLACE.keys():
            return self._slots(wish, window, now, zone)
        if wish.channel != "on_site":
            return self._slots(replace(wish, needs=wish.needs - _NEEDS_OF_PLACE.keys()), window, now, zone)
        slots = []
        for location_id in sorted(self.rules.location_ids):
            if wish.location_id in (None, location_id):
                needs = wish.needs - self.offered_at.get(location_id, frozenset())
                slots += self._slots(replace(wish, location_id=location_id, needs=needs), window, now, zone)
        return sorted(slots, key=_START)

    def _slots(self, wish: Wish, window: Span, now: datetime, zone: ZoneInfo) -> list[Slot]:
        minute = minute_after(now)
        return free_slots(self.rules, wish, self.people, self.rooms, self.groups, window=window, now=minute, zone=zone)


async def read_plan(*, service_id: UUID, window: Span, now: datetime) -> Plan:
    """All that decides about free times of a service in the window. Raises `NotFound`, also for a service that is no
    longer offered.

    Runs in the caller's transaction, which must see everybody's meetings: what leaves is free times only.
    """
    rules = await _rules(service_id)
    # Meetings and absences may reach into the window.
    earliest, latest = moment_of(window.start - DAY), moment_of(window.end + DAY)
    taken = await fetch(_BUSY, earliest, latest, now, earliest, latest)
    busy = {row["id"]: tuple(zip(row["low"], row["high"], strict=True)) for row in taken}
    resources = await read_resources(since=earliest.date(), busy=busy)
    groups = await fetch(_GROUPS, now, service_id, earliest, latest) if rules.capacity > 1 else []
    return Plan(
        rules=rules,
        offered_at=await _offered_at(rules.location_ids),
        people=tuple(each for each in resources if each.kind == "person"),
        rooms=tuple(each for each in resources if each.kind == "room"),
        groups=tuple(_group(row) for row in groups),
    )


async def read_resources(
    *, since: date, busy: Mapping[UUID, Sequence[Bounds]] = MappingProxyType({})
) -> list[Resource]:
    """Everybody who gives appointments, and all rooms, with their rules from that day on."""
    return [_resource(row, busy.get(row["id"], ())) for row in await fetch(_RESOURCES, since)]


async def _rules(service_id: UUID) -> ServiceRules:
    rows = await fetch(
        "select s.*, array(select l.id from service_location sl join location l on l.id = sl.location_id "
        "where sl.service_id = s.id and l.retired_at is null) as location_ids "
        "from service s where s.id = {} and s.retired_at is null",
        service_id,
    )
    if not rows:
        raise NotFound
    [row] = rows
    return ServiceRules(
        id=service_id,
        duration=row["duration"],
        step=row["step"],
        channels=frozenset(row["channels"]),
        location_ids=frozenset(row["location_ids"]),
        buffer_before=row["buffer_before"],
        buffer_after=row["buffer_after"],
        lead=row["lead_time"],
        horizon_days=row["horizon_days"],
        capacity=row["capacity"],
        skills=frozenset(row["skills"]),
        needs_room=row["needs_room"],
    )


async def _offered_at(location_ids: frozenset[UUID]) -> dict[UUID, frozenset[str]]:
    rows = await fetch("select id, step_free, induction_loop from location where id = any({})", list(location_ids))
    return {row["id"]: frozenset(need for need, fact in _NEEDS_OF_PLACE.items() if row[fact]) for row in rows}


def _resource(row: Mapping[str, Any], busy: Sequence[Bounds]) -> Resource:
    return Resource(
        id=row["id"],
        kind=row["kind"],
        location_ids=frozenset(row["location_ids"]),
        skills=frozenset(row["skills"]),
        hours=tuple(_hours(rule) for rule in json.loads(row["hours"])),
        exceptions=tuple(_exception(rule) for rule in json.loads(row["exceptions"])),
        holidays_of=row["federal_state"],
        busy=busy,
    )


def _hours(rule: list[Any]) -> WeeklyHours:
    kind, weekday, opens, closes, location = rule
    return WeeklyHours(weekday, _clock(opens), _clock(closes), kind, UUID(location) if location else None)


def _exception(rule: list[Any]) -> DayException:
    kind, first, last, opens, closes, location = rule
    return DayException(
        date.fromisoformat(first),
        date.fromisoformat(last),
        kind,
        None if opens is None else _clock(opens),
        None if closes is None else _clock(closes),
        UUID(location) if location else None,
    )


def _clock(minutes: int) -> time:
    """Minutes after midnight on the wall clock; the end of the day is 00:00."""
    hours, minute = divmod(minutes % DAY, _HOUR)
    return time(hours, minute)


def _group(row: Mapping[str, Any]) -> OpenGroup:
    return OpenGroup(
        start=minute_before(row["starts_at"]),
        end=minute_after(row["ends_at"]),
        person_id=row["person_id"],
        room_id=row["room_id"],
        location_id=row["location_id"],
        channel=cast("Channel", row["channel"]),
        seats_left=row["seats_left"],
        meeting_id=row["id"],
    )
