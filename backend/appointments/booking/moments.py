"""Moments that people ask for."""

from datetime import date, datetime, timedelta
from typing import Final

from backend.core.errors import InvalidInput

_LONGEST: Final = timedelta(days=800)


def usable(start: datetime | None, now: datetime) -> datetime:
    """A moment not so far away that nobody could count to it; now, without one. Raises `InvalidInput`."""
    if start is None:
        return now
    if start.tzinfo is None or abs(start - now) > _LONGEST:
        raise InvalidInput({"starts_at": "date"})
    return start


def usable_day(day: date | None, today: date) -> date | None:
    """The same for a day. Raises `InvalidInput`."""
    if day is not None and abs(day - today) > _LONGEST:
        raise InvalidInput({"day": "date"})
    return day
