"""Times that suit: by weekday, part of the day and need, however far away, and near to one that has gone."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from backend.appointments.availability.model import Wish
from backend.appointments.booking import queries
from backend.appointments.booking.queries import NEAREST, Suitable, part_of_day
from backend.appointments.booking.schemas import FreeTimes, PartOfDay
from backend.core.database import SYSTEM, transaction
from tests.backend.appointments.booking.office import MONDAY, NOW, ZONE, Office, at, insert, rows


async def _find(
    office: Office, *, suitable: Suitable = queries.ANY_TIME, wish: Wish | None = None, start: datetime = NOW
) -> FreeTimes:
    async with transaction(SYSTEM):
        return await queries.free_times(
            service_id=office.service_id,
            wish=wish or Wish("phone"),
            start=start,
            most=100,
            now=NOW,
            zone=ZONE,
            suitable=suitable,
        )


def _here(found: FreeTimes) -> list[datetime]:
    return [time.starts_at.astimezone(ZONE) for time in found.times]


async def _open_place(office: Office, name: str, **facts: bool) -> UUID:
    """A location at which the service is to be had, and its adviser is."""
    location_id = await insert(
        "location", name_de=name, name_en=name, street="Markt 1", postal_code="00000", city="Lindental", **facts
    )
    await insert("service_location", service_id=office.service_id, location_id=location_id)
    await insert("resource_location", resource_id=office.person_id, location_id=location_id)
    await rows("update service set channels = {}", ["on_site", "phone"])
    return location_id


async def test_only_the_weekdays_that_suit(office: Office) -> None:
    found = await _find(office, suitable=Suitable(weekdays=frozenset({2, 4})))
    assert {start.isoweekday() for start in _here(found)} == {2, 4}


@pytest.mark.parametrize(
    ("hour", "part"), [(0, "morning"), (11, "morning"), (12, "afternoon"), (16, "afternoon"), (17, "evening")]
)
def test_each_hour_belongs_to_one_part_of_the_day(hour: int, part: PartOfDay) -> None:
    assert part_of_day(hour) == part


async def test_only_the_part_of_the_day_that_suits_on_both_sides_of_the_change_of_clocks(office: Office) -> None:
    """In October 2026 the clocks are put back on Sunday the 25th: twelve stays twelve."""
    before = datetime(2026, 10, 21, tzinfo=ZONE)
    async with transaction(SYSTEM):
        found = await queries.free_times(
            service_id=office.service_id,
            wish=Wish("phone"),
            start=before,
            most=100,
            now=before,
            zone=ZONE,
            suitable=Suitable(parts=frozenset({"afternoon"})),
        )
    hours = {(start.date() > date(2026, 10, 25), start.hour) for start in _here(found)}
    assert hours == {(winter, hour) for winter in (False, True) for hour in range(12, 17)}


async def test_it_is_looked_for_as_far_ahead_as_needed(office: Office) -> None:
    """Who is on leave for six weeks is offered on the first day after them, not as "nothing free"."""
    back = MONDAY + timedelta(days=42)
    await insert(
        "hours_exception",
        resource_id=office.person_id,
        kind="off",
        first_day=NOW.date(),
        last_day=back - timedelta(days=1),
    )
    found = await _find(office)
    assert _here(found)[0] == at(9, day=back)


async def test_nothing_up_to_the_horizon_has_an_end(office: Office) -> None:
    await rows("delete from weekly_hours")
    found = await _find(office)
    assert (found.times, found.more_from) == ([], None)


async def test_asking_on_leads_to_the_last_day_of_the_horizon_once(office: Office) -> None:
    await rows("update service set horizon_days = 20")
    starts: list[datetime] = []
    start: datetime | None = NOW
    while start:
        found = await _find(office, start=start)
        starts += _here(found)
        start = found.more_from
    assert len(starts) == len(set(starts))
    assert starts[-1] == at(16, 30, day=date(2026, 12, 11))


async def test_what_the_place_offers_meets_a_need_there_and_only_there(office: Office) -> None:
    stepless = await _open_place(office, "Markt", step_free=True, induction_loop=True)
    await _open_place(office, "Turm", step_free=False)
    found = await _find(office, wish=Wish("on_site", needs=frozenset({"step-free", "induction-loop"})))
    assert {time.location_id for time in found.times} == {stepless}


async def test_on_the_phone_there_are_no_steps(office: Office) -> None:
    found = await _find(office, wish=Wish("phone", needs=frozenset({"step-free"})))
    assert _here(found)[0] == at(9)


async def test_a_need_that_only_a_person_meets_is_not_met_by_the_place(office: Office) -> None:
    await _open_place(office, "Markt", step_free=True)
    signing = Wish("on_site", needs=frozenset({"step-free", "sign-language"}))
    assert (await _find(office, wish=signing)).times == []
    await rows("update resource set skills = {}", ["sign-language"])
    assert (await _find(office, wish=signing)).times


async def test_near_to_a_time_that_has_gone(office: Office) -> None:
    await office.book(at(12))
    async with transaction(SYSTEM):
        found = await queries.nearest_times(
            service_id=office.service_id, wish=Wish("phone"), wanted=at(12), now=NOW, zone=ZONE
        )
    starts = _here(found)
    assert len(starts) == NEAREST
    assert starts == sorted(starts)
    assert starts[0] == at(10)
    assert at(12) not in starts
