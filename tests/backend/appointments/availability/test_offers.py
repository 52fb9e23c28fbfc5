"""Which of the free slots customers are shown, and which instead when one has gone."""

from typing import Any
from uuid import UUID

from backend.appointments.availability.free_slots import nearest, offers
from backend.appointments.availability.model import OpenGroup, Resource, Slot
from tests.backend.appointments.availability.office import (
    BERLIN,
    MARKET,
    MONDAY,
    STATION,
    at,
    clocks,
    find,
    hours,
    person,
    span,
)


def offered(*people: Resource, **details: Any) -> list[Slot]:
    return offers(find(*people, **details), people, zone=BERLIN)


def test_each_time_is_offered_once_however_many_people_are_free() -> None:
    assert clocks(offered(person(11), person(12), person(13))) == ["9:00", "10:00", "11:00"]


def test_whoever_has_the_least_to_do_that_day_is_offered() -> None:
    much = person(11, busy=[span(MONDAY, "13:00", "16:00")])
    little = person(12, busy=[span(MONDAY, "13:00", "14:00")])

    assert {slot.person_id for slot in offered(much, little)} == {little.id}


def test_what_somebody_has_to_do_on_other_days_does_not_count() -> None:
    tomorrow = MONDAY.replace(day=MONDAY.day + 1)
    today_little = person(11, busy=[span(MONDAY, "13:00", "14:00"), span(tomorrow, "13:00", "18:00")])
    today_much = person(12, busy=[span(MONDAY, "13:00", "15:00")])

    assert [slot.person_id.int for slot in offered(today_little, today_much, days=2)] == [11, 11, 11, 12, 12, 12]


def test_what_overlaps_makes_nobody_busy_twice() -> None:
    twice = person(12, busy=[span(MONDAY, "13:00", "14:00"), span(MONDAY, "13:00", "14:00")])
    longer = person(11, busy=[span(MONDAY, "13:00", "14:30")])

    assert {slot.person_id for slot in offered(twice, longer)} == {twice.id}


def test_among_equals_it_is_always_the_same() -> None:
    assert {slot.person_id.int for slot in offered(person(12), person(11))} == {11}


def test_seats_in_a_planned_group_come_first() -> None:
    start = at(MONDAY, "10:00")
    group = OpenGroup(start, start + 60, UUID(int=99), None, MARKET, "on_site", 2, UUID(int=201))

    assert [slot.meeting_id for slot in offered(person(), groups=(group,), capacity=8)] == [
        None,
        group.meeting_id,
        None,
    ]


def test_the_same_time_at_two_places_is_two_offers() -> None:
    both = person(location_ids=frozenset({MARKET, STATION}), hours=hours("9-10"))

    assert [slot.location_id for slot in offered(both)] == [MARKET, STATION]


def test_nothing_free_is_nothing_to_offer() -> None:
    assert offered() == []


def test_the_nearest_are_read_in_the_order_of_time() -> None:
    slots = find(person(hours=hours("8-16")))

    assert clocks(nearest(slots, at(MONDAY, "10:50"), 3)) == ["10:00", "11:00", "12:00"]


def test_of_two_that_are_as_near_the_earlier_is_taken() -> None:
    gone = person(hours=hours("8-13"), busy=[span(MONDAY, "10:00", "11:00")])

    assert clocks(nearest(find(gone), at(MONDAY, "10:00"), 1)) == ["9:00"]


def test_the_order_in_which_slots_are_given_does_not_matter() -> None:
    slots = find(person(hours=hours("8-13"), busy=[span(MONDAY, "10:00", "11:00")]))

    assert clocks(nearest(reversed(slots), at(MONDAY, "10:00"), 1)) == ["9:00"]
    assert offers(reversed(slots), [], zone=BERLIN) == slots


def test_there_may_be_fewer_than_asked_for() -> None:
    assert clocks(nearest(find(person()), at(MONDAY, "9:00"), 10)) == ["9:00", "10:00", "11:00"]
