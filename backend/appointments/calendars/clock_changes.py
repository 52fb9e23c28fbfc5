"""When a zone changes its clocks, as calendar documents say it (RFC 5545, 3.6.5)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final
from zoneinfo import ZoneInfo

_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class YearlyDay:
    """A day such as the last Sunday of March: `("SU", -1, 3)`."""

    weekday: str
    which: int
    month: int


@dataclass(frozen=True)
class Observance:
    """Clocks go from one offset to another. `onsets` are the moments as the clock showed them just before."""

    onsets: tuple[datetime, ...]
    offset_from: timedelta
    offset_to: timedelta
    name: str
    daylight: bool
    yearly: YearlyDay | None
    """The rule that all `onsets` follow, if there is one. Some programs understand nothing else."""


@dataclass(frozen=True)
class _Change:
    """`at` is the first moment, in UTC, with the new offset."""

    at: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    daylight: bool

    @property
    def onset(self) -> datetime:
        return (self.at + self.offset_from).replace(tzinfo=None)


@lru_cache(maxsize=64)
def observances(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[Observance, ...]:
    """What holds from the beginning of one year to the end of another.

    The year before is looked at as well, because a year begins with what was set in the one before.
    """
    start, end = datetime(first_year - 1, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    changes = list(_changes(zone, start, end))
    if not changes or changes[0].at >= datetime(first_year, 1, 1, tzinfo=UTC):
        changes.insert(0, _unchanged(zone, start))
    years = range(first_year - 1, last_year + 1)
    ordered = sorted(changes, key=_kind)
    return tuple(_observance(list(same), years) for _, same in groupby(ordered, key=_kind))


def _kind(change: _Change) -> tuple[timedelta, timedelta, str, bool]:
    return change.offset_from, change.offset_to, change.name, change.daylight


def _observance(changes: list[_Change], years: range) -> Observance:
    first = changes[0]
    return Observance(
        onsets=tuple(change.onset for change in changes),
        offset_from=first.offset_from,
        offset_to=first.offset_to,
        name=first.name,
        daylight=first.daylight,
        yearly=_yearly([change.onset for change in changes], years),
    )


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[_Change]:
    days = (start + _DAY * number for number in range((end - start) // _DAY + 1))
    for before, after in pairwise(days):
        if _offset(zone, before) != _offset(zone, after):
            yield _change(zone, before, after)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> _Change:
    """The change between two moments, by halving what lies between."""
    old = _offset(zone, before)
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return _described(zone, after, offset_from=old)


def _unchanged(zone: ZoneInfo, moment: datetime) -> _Change:
    """For a zone that has not changed its clocks for so long."""
    return _described(zone, moment, offset_from=_offset(zone, moment))


def _described(zone: ZoneInfo, at: datetime, *, offset_from: timedelta) -> _Change:
    local = at.astimezone(zone)
    return _Change(at, offset_from, _offset(zone, at), local.tzname() or "", daylight=bool(local.dst()))


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _yearly(onsets: list[datetime], years: range) -> YearlyDay | None:
    if [onset.year for onset in onsets] != list(years) or len({onset.time() for onset in onsets}) > 1:
        return None
    for describe in (_from_the_end, _from_the_beginning):
        described = {describe(onset.date()) for onset in onsets}
        if len(described) == 1:
            return described.pop()
    return None


def _from_the_end(day: date) -> YearlyDay:
    left = monthrange(day.year, day.month)[1] - day.day
    return YearlyDay(_DAYS[day.weekday()], -(left // 7 + 1), day.month)


def _from_the_beginning(day: date) -> YearlyDay:
    return YearlyDay(_DAYS[day.weekday()], (day.day - 1) // 7 + 1, day.month)
