"""Moments that people ask for."""

from datetime import datetime, timedelta
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
