"""Which appointments a busy office has left: how long the computation takes, what twice as much costs, and how much
slower the obvious way of computing it is."""

import time
from collections.abc import Iterator
from statistics import median
from typing import Final

from backend.appointments.availability.free_slots import free_slots, offers
from backend.appointments.availability.model import DAY, Channel, Resource, Slot, Span, Wish
from tests.backend.appointments.availability.reference import reference_slots
from tests.bench.figures import Figure
from tests.bench.office import ZONE, Office, office

_ROUNDS: Final = 15
_MOST_MS: Final = 30
# Linear is 2, and what is left is for the machine.
_MOST_FOR_TWICE: Final = 2.5
_LEAST_SLOWER: Final = 100


class _Question:
    """Asked again and again. What comes from a database is there already."""

    def __init__(self, stage: Office, channel: Channel) -> None:
        self._stage = stage
        self._wish = Wish(channel)
        self._people: list[Resource] = stage.busy_with(stage.people)
        self._rooms: list[Resource] = stage.busy_with(stage.rooms)

    def milliseconds(self) -> float:
        """For all free slots, and the choice of those to offer."""
        began = time.perf_counter()
        slots = self._slots(self._stage.window)
        offered = offers(slots, self._people, zone=ZONE)
        elapsed = time.perf_counter() - began
        assert 0 < len(offered) < len(slots), "several people are free at the same time"
        return 1000 * elapsed

    def times_slower_by_reference(self) -> float:
        """On the third day only, with the same answer."""
        third_day = Span(self._stage.window.start + 2 * DAY, self._stage.window.start + 3 * DAY)
        began = time.perf_counter()
        fast = self._slots(third_day)
        between = time.perf_counter()
        stage = self._stage
        slow = reference_slots(
            stage.rules, self._wish, self._people, self._rooms, [], window=third_day, now=stage.now, zone=ZONE
        )
        ended = time.perf_counter()
        assert fast == slow != [], "the obvious way finds the same slots"
        return (ended - between) / (between - began)

    def _slots(self, window: Span) -> list[Slot]:
        stage = self._stage
        return free_slots(
            stage.rules, self._wish, self._people, self._rooms, [], window=window, now=stage.now, zone=ZONE
        )


def measure() -> Iterator[Figure]:
    """In turns, so that what else the machine does hits all alike; ratios are the medians of the rounds' ratios."""
    on_site, phone = _Question(office(), "on_site"), _Question(office(), "phone")
    more_people = _Question(office(people=40, booked=10_000), "on_site")
    more_days = _Question(office(days=120, booked=10_000), "on_site")
    on_site.milliseconds()  # The first time also computes the public holidays of these years.
    rounds = [[each.milliseconds() for each in (on_site, phone, more_people, more_days)] for _ in range(_ROUNDS)]
    name = "free slots, 60 days, 20 people, 5,000 bookings"
    yield _milliseconds(f"{name}, 3 rooms", [each[0] for each in rounds])
    yield _milliseconds(f"{name}, on the phone", [each[1] for each in rounds])
    yield _twice("people", [each[2] / each[0] for each in rounds])
    yield _twice("days", [each[3] / each[0] for each in rounds])
    slower = median(on_site.times_slower_by_reference() for _ in range(3))
    yield Figure(measure="free slots of a day: reference, times slower", value=slower, at_least=_LEAST_SLOWER)


def _milliseconds(name: str, values: list[float]) -> Figure:
    return Figure(measure=name, value=median(values), unit="ms", at_most=_MOST_MS)


def _twice(what: str, ratios: list[float]) -> Figure:
    return Figure(
        measure=f"free slots: twice the {what} and bookings",
        value=median(ratios),
        unit="times",
        at_most=_MOST_FOR_TWICE,
    )
