"""What can be booked, in examples that a reader can check in the head."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.appointments.availability.model import (
    DayException,
    OpenGroup,
    Wish,
    minute_after,
    minute_before,
)
from tests.backend.appointments.availability.office import (
    MARKET,
    MONDAY,
    STATION,
    at,
    clocks,
    find,
    hours,
    person,
    room,
    span,
)

SPRING_FORWARD = date(2026, 3, 29)
FALL_BACK = date(2026, 10, 25)


def test_a_meeting_ends_when_work_ends_at_the_latest() -> None:
    assert clocks(find(person())) == ["9:00", "10:00", "11:00"]
    assert clocks(find(person(), duration=90)) == ["9:00", "10:00"]


def test_starts_follow_each_other_in_steps() -> None:
    assert clocks(find(person(), step=45)) == ["9:00", "9:45", "10:30"]


def test_the_grid_begins_anew_after_a_break() -> None:
    breaks = hours("10-10:20", kind="break")

    assert clocks(find(person(hours=hours("9-12") + breaks), duration=30, step=30)) == [
        "9:00",
        "9:30",
        "10:20",
        "10:50",
        "11:20",
    ]


def test_a_booked_meeting_does_not_move_the_grid() -> None:
    busy = [span(MONDAY, "9:00", "9:40")]

    assert clocks(find(person(busy=busy), duration=30, step=30)) == ["10:00", "10:30", "11:00", "11:30"]


def test_meetings_may_follow_each_other_without_a_pause() -> None:
    assert clocks(find(person(busy=[span(MONDAY, "10:00", "11:00")]))) == ["9:00", "11:00"]


def test_buffers_may_not_reach_into_busy_time() -> None:
    busy = [span(MONDAY, "10:00", "10:30")]

    assert clocks(find(person(busy=busy), duration=30, step=15, buffer_before=15)) == [
        "9:00",
        "9:15",
        "9:30",
        "10:45",
        "11:00",
        "11:15",
        "11:30",
    ]
    assert clocks(find(person(busy=busy), duration=30, step=15, buffer_after=15)) == [
        "9:00",
        "9:15",
        "10:30",
        "10:45",
        "11:00",
        "11:15",
        "11:30",
    ]


def test_buffers_may_lie_outside_the_working_hours() -> None:
    assert clocks(find(person(), buffer_before=30, buffer_after=30)) == ["9:00", "10:00", "11:00"]


def test_nothing_is_offered_that_has_begun_or_is_too_soon() -> None:
    now = at(MONDAY, "10:00")

    assert clocks(find(person(), now=now)) == ["10:00", "11:00"]
    assert clocks(find(person(), now=now + 1)) == ["11:00"]
    assert clocks(find(person(), now=now, lead=60)) == ["11:00"]
    assert clocks(find(person(), now=now, lead=61)) == []


def test_the_horizon_counts_days_and_not_hours() -> None:
    evening = at(date(2026, 2, 7), "23:00")

    assert clocks(find(person(), now=evening, horizon_days=2)) == ["9:00", "10:00", "11:00"]
    assert find(person(), now=evening, horizon_days=1) == []


def test_on_leave_nobody_can_be_met() -> None:
    leave = DayException(MONDAY, MONDAY, kind="off")

    assert {slot.person_id.int for slot in find(person(11, exceptions=(leave,)), person(12))} == {12}


def test_on_a_public_holiday_nobody_can_be_met_where_it_is_kept() -> None:
    epiphany = date(2026, 1, 6)

    slots = find(person(11, holidays_of="BY"), person(12, holidays_of="NW"), person(13), day=epiphany)

    assert {slot.person_id.int for slot in slots} == {12, 13}


@pytest.mark.parametrize("day", [SPRING_FORWARD, FALL_BACK])
def test_nine_to_twelve_is_nine_to_twelve_on_the_days_when_clocks_change(day: date) -> None:
    assert clocks(find(person(), day=day)) == ["9:00", "10:00", "11:00"]


def test_clocks_put_forward_leave_out_an_hour_of_a_night_shift() -> None:
    slots = find(person(hours=hours("0-6")), day=SPRING_FORWARD)

    assert clocks(slots) == ["0:00", "1:00", "3:00", "4:00", "5:00"]
    assert {slot.end - slot.start for slot in slots} == {60}


def test_clocks_put_back_give_an_hour_twice() -> None:
    slots = find(person(hours=hours("0-6")), day=FALL_BACK)

    assert clocks(slots) == ["0:00", "1:00", "2:00", "2:00", "3:00", "4:00", "5:00"]
    assert len({slot.start for slot in slots}) == 7


def test_the_29th_of_february_is_a_day_like_any_other() -> None:
    assert clocks(find(person(), day=date(2028, 2, 28), days=3)) == ["9:00", "10:00", "11:00"] * 3


def test_a_meeting_may_last_past_midnight_and_into_the_new_year() -> None:
    new_years_eve = date(2026, 12, 31)
    nights = hours("22-0") + hours("0-2")

    assert clocks(find(person(hours=nights), day=new_years_eve, duration=90)) == ["0:00", "22:00", "23:00"]


def test_a_room_must_be_free_at_the_same_place() -> None:
    elsewhere = room(101, location_ids=frozenset({STATION}))
    closed_at_nine = room(102, hours=hours("10-12"))
    taken_at_ten = room(103, busy=[span(MONDAY, "10:00", "11:00")], hours=hours("0-11"))

    slots = find(person(), rooms=(elsewhere, closed_at_nine, taken_at_ten), needs_room=True)

    assert [(clock, slot.room_id) for clock, slot in zip(clocks(slots), slots, strict=True)] == [
        ("9:00", UUID(int=103)),
        ("10:00", UUID(int=102)),
        ("11:00", UUID(int=102)),
    ]


def test_a_slot_names_one_room_however_many_are_free() -> None:
    rooms = (room(101), room(102, hours=hours("9-10")), room(103))

    slots = find(person(), rooms=rooms, needs_room=True)

    assert clocks(slots) == ["9:00", "10:00", "11:00"]
    assert {slot.room_id for slot in slots} == {UUID(int=101)}


def test_buffers_keep_the_room_free_as_well() -> None:
    taken = room(busy=[span(MONDAY, "10:30", "10:45")])

    assert clocks(find(person(), rooms=(taken,), needs_room=True, buffer_after=31)) == ["11:00"]


def test_without_a_room_there_is_no_meeting_that_needs_one() -> None:
    assert find(person(), needs_room=True) == []


def test_a_room_is_needed_on_site_only() -> None:
    slots = find(person(), wish=Wish("phone"), needs_room=True)

    assert clocks(slots) == ["9:00", "10:00", "11:00"]
    assert {(slot.room_id, slot.location_id) for slot in slots} == {(None, None)}


def test_the_room_with_the_induction_loop_is_kept_for_whoever_needs_it() -> None:
    rooms = (room(101, skills=frozenset({"induction-loop"})), room(102), room(103))

    def taken(*needs: str) -> set[UUID | None]:
        wish = Wish("on_site", needs=frozenset(needs))
        return {slot.room_id for slot in find(person(), rooms=rooms, wish=wish, needs_room=True)}

    assert taken() == {UUID(int=102)}
    assert taken("induction-loop") == {UUID(int=101)}


def test_slots_stand_in_the_order_of_time_then_place_then_person() -> None:
    both = frozenset({MARKET, STATION})

    slots = find(person(12, location_ids=both), person(11, location_ids=both), duration=90, step=90)

    assert [(slot.location_id, slot.person_id.int) for slot in slots] == 2 * [
        (MARKET, 11),
        (MARKET, 12),
        (STATION, 11),
        (STATION, 12),
    ]
    assert clocks(slots) == 4 * ["9:00"] + 4 * ["10:30"]


def test_a_person_needs_every_skill_of_the_service() -> None:
    able = person(12, skills=frozenset({"tax", "debt", "signing"}))
    half = person(11, skills=frozenset({"tax"}))

    assert {slot.person_id.int for slot in find(half, able, skills=frozenset({"tax", "debt"}))} == {12}


def test_what_a_customer_needs_is_met_by_the_person_or_not_at_all() -> None:
    wish = Wish("phone", needs=frozenset({"sign-language"}))

    assert {slot.person_id.int for slot in find(person(11), person(12, skills=wish.needs), wish=wish)} == {12}


def test_a_service_that_is_not_given_on_the_phone_has_no_slots_there() -> None:
    assert find(person(), wish=Wish("phone"), channels=frozenset({"on_site"})) == []


def test_a_customer_may_want_one_location() -> None:
    both = person(location_ids=frozenset({MARKET, STATION}))

    assert [slot.location_id for slot in find(both, duration=180)] == [MARKET, STATION]
    assert [slot.location_id for slot in find(both, duration=180, wish=Wish("on_site", STATION))] == [STATION]
    assert find(both, wish=Wish("on_site", STATION), location_ids=frozenset({MARKET})) == []


def test_the_location_does_not_count_on_the_phone() -> None:
    assert clocks(find(person(), wish=Wish("phone", STATION))) == ["9:00", "10:00", "11:00"]


def group(clock: str, *, seats_left: int = 2, number: int = 201) -> OpenGroup:
    start = at(MONDAY, clock)
    return OpenGroup(start, start + 60, UUID(int=11), None, MARKET, "on_site", seats_left, UUID(int=number))


def test_a_new_group_meeting_has_all_seats_and_a_planned_one_what_is_left() -> None:
    busy = [span(MONDAY, "10:00", "11:00")]

    slots = find(person(busy=busy), groups=(group("10:00"),), capacity=8)

    assert [(slot.seats_left, slot.meeting_id) for slot in slots] == [(8, None), (2, UUID(int=201)), (8, None)]
    assert clocks(slots) == ["9:00", "10:00", "11:00"]


def test_a_full_group_meeting_is_not_offered() -> None:
    assert find(groups=(group("10:00", seats_left=0),)) == []


def test_a_planned_group_meeting_stands_whatever_the_hours_are_now() -> None:
    assert clocks(find(person(hours=()), groups=(group("20:00"),))) == ["20:00"]


def test_a_group_meeting_belongs_to_the_window_in_which_it_starts() -> None:
    midnight = group("0:00")
    yesterday = MONDAY - timedelta(days=1)

    assert clocks(find(groups=(midnight,))) == ["0:00"]
    assert find(groups=(midnight,), day=yesterday) == []


def test_a_group_meeting_that_has_begun_or_is_too_far_off_is_not_offered() -> None:
    assert find(groups=(group("10:00"),), now=at(MONDAY, "10:01")) == []
    assert find(groups=(group("10:00"),), now=at(MONDAY, "9:30"), lead=31) == []
    assert find(groups=(group("10:00"),), now=at(MONDAY - timedelta(days=3), "10:00"), horizon_days=2) == []


def test_a_group_meeting_of_another_channel_or_place_is_not_offered() -> None:
    assert find(groups=(group("10:00"),), wish=Wish("phone")) == []
    assert find(groups=(group("10:00"),), wish=Wish("on_site", STATION)) == []


def test_whoever_needs_something_is_offered_groups_in_which_it_is_met() -> None:
    wish = Wish("on_site", needs=frozenset({"sign-language"}))

    assert find(person(hours=()), groups=(group("10:00"),), wish=wish) == []
    assert clocks(find(person(hours=(), skills=wish.needs), groups=(group("10:00"),), wish=wish)) == ["10:00"]


def test_a_window_that_is_past_or_beyond_the_horizon_holds_nothing() -> None:
    assert find(person(), now=at(date(2026, 2, 10), "0:00")) == []
    assert find(person(), now=at(date(2025, 2, 10), "0:00"), horizon_days=30) == []


def test_now_is_counted_so_that_what_has_begun_is_past() -> None:
    moment = datetime(2026, 2, 9, 8, 0, 1, tzinfo=UTC)

    assert minute_after(moment) == minute_before(moment) + 1 == at(MONDAY, "9:01")
    assert minute_after(moment.replace(second=0)) == minute_before(moment) == at(MONDAY, "9:00")


@pytest.mark.parametrize("wrong", [{"duration": 0}, {"step": 0}])
def test_meetings_and_steps_have_a_length(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="meetings of"):
        find(person(), **wrong)
