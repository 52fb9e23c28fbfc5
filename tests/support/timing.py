"""Whether two things can be told apart by how long they take."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter

Work = Callable[[int], Awaitable[object]]

_SHUFFLES = 2_000


@dataclass(frozen=True)
class Comparison:
    """Seconds: the difference between the medians, and the largest one that chance alone makes (2,000 shuffles)."""

    difference: float
    noise: float

    @property
    def tells_nothing(self) -> bool:
        return self.difference <= self.noise


async def compare(first: Work, second: Work, *, rounds: int = 40) -> Comparison:
    """Time both in turns, so that what else the machine does meets both alike. Each gets the number of its round."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        order = (0, 1) if number % 2 else (1, 0)
        for which in order:
            begun = perf_counter()
            await (first, second)[which](number)
            times[which].append(perf_counter() - begun)
    return Comparison(_difference(*times), _noise(*times))


def _difference(first: Sequence[float], second: Sequence[float]) -> float:
    return abs(median(first) - median(second))


def _noise(first: Sequence[float], second: Sequence[float]) -> float:
    """A permutation test: how far the medians come apart when it is left to chance which time is whose."""
    chance = Random(0)  # The same shuffles in each run.
    everything = [*first, *second]
    largest = 0.0
    for _ in range(_SHUFFLES):
        chance.shuffle(everything)
        largest = max(largest, _difference(everything[: len(first)], everything[len(first) :]))
    return largest
