"""When somebody works: hours, breaks, exceptions and holidays, on days on which clocks may change."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.appointments.availability.model import DayException, Resource, Span, WeeklyHours, minute_before
from backend.appointments.availability.wall_clock import days
from backend.appointments.availability.working_time import working_time
from tests.backend.appointments.availability.office import (
    BERLIN,
    MARKET,
    MONDAY,
    STATION,
    at,
    clock,
    hours,
    person,
)

SPRING_FORWARD = date(2026, 3, 29)
FALL_BACK = date(2026, 10, 25)


def worked(resource: Resource, day: date = MONDAY, *, location: Any = MARKET) -> list[str]:
    """On one day: `["9:00-12:00"]`."""
    window = Span(at(day, "0:00"), at(day + timedelta(days=1), "0:00"))
    return [f"{clock(start)}-{clock(end)}" for start, end in working_time(resource, days(window, BERLIN), location)]


def minutes(resource: Resource, day: date) -> int:
    window = Span(at(day, "0:00"), at(day + timedelta(days=1), "0:00"))
    return sum(end - start for start, end in working_time(resource, days(window, BERLIN), MARKET))


def only(kind: Any, starts: time | None = None, ends: time | None = None, **details: Any) -> DayException:
    return DayException(MONDAY, MONDAY, kind, starts, ends, **details)


def test_hours_hold_on_their_weekday_only() -> None:
    mondays = person(hours=(WeeklyHours(1, time(9), time(12)),))

    assert worked(mondays) == ["9:00-12:00"]
    assert worked(mondays, MONDAY + timedelta(days=1)) == []


def test_breaks_are_taken_out() -> None:
    assert worked(person(hours=hours("9-17") + hours("12-13", kind="break"))) == ["9:00-12:00", "13:00-17:00"]


def test_hours_that_touch_or_overlap_are_one() -> None:
    assert worked(person(hours=hours("9-12") + hours("12-15") + hours("14-17"))) == ["9:00-17:00"]


def test_midnight_as_end_is_the_end_of_the_day() -> None:
    assert worked(person(hours=hours("22-0"))) == ["22:00-0:00"]
    assert minutes(person(hours=hours("0-0")), MONDAY) == 24 * 60


def test_a_night_shift_is_two_rules_and_one_span() -> None:
    window = Span(at(MONDAY, "12:00"), at(MONDAY + timedelta(days=1), "12:00"))
    spans = working_time(person(hours=hours("22-0") + hours("0-6")), days(window, BERLIN), MARKET)

    assert [f"{clock(start)}-{clock(end)}" for start, end in spans] == ["0:00-6:00", "22:00-6:00", "22:00-0:00"]


def test_leave_takes_whole_days_or_parts_of_them() -> None:
    assert worked(person(exceptions=(only("off"),))) == []
    assert worked(person(exceptions=(only("off", time(10), time(11)),))) == ["9:00-10:00", "11:00-12:00"]
    assert worked(person(exceptions=(only("off", time(10)),))) == ["9:00-10:00"]
    assert worked(person(exceptions=(only("off", None, time(10)),))) == ["10:00-12:00"]


def test_leave_lasts_from_its_first_to_its_last_day() -> None:
    week = DayException(MONDAY, MONDAY + timedelta(days=2), "off")
    away = person(exceptions=(week,))

    assert [bool(worked(away, MONDAY + timedelta(days=number))) for number in range(-1, 4)] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_extra_work_comes_on_top() -> None:
    assert worked(person(exceptions=(only("extra", time(14), time(16)),))) == ["9:00-12:00", "14:00-16:00"]


def test_extra_work_beats_breaks() -> None:
    with_break = hours("9-17") + hours("12-13", kind="break")

    assert worked(person(hours=with_break, exceptions=(only("extra", time(12), time(13)),))) == ["9:00-17:00"]


def test_extra_work_beats_a_public_holiday_and_being_off_beats_everything() -> None:
    unity_day = date(2026, 10, 3)
    extra = DayException(unity_day, unity_day, "extra", time(10), time(14))
    off = DayException(unity_day, unity_day, "off", time(12), time(13))

    assert worked(person(holidays_of="BE"), unity_day) == []
    assert worked(person(holidays_of="BE", exceptions=(extra,)), unity_day) == ["10:00-14:00"]
    assert worked(person(holidays_of="BE", exceptions=(extra, off)), unity_day) == ["10:00-12:00", "13:00-14:00"]


def test_rules_bound_to_a_place_hold_there() -> None:
    both = person(
        location_ids=frozenset({MARKET, STATION}),
        hours=hours("9-12", location_id=MARKET) + hours("13-17", location_id=STATION) + hours("18-19"),
        exceptions=(only("off", time(10), time(15), location_id=MARKET),),
    )

    assert worked(both, location=MARKET) == ["9:00-10:00", "18:00-19:00"]
    assert worked(both, location=STATION) == ["13:00-17:00", "18:00-19:00"]
    assert worked(both, location=None) == ["9:00-10:00", "13:00-17:00", "18:00-19:00"]


def test_nobody_works_where_they_do_not_belong() -> None:
    assert worked(person(), location=STATION) == []


def test_whoever_belongs_nowhere_works_by_the_rules_bound_to_no_place() -> None:
    nowhere = person(location_ids=frozenset(), hours=hours("9-12") + hours("13-17", location_id=MARKET))

    assert worked(nowhere, location=None) == ["9:00-12:00"]


@pytest.mark.parametrize("day", [SPRING_FORWARD, FALL_BACK])
def test_nine_to_five_is_nine_to_five_when_clocks_change(day: date) -> None:
    assert worked(person(hours=hours("9-17")), day) == ["9:00-17:00"]
    assert minutes(person(hours=hours("9-17")), day) == 8 * 60


def test_a_day_is_an_hour_shorter_in_spring_and_longer_in_autumn() -> None:
    assert minutes(person(hours=hours("0-0")), SPRING_FORWARD) == 23 * 60
    assert minutes(person(hours=hours("0-0")), FALL_BACK) == 25 * 60


@pytest.mark.parametrize(
    ("rule", "spans", "length"),
    [
        ("1:30-3:30", ["1:30-3:30"], 60),
        ("2:15-4", ["3:15-4:00"], 45),  # A quarter past two is never shown.
        ("1-2:30", ["1:00-3:30"], 90),
        ("2-3", [], 0),
        ("2:30-3:15", [], 0),  # Would begin after it ends.
    ],
)
def test_times_that_are_skipped_move_on_by_an_hour(rule: str, spans: list[str], length: int) -> None:
    assert worked(person(hours=hours(rule)), SPRING_FORWARD) == spans
    assert minutes(person(hours=hours(rule)), SPRING_FORWARD) == length


@pytest.mark.parametrize(
    ("rule", "length"),
    [
        ("1:30-3:30", 180),
        ("2:15-4", 165),  # From the first quarter past two,
        ("1-2:30", 150),  # to the last half past two.
        ("2-3", 120),
    ],
)
def test_times_that_are_shown_twice_start_at_the_first_and_end_at_the_last(rule: str, length: int) -> None:
    assert minutes(person(hours=hours(rule)), FALL_BACK) == length


@pytest.mark.parametrize(
    ("rule", "around"),
    [("2-3", ["0:00-2:00", "3:00-6:00"]), ("2:30-2:45", ["0:00-2:30", "2:45-6:00"])],
)
def test_a_break_in_the_hour_that_comes_twice_lasts_to_its_second_end(rule: str, around: list[str]) -> None:
    """A quarter of an hour by the clock is five, then: from the first half past two to the second quarter to three."""
    with_break = person(hours=hours("0-6") + hours(rule, kind="break"))

    assert worked(with_break, FALL_BACK) == around
    assert minutes(with_break, FALL_BACK) == 7 * 60 - minutes(person(hours=hours(rule)), FALL_BACK)


def test_a_day_begins_at_its_first_midnight_where_midnight_comes_twice() -> None:
    havana = ZoneInfo("America/Havana")
    noon = minute_before(datetime(2026, 11, 1, 12, tzinfo=havana))
    yesterday, today = days(Span(noon - 24 * 60, noon), havana)

    assert yesterday.ends == today.starts == minute_before(datetime(2026, 11, 1, tzinfo=havana))
    assert today.ends - today.starts == 25 * 60


@pytest.mark.parametrize(("starts", "ends"), [(time(17), time(9)), (time(9), time(9))])
def test_hours_end_after_they_start(starts: time, ends: time) -> None:
    with pytest.raises(ValueError, match="hours from"):
        WeeklyHours(1, starts, ends)
    with pytest.raises(ValueError, match="from 2026-02-09"):
        DayException(MONDAY, MONDAY, "off", starts, ends)


def test_an_exception_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="to 2026-02-08"):
        DayException(MONDAY, MONDAY - timedelta(days=1), "off")
