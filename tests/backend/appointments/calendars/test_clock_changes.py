"""A time in a document is the moment that was meant, also when clocks are changed, and also for a program that knows
nothing of time zones but what the document says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from backend.appointments.calendars.clock_changes import YearlyDay, observances
from backend.appointments.calendars.ics import feed, file
from tests.backend.appointments.calendars.entries import BERLIN, at, events, only_event

HALF_HOURS = [
    datetime(2026, month, day, tzinfo=UTC) + timedelta(minutes=30 * number)
    for month, day in ((3, 29), (10, 25))
    for number in range(-6, 54)
]
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Africa/Casablanca",  # Other days each year, and summer time is the rule.
    "Australia/Lord_Howe",  # Half an hour.
    "Europe/Dublin",
    "Asia/Tokyo",  # None at all.
]


def wall(year: int, month: int, day: int, hour: int) -> datetime:
    """What a clock shows, whatever its zone."""
    return datetime(year, month, day, hour, tzinfo=UTC).replace(tzinfo=None)


def by_the_document_alone(document: bytes) -> datetime:
    """The beginning, worked out without knowing any zone by its name."""
    event = only_event(document)
    start: datetime = event.start
    if "TZID" not in event["DTSTART"].params:
        return start.astimezone(UTC)
    [zone] = Calendar.from_ical(document).timezones
    return start.replace(tzinfo=zone.to_tz(lookup_tzid=False)).astimezone(UTC)


def test_half_hours_of_both_days() -> None:
    for moment in HALF_HOURS:
        document = file(at(moment), BERLIN)
        event = only_event(document)
        assert event.start.astimezone(UTC) == moment
        assert event.end.astimezone(UTC) == moment + timedelta(minutes=30)
        assert by_the_document_alone(document) == moment


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 1_199_000_000).map(lambda seconds: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)),
    st.sampled_from(ZONES),
)
def test_any_moment_in_any_zone(moment: datetime, name: str) -> None:
    document = file(at(moment), ZoneInfo(name))
    assert only_event(document).start.astimezone(UTC) == moment
    assert by_the_document_alone(document) == moment


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    """RFC 5545, 3.3.5: 2:00 alone would be the first one."""
    first, second = datetime(2026, 10, 25, 0, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
    assert b"DTSTART;TZID=Europe/Berlin:20261025T020000\r\n" in file(at(first), BERLIN)
    assert b"DTSTART:20261025T010000Z\r\n" in file(at(second), BERLIN)


def test_one_zone_serves_all_years_of_a_feed() -> None:
    moments = [datetime(year, month, 15, 9, 0, tzinfo=UTC) for year in (2024, 2026, 2029) for month in (1, 7)]
    document = feed([at(moment, uid=str(moment)) for moment in moments], "Termine", BERLIN)
    [zone] = Calendar.from_ical(document).timezones
    alone = zone.to_tz(lookup_tzid=False)
    assert [event.start.replace(tzinfo=alone).astimezone(UTC) for event in events(document)] == moments


def test_a_rule_is_said_as_one() -> None:
    """Some programs read no list of days, and all read this."""
    daylight, standard = sorted(observances(BERLIN, 2026, 2026), key=lambda observance: observance.onsets)
    assert (daylight.yearly, daylight.onsets[-1]) == (YearlyDay("SU", -1, 3), wall(2026, 3, 29, 2))
    assert (standard.yearly, standard.onsets[-1]) == (YearlyDay("SU", -1, 10), wall(2026, 10, 25, 3))
    second_sunday, first_sunday = sorted(observances(ZoneInfo("America/New_York"), 2026, 2030), key=lambda o: o.onsets)
    assert second_sunday.yearly == YearlyDay("SU", 2, 3)
    assert first_sunday.yearly == YearlyDay("SU", 1, 11)


def test_without_a_rule_the_days_are_listed() -> None:
    assert all(observance.yearly is None for observance in observances(ZoneInfo("Africa/Casablanca"), 2026, 2028))
    assert b"RDATE:20260322T020000" in file(at(HALF_HOURS[0]), ZoneInfo("Africa/Casablanca"))


def test_a_year_that_begins_with_what_was_set_long_before() -> None:
    """Moscow kept summer time from March 2011 to October 2014."""
    for month, hours in ((5, 4), (12, 3)):
        moment = datetime(2014, month, 5, 6, 0, tzinfo=UTC)
        document = file(at(moment), ZoneInfo("Europe/Moscow"))
        assert f"DTSTART;TZID=Europe/Moscow:2014{month:02}05T{6 + hours:02}0000".encode() in document
        assert by_the_document_alone(document) == moment


def test_a_zone_that_gave_summer_time_up() -> None:
    """Moscow has been in summer time since 2011, and in winter time since October 2014."""
    [winter] = [o for o in observances(ZoneInfo("Europe/Moscow"), 2015, 2016) if not o.daylight]
    assert winter.offset_to == timedelta(hours=3)
    assert winter.yearly is None
