"""The fast computation answers what the slow and obvious one answers, and what must hold whatever is asked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from backend.appointments.availability.free_slots import free_slots, offers
from backend.appointments.availability.model import Resource, Slot, Span
from tests.backend.appointments.availability.reference import reference_slots, wall
from tests.backend.appointments.availability.strategies import DAYS, Question, questions, usual_question

slow = settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
quick = settings(slow, max_examples=20)


def slots_of(question: Question, **changes: Any) -> list[Slot]:
    changed = replace(question, **changes)
    return free_slots(*_asked(changed), **_when(changed))


def _asked(question: Question) -> tuple[Any, ...]:
    return question.rules, question.wish, question.people, question.rooms, question.groups


def _when(question: Question) -> dict[str, Any]:
    return {"window": question.window, "now": question.now, "zone": question.zone}


def _on_site(question: Question, *, needs_room: bool = False) -> Question:
    """Where there is more to decide."""
    rules = replace(question.rules, needs_room=needs_room)
    return replace(question, rules=rules, wish=replace(question.wish, channel="on_site"))


@pytest.mark.parametrize("in_rooms", [False, True])
@pytest.mark.parametrize("odd_day", DAYS, ids=lambda odd_day: f"{odd_day[0]} {odd_day[1]}")
def test_it_answers_what_the_reference_answers(odd_day: tuple[ZoneInfo, date], *, in_rooms: bool) -> None:
    @given(question=questions(odd_day))
    @settings(slow, max_examples=9)
    def check(question: Question) -> None:
        asked = _on_site(question, needs_room=True) if in_rooms else question
        found = slots_of(asked)
        assert found == reference_slots(*_asked(asked), **_when(asked))
        assume(found)  # Two empty answers are the same, too, but do not count as one of the examples.

    check()


@pytest.mark.parametrize("odd_day", DAYS, ids=lambda odd_day: f"{odd_day[0]} {odd_day[1]}")
def test_it_does_so_before_and_after_clocks_change(odd_day: tuple[ZoneInfo, date]) -> None:
    question = usual_question(odd_day)
    zone, day = odd_day

    found = slots_of(question)

    assert found == reference_slots(*_asked(question), **_when(question))
    assert {wall(slot.start, zone).date() for slot in found} == {day + timedelta(days=number) for number in (-1, 0, 1)}
    assert {slot.room_id for slot in found} == {room.id for room in question.rooms}


@given(question=questions(), cut=st.integers(1, 20 * 60 - 1))
@quick
def test_the_window_moves_no_slot(question: Question, cut: int) -> None:
    start, end = question.window
    halves = Span(start, start + cut), Span(start + cut, end)

    assert [slot for half in halves for slot in slots_of(question, window=half)] == slots_of(question)


@given(question=questions(), data=st.data())
@quick
def test_booking_a_slot_takes_exactly_what_overlaps_with_it(question: Question, data: st.DataObject) -> None:
    question = replace(_on_site(question), groups=[])
    before = slots_of(question)
    assume(before)
    booked = data.draw(st.sampled_from(before))
    rules = question.rules

    def blocked(slot: Slot) -> Span:
        return Span(slot.start - rules.buffer_before, slot.end + rules.buffer_after)

    def is_gone(slot: Slot) -> bool:
        # Buffers may not reach into each other's meeting, nor into each other.
        (start, end), (taken_from, taken_to) = blocked(slot), blocked(booked)
        return slot.person_id == booked.person_id and start < taken_to and taken_from < end

    people = [
        _busy_with(person, blocked(booked)) if person.id == booked.person_id else person for person in question.people
    ]
    assert slots_of(question, people=people) == [slot for slot in before if not is_gone(slot)]


def _busy_with(resource: Resource, *spans: Span) -> Resource:
    return replace(resource, busy=[*spans, *resource.busy])


@given(question=questions())
@quick
def test_one_more_person_takes_no_slot_away(question: Question) -> None:
    *others, _ = question.people

    assert set(slots_of(question, people=others)) <= set(slots_of(question))


@given(question=questions())
@quick
def test_one_more_room_takes_no_start_away(question: Question) -> None:
    """It may take the place of another room, if it has fewer skills."""
    question = _on_site(question, needs_room=True)

    assert _starts(slots_of(question, rooms=question.rooms[1:])) <= _starts(slots_of(question))


def _starts(slots: list[Slot]) -> set[tuple[object, ...]]:
    return {(slot.start, slot.person_id, slot.location_id, slot.meeting_id) for slot in slots}


@given(question=questions())
@quick
def test_whoever_needs_nothing_is_offered_at_least_as_much(question: Question) -> None:
    easy = replace(question.wish, needs=frozenset(), location_id=None)

    assert _starts(slots_of(question)) <= _starts(slots_of(question, wish=easy))


@given(question=questions(), data=st.data())
@quick
def test_in_whatever_order_all_is_given_the_answer_is_the_same(question: Question, data: st.DataObject) -> None:
    shuffled = replace(
        question,
        people=data.draw(st.permutations(question.people)),
        rooms=data.draw(st.permutations(question.rooms)),
        groups=data.draw(st.permutations(question.groups)),
    )

    found = slots_of(shuffled)

    assert found == slots_of(question)
    assert offers(found, shuffled.people, zone=question.zone) == offers(found, question.people, zone=question.zone)


@given(question=questions())
@quick
def test_each_time_is_offered_once_at_each_place(question: Question) -> None:
    slots = slots_of(question)
    offered = offers(slots, question.people, zone=question.zone)

    assert set(offered) <= set(slots)
    assert [_choice(slot) for slot in offered] == list(dict.fromkeys(_choice(slot) for slot in slots))


def _choice(slot: Slot) -> tuple[object, ...]:
    return slot.start, slot.location_id, slot.channel
