"""Arithmetic on times: lists of half-open spans, in order and apart from each other, in one sweep each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from backend.appointments.availability.model import Bounds, Minutes

Label = TypeVar("Label")


def merged(spans: Iterable[Bounds]) -> list[Bounds]:
    """All that any of them covers. They may come in any order, overlap and be empty; those that touch become one."""
    result: list[Bounds] = []
    reached = None
    for start, end in sorted(spans):
        if start >= end:
            continue
        if reached is None or start > reached:
            result.append((start, end))
            reached = end
        elif end > reached:
            result[-1] = (result[-1][0], end)
            reached = end
    return result


def without(spans: Iterable[Bounds], holes: Sequence[Bounds]) -> list[Bounds]:
    """What is left of the spans where the holes are not."""
    result: list[Bounds] = []
    first, count = 0, len(holes)
    for start, end in spans:
        while first < count and holes[first][1] <= start:
            first += 1
        left, number = start, first
        while number < count and holes[number][0] < end:
            if holes[number][0] > left:
                result.append((left, holes[number][0]))
            left = holes[number][1]
            number += 1
        if left < end:
            result.append((left, end))
    return result


def overlaps(
    spans: Iterable[Bounds], labelled: Sequence[tuple[Minutes, Minutes, Label]]
) -> Iterator[tuple[Minutes, Minutes, Minutes, Label]]:
    """Where a span and a labelled one overlap: from, to, start of the whole span, label."""
    first, count = 0, len(labelled)
    for start, end in spans:
        while first < count and labelled[first][1] <= start:
            first += 1
        number = first
        while number < count and labelled[number][0] < end:
            other_start, other_end, label = labelled[number]
            yield max(start, other_start), min(end, other_end), start, label
            number += 1
