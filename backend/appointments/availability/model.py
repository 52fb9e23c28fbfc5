"""What the computation of free slots is given, and what it answers: plain values, wherever they are kept.

Moments are whole minutes since the epoch in UTC: integers need no time zone to be compared, added and sorted. Only
rules made by people (hours, absences) speak of the clock on the wall; `wall_clock` translates them.

`Span`, `OpenGroup` and `Slot` are named tuples, because one answer consists of thousands of them: they are made in a
third of the time that a frozen dataclass takes. What is made once for each person or service is a dataclass.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias
from uuid import UUID

Minutes: TypeAlias = int
# What sweeps over thousands of spans reads and makes; each `Span` is one.
Bounds: TypeAlias = tuple[Minutes, Minutes]

Channel = Literal["on_site", "phone", "video"]

DAY: Final[Minutes] = 24 * 60
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)


class Span(NamedTuple):
    """From `start` up to, but not including, `end`."""

    start: Minutes
    end: Minutes


def minute_before(moment: datetime) -> Minutes:
    """The last whole minute that is not after the moment."""
    return (moment - _EPOCH) // _MINUTE


def minute_after(moment: datetime) -> Minutes:
    """The first whole minute that is not before the moment. So `now` is counted: what has begun is past."""
    return -((_EPOCH - moment) // _MINUTE)


def moment_of(minute: Minutes) -> datetime:
    """The other way round: aware, in UTC."""
    return _EPOCH + minute * _MINUTE


def span_of(starts_at: datetime, ends_at: datetime) -> Span:
    """All minutes that the time touches, as busy time is counted: calendars of others know seconds."""
    return Span(minute_before(starts_at), minute_after(ends_at))


def clock_start(clock: time | None) -> Minutes:
    """Minutes after midnight at which a rule begins; without a time with the day."""
    return 0 if clock is None else clock.hour * 60 + clock.minute


def clock_end(clock: time | None) -> Minutes:
    """Minutes after midnight at which a rule ends; without a time, or at 00:00, with the day."""
    return clock_start(clock) or DAY


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """On this weekday (1 is Monday) somebody works, or has a break, from `starts` to `ends` (00:00: end of the day).

    Without location it holds wherever the resource belongs. What goes on past midnight is two rules.
    Raises `ValueError` when the end does not lie after the start.
    """

    weekday: int
    starts: time
    ends: time
    kind: Literal["work", "break"] = "work"
    location_id: UUID | None = None

    def __post_init__(self) -> None:
        if clock_end(self.ends) <= clock_start(self.starts):
            raise ValueError(f"hours from {self.starts} to {self.ends}")


@dataclass(frozen=True, slots=True)
class DayException:
    """From the first to the last day it is otherwise: each day from `starts` to `ends`; without them from the day's
    beginning, to the day's end.

    `off` (leave, illness, closed) beats everything. `extra` is work besides the weekly hours; having been said on
    purpose, it beats public holidays and weekly breaks. Raises `ValueError` when an end does not lie after its start.
    """

    first_day: date
    last_day: date
    kind: Literal["off", "extra"]
    starts: time | None = None
    ends: time | None = None
    location_id: UUID | None = None

    def __post_init__(self) -> None:
        if self.last_day < self.first_day or clock_end(self.ends) <= clock_start(self.starts):
            raise ValueError(f"from {self.first_day} {self.starts} to {self.last_day} {self.ends}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A person or a room. One without hours is never free.

    `holidays_of` is the federal state whose public holidays are kept (empty: none). `busy` is what is blocked, in any
    order and at any place: meetings with their buffers, holds, calendars of others.
    """

    id: UUID
    kind: Literal["person", "room"]
    location_ids: frozenset[UUID] = frozenset()
    skills: frozenset[str] = frozenset()
    hours: tuple[WeeklyHours, ...] = ()
    exceptions: tuple[DayException, ...] = ()
    holidays_of: str = ""
    busy: Sequence[Bounds] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRules:
    """What holds for each meeting of a service. Raises `ValueError` when meetings, or the steps between them, have no
    length.

    `lead` is how long before its start a meeting can still be booked; the last day on which one can start is today
    and `horizon_days`. `skills` are what a person needs, all of them. A room is needed only where people meet on site.
    """

    id: UUID
    duration: Minutes
    step: Minutes
    channels: frozenset[Channel]
    location_ids: frozenset[UUID] = frozenset()
    buffer_before: Minutes = 0
    buffer_after: Minutes = 0
    lead: Minutes = 0
    horizon_days: int
    capacity: int = 1
    skills: frozenset[str] = frozenset()
    needs_room: bool = False

    def __post_init__(self) -> None:
        if self.duration < 1 or self.step < 1:
            raise ValueError(f"meetings of {self.duration} minutes every {self.step} minutes")


class OpenGroup(NamedTuple):
    """A group meeting of the service that is planned already and has seats left."""

    start: Minutes
    end: Minutes
    person_id: UUID
    room_id: UUID | None
    location_id: UUID | None
    channel: Channel
    seats_left: int
    meeting_id: UUID


@dataclass(frozen=True, slots=True)
class Wish:
    """What a customer looks for. The location counts on site only; without one any will do.

    Each of the needs, such as `sign-language` or `induction-loop`, is met by the person or by the room.
    """

    channel: Channel
    location_id: UUID | None = None
    needs: frozenset[str] = frozenset()


class Slot(NamedTuple):
    """A meeting that can be booked: a new one, or a seat in the group meeting `meeting_id`."""

    start: Minutes
    end: Minutes
    person_id: UUID
    room_id: UUID | None
    location_id: UUID | None
    channel: Channel
    seats_left: int
    meeting_id: UUID | None = None
