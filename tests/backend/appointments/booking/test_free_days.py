"""The days of a month on which something is free, and the times of one day: what the month grid shows, and leads to."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from backend.appointments.availability.model import Wish
from backend.appointments.booking import queries
from backend.appointments.booking.queries import ANY_TIME, Suitable
from backend.appointments.booking.schemas import FreeDays, FreeTimes
from backend.core.database import SYSTEM, transaction
from backend.core.errors import NotFound
from backend.core.ids import new_id
from tests.backend.appointments.booking.office import MONDAY, NOW, ZONE, Office, at, insert, rows

# From nine to five, half an hour each.
_A_DAY = 16


async def _month(
    office: Office, month: date, *, now: datetime = NOW, suitable: Suitable = ANY_TIME
) -> tuple[FreeDays, dict[date, int]]:
    async with transaction(SYSTEM):
        found = await queries.free_days(
            service_id=office.service_id, wish=Wish("phone"), month=month, now=now, zone=ZONE, suitable=suitable
        )
    return found, {each.day: each.times for each in found.days}


async def _day(office: Office, day: date, *, now: datetime = NOW, start: datetime = NOW, most: int = 100) -> FreeTimes:
    async with transaction(SYSTEM):
        return await queries.free_times(
            service_id=office.service_id, wish=Wish("phone"), start=start, most=most, now=now, zone=ZONE, day=day
        )


async def test_working_days_to_come_have_free_times_and_others_have_none(office: Office) -> None:
    await office.book(at(9))
    found, times = await _month(office, date(2026, 11, 30))
    assert times == {MONDAY: _A_DAY - 1, **{date(2026, 11, day): _A_DAY for day in (24, 25, 26, 27, 30)}}
    assert list(times) == sorted(times)
    assert (found.month, found.today, found.zone) == (date(2026, 11, 1), NOW.date(), "Europe/Berlin")
    assert found.last_day == NOW.date() + timedelta(days=60)


async def test_nothing_is_free_before_today_and_after_the_horizon(office: Office) -> None:
    await rows("update service set horizon_days = 20")
    assert (await _month(office, date(2026, 10, 1)))[1] == {}
    found, times = await _month(office, date(2026, 12, 31))
    assert max(times) == date(2026, 12, 11)
    assert found.last_day == date(2026, 12, 12)
    assert (await _month(office, date(2027, 1, 1)))[1] == {}


async def test_only_what_suits_is_counted(office: Office) -> None:
    tuesday_mornings = Suitable(weekdays=frozenset({2}), parts=frozenset({"morning"}))
    _, times = await _month(office, date(2026, 12, 1), suitable=tuesday_mornings)
    assert times == {date(2026, 12, day): 6 for day in (1, 8, 15, 22, 29)}


async def test_a_day_is_that_of_the_wall_clock_also_when_the_clock_is_put_back(office: Office) -> None:
    """On 25 October 2026 it is half past two twice, and the day has 25 hours; after midnight it is yesterday in UTC."""
    await rows("update service set step = 60")
    await insert("weekly_hours", resource_id=office.person_id, weekday=7, opens=0, closes=24 * 60)
    now = datetime(2026, 10, 20, 6, 0, tzinfo=UTC)
    _, times = await _month(office, date(2026, 10, 1), now=now)
    assert times[date(2026, 10, 25)] == 25
    listed = (await _day(office, date(2026, 10, 25), now=now, start=now)).times
    clocks = Counter(time.starts_at.astimezone(ZONE).strftime("%d. %H:%M") for time in listed)
    assert clocks == {f"25. {hour:02}:00": 2 if hour == 2 else 1 for hour in range(24)}
    assert {time.starts_at.date() for time in listed} == {date(2026, 10, 24), date(2026, 10, 25)}


async def test_the_list_of_a_day_has_what_was_counted(office: Office) -> None:
    await office.book(at(12))
    _, times = await _month(office, MONDAY)
    for day in (MONDAY, MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)):
        listed = await _day(office, day)
        assert {time.starts_at.astimezone(ZONE).date() for time in listed.times} <= {day}
        assert len(listed.times) == times.get(day, 0)
        assert listed.more_from is None


async def test_asking_on_stays_within_the_day(office: Office) -> None:
    first = await _day(office, MONDAY, most=10)
    assert first.more_from == at(14)
    rest = await _day(office, MONDAY, start=first.more_from)
    assert len(first.times) + len(rest.times) == _A_DAY
    assert rest.more_from is None


@pytest.mark.parametrize("day", [NOW.date() - timedelta(days=1), date(2027, 6, 1)])
async def test_a_day_that_cannot_be_booked_is_empty(office: Office, day: date) -> None:
    assert await _day(office, day) == FreeTimes([], None, "Europe/Berlin")


async def test_the_twenty_ninth_of_february_is_a_day_like_others(office: Office) -> None:
    now = datetime(2028, 2, 20, 9, 0, tzinfo=UTC)
    _, times = await _month(office, date(2028, 2, 1), now=now)
    assert times[date(2028, 2, 29)] == _A_DAY
    assert len((await _day(office, date(2028, 2, 29), now=now, start=now)).times) == _A_DAY


async def test_a_service_that_is_not_offered_has_no_days(office: Office) -> None:
    office.service_id = new_id()
    with pytest.raises(NotFound):
        await _month(office, MONDAY)
