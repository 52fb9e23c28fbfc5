"""People, rooms and services at random, close enough to each other in time to get in each other's way."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from backend.appointments.availability.model import (
    DAY,
    Bounds,
    Channel,
    DayException,
    Minutes,
    OpenGroup,
    Resource,
    ServiceRules,
    Span,
    WeeklyHours,
    Wish,
    minute_before,
)

# A set of them is not in their order: 8 comes before 1.
LOCATIONS: Final = [UUID(int=1), UUID(int=8)]
SKILLS: Final = ["advice", "induction-loop", "sign-language"]
CHANNELS: Final[list[Channel]] = ["on_site", "phone", "video"]

_BERLIN: Final = ZoneInfo("Europe/Berlin")
# Days on which something is odd, and two on which nothing is.
DAYS: Final = [
    (_BERLIN, date(2026, 3, 29)),  # Clocks are put forward at two,
    (_BERLIN, date(2026, 10, 25)),  # and back at three.
    (_BERLIN, date(2028, 2, 29)),
    (_BERLIN, date(2026, 12, 31)),
    (_BERLIN, date(2026, 5, 1)),  # A holiday everywhere in Germany,
    (_BERLIN, date(2026, 6, 4)),  # and one in some states only.
    (_BERLIN, date(2026, 2, 10)),
    (ZoneInfo("Australia/Lord_Howe"), date(2026, 10, 4)),  # By half an hour only, forward
    (ZoneInfo("Australia/Lord_Howe"), date(2026, 4, 5)),  # and back.
    (ZoneInfo("America/Havana"), date(2026, 3, 8)),  # Midnight is skipped,
    (ZoneInfo("America/Havana"), date(2026, 11, 1)),  # and comes twice.
    (ZoneInfo("Africa/Cairo"), date(2026, 10, 29)),  # The last hour of the day comes twice.
    (ZoneInfo("Asia/Kolkata"), date(2026, 7, 1)),
]


_KINDS: Final[list[Literal["work", "break"]]] = ["work", "break"]
_EXCEPTIONS: Final[list[Literal["off", "extra"]]] = ["extra", "off"]


# Of people, rooms and planned groups.
_NUMBERS: Final = [(1, 1, 0), (2, 2, 1), (3, 3, 2), (3, 2, 0), (1, 0, 0)]


@dataclass(frozen=True)
class Question:
    """Everything that `free_slots` is asked with."""

    rules: ServiceRules
    wish: Wish
    people: list[Resource]
    rooms: list[Resource]
    groups: list[OpenGroup]
    window: Span
    now: Minutes
    zone: ZoneInfo


# Most rules keep to hours and quarters, many meet where clocks change, some are odd.
_clocks = st.sampled_from([*range(0, 24 * 60, 30), *range(0, 4 * 60, 15), *range(0, 24 * 60, 171)])
_lengths = st.sampled_from([1, 30, 45, 60, 120, 240, 480, 1440])
_places = st.sampled_from([None, None, None, None, *LOCATIONS])
_no_skills: frozenset[str] = frozenset()
_skills = st.sampled_from([frozenset(SKILLS), frozenset(SKILLS[:2]), frozenset(SKILLS[1:]), _no_skills])
_WEEK: Final = range(1, 8)
_all_day = tuple(WeeklyHours(day, time(0), time(0)) for day in _WEEK)
_daytime = tuple(WeeklyHours(day, time(8), time(18)) for day in _WEEK)
_nights = tuple(WeeklyHours(day, *each) for day in _WEEK for each in [(time(22), time(0)), (time(0), time(6))])
_changes = tuple(WeeklyHours(day, *each) for day in _WEEK for each in [(time(1), time(2, 30)), (time(2, 30), time(4))])
_turns = tuple(WeeklyHours(day, time(9), time(17), location_id=LOCATIONS[day % 2]) for day in _WEEK)
_USUAL_HOURS: Final = [_all_day, _daytime, _nights, _changes, _turns, ()]


def _time(minutes: Minutes) -> time:
    return time(*divmod(minutes % (24 * 60), 60))


@st.composite
def _times(draw: st.DrawFn) -> tuple[time, time]:
    """A start and a later end, which is now and then the end of the day."""
    start = draw(_clocks)
    return _time(start), _time(min(start + draw(_lengths), 24 * 60))


@st.composite
def _hours(draw: st.DrawFn, middle: date) -> WeeklyHours:
    day = middle + timedelta(days=draw(st.integers(-1, 2)))
    kind = draw(st.sampled_from(_KINDS))
    return WeeklyHours(day.isoweekday(), *draw(_times()), kind=kind, location_id=draw(_places))


@st.composite
def _exceptions(draw: st.DrawFn, middle: date) -> DayException:
    first = middle + timedelta(days=draw(st.integers(-2, 2)))
    last = first + timedelta(days=draw(st.sampled_from([0, 0, 1, 4])))
    starts, ends = draw(_times())
    whole_day, until_the_end = draw(st.sampled_from([(False, False)] * 3 + [(False, True), (True, True)]))
    return DayException(
        first,
        last,
        kind=draw(st.sampled_from(_EXCEPTIONS)),
        starts=None if whole_day else starts,
        ends=None if until_the_end else ends,
        location_id=draw(_places),
    )


@st.composite
def _busy(draw: st.DrawFn, begin: Minutes) -> Bounds:
    """Some are empty, many overlap."""
    start = begin + draw(st.integers(-4 * 60, 50 * 60))
    return Span(start, start + draw(st.sampled_from([0, 1, 30, 45, 200])))


@st.composite
def _resource(draw: st.DrawFn, number: int, middle: date, begin: Minutes) -> Resource:
    """A room, from number 101 on, else a person."""
    usual = draw(st.sampled_from([_all_day, _daytime] if number > 100 else _USUAL_HOURS))
    return Resource(
        id=UUID(int=number),
        kind="room" if number > 100 else "person",
        location_ids=frozenset(draw(st.sampled_from([LOCATIONS] * 4 + [LOCATIONS[:1], LOCATIONS[1:], []]))),
        skills=draw(_skills),
        hours=(*usual, *draw(st.lists(_hours(middle), min_size=0 if usual else 1, max_size=2))),
        exceptions=tuple(draw(st.lists(_exceptions(middle), max_size=1 if number > 100 else 2))),
        holidays_of=draw(st.sampled_from(["", "BE", "NW"])),
        busy=draw(st.lists(_busy(begin), max_size=5)),
    )


_rules = st.builds(
    ServiceRules,
    id=st.just(UUID(int=50)),
    duration=st.sampled_from([1, 15, 30, 45, 60, 77, 150]),
    step=st.sampled_from([5, 15, 30, 45, 60, 133]),
    buffer_before=st.sampled_from([0, 5, 15]),
    buffer_after=st.sampled_from([0, 10, 15]),
    lead=st.sampled_from([0, 60, 700]),
    horizon_days=st.sampled_from([9] * 6 + [2, 1, 0]),
    capacity=st.sampled_from([1, 8]),
    channels=st.just(frozenset(CHANNELS)),
    location_ids=st.sampled_from([frozenset(LOCATIONS), frozenset(LOCATIONS), frozenset(LOCATIONS[:1])]),
    skills=st.sampled_from([_no_skills] * 4 + [frozenset(SKILLS[:1])]),
    needs_room=st.sampled_from([True, False]),
)
_wishes = st.builds(
    Wish,
    channel=st.sampled_from(["on_site", "on_site", "phone", "video"]),
    location_id=_places,
    needs=st.sampled_from([_no_skills] * 4 + [frozenset(SKILLS[1:2]), frozenset(SKILLS[2:])]),
)


@st.composite
def _group(draw: st.DrawFn, number: int, begin: Minutes) -> OpenGroup:
    start = begin + draw(st.integers(-60, 50 * 60))
    channel = draw(st.sampled_from(CHANNELS))
    return OpenGroup(
        start=start,
        end=start + 60,
        person_id=UUID(int=draw(st.integers(11, 14))),
        room_id=draw(st.sampled_from([None, UUID(int=101)])),
        location_id=draw(st.sampled_from(LOCATIONS)) if channel == "on_site" else None,
        channel=channel,
        seats_left=draw(st.integers(0, 3)),
        meeting_id=UUID(int=number),
    )


@st.composite
def questions(draw: st.DrawFn, odd_day: tuple[ZoneInfo, date] | None = None) -> Question:
    """About a window of up to two days, around this odd day or any."""
    zone, middle = odd_day or draw(st.sampled_from(DAYS))
    midnight = minute_before(datetime.combine(middle, time(), zone))
    # Few windows, so that the reference need not read the clock anew each time.
    begin = midnight + draw(st.sampled_from([-10 * 60, 100]))
    window = Span(begin, begin + draw(st.sampled_from([20 * 60, 48 * 60])))
    people, rooms, groups = draw(st.sampled_from(_NUMBERS))
    return Question(
        rules=draw(_rules),
        wish=draw(_wishes),
        people=[draw(_resource(number, middle, begin)) for number in range(11, 11 + people)],
        rooms=[draw(_resource(number, middle, begin)) for number in range(101, 101 + rooms)],
        groups=[draw(_group(number, begin)) for number in range(201, 201 + groups)],
        window=window,
        now=begin + draw(st.sampled_from([-24 * 60, -24 * 60, -60, 500])),
        zone=zone,
    )


def usual_question(odd_day: tuple[ZoneInfo, date]) -> Question:
    """Three days and nights in which two people and two rooms are there around the clock: surely there are slots."""
    zone, middle = odd_day
    begin = minute_before(datetime.combine(middle - timedelta(days=1), time(), zone))

    def resource(number: int, kind: Literal["person", "room"]) -> Resource:
        busy = [Span(start, start + 50) for start in range(begin + number, begin + 3 * DAY, 110)]
        return Resource(id=UUID(int=number), kind=kind, location_ids=frozenset(LOCATIONS), hours=_all_day, busy=busy)

    return Question(
        rules=ServiceRules(
            id=UUID(int=50),
            duration=30,
            step=15,
            channels=frozenset(CHANNELS),
            location_ids=frozenset(LOCATIONS),
            buffer_after=5,
            horizon_days=9,
            needs_room=True,
        ),
        wish=Wish("on_site"),
        people=[resource(11, "person"), resource(12, "person")],
        rooms=[resource(101, "room"), resource(144, "room")],
        groups=[],
        window=Span(begin, begin + 3 * DAY),
        now=begin - 60,
        zone=zone,
    )
