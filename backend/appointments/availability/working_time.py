"""When a person works, or a room is open."""

from collections.abc import Sequence
from itertools import chain
from typing import Literal
from uuid import UUID

from backend.appointments.availability.model import Bounds, Resource, clock_end, clock_start
from backend.appointments.availability.public_holidays import public_holidays
from backend.appointments.availability.spans import merged, without
from backend.appointments.availability.wall_clock import Day


def working_time(resource: Resource, days: Sequence[Day], location_id: UUID | None = None) -> list[Bounds]:
    """The working spans at a location, on days that follow each other: weekly hours without breaks and public holidays,
    together with extra work, without what is off. Shifts that meet, also at midnight, are one span.

    Rules speak of the clock on the wall; `wall_clock` says what becomes of them where it is put forward or back.

    Without location, as for the phone: whenever the resource works at any of its locations. So being off at one of
    them still leaves the others.
    """
    if location_id is not None:
        return _time_at(location_id, resource, days) if location_id in resource.location_ids else []
    if not resource.location_ids:
        return _time_at(None, resource, days)
    return merged(chain.from_iterable(_time_at(each, resource, days) for each in resource.location_ids))


def _time_at(location_id: UUID | None, resource: Resource, days: Sequence[Day]) -> list[Bounds]:
    holidays = public_holidays(resource.holidays_of, {day.date.year for day in days})
    working_days = [day for day in days if day.date not in holidays]
    usual = without(
        merged(_weekly("work", location_id, resource, working_days)),
        merged(_weekly("break", location_id, resource, working_days)),
    )
    extra = _exceptional("extra", location_id, resource, days)
    return without(merged(chain(usual, extra)), merged(_exceptional("off", location_id, resource, days)))


def _weekly(
    kind: Literal["work", "break"], location_id: UUID | None, resource: Resource, days: Sequence[Day]
) -> list[Bounds]:
    by_weekday: dict[int, list[Bounds]] = {}
    for rule in resource.hours:
        if rule.kind == kind and rule.location_id in (None, location_id):
            times = by_weekday.setdefault(rule.weekday, [])
            times.append((clock_start(rule.starts), clock_end(rule.ends)))
    return [day.between(*times) for day in days for times in by_weekday.get(day.date.isoweekday(), ())]


def _exceptional(
    kind: Literal["off", "extra"], location_id: UUID | None, resource: Resource, days: Sequence[Day]
) -> list[Bounds]:
    spans = []
    for rule in resource.exceptions:
        if rule.kind == kind and rule.location_id in (None, location_id):
            first = max((rule.first_day - days[0].date).days, 0)
            beyond = max((rule.last_day - days[0].date).days + 1, 0)
            times = clock_start(rule.starts), clock_end(rule.ends)
            spans += [day.between(*times) for day in days[first:beyond]]
    return spans
