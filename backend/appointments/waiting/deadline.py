"""Until when an offer is kept for whoever waits."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

SHORTEST: Final = timedelta(minutes=15)
"""A time that would have to be taken sooner than this is offered to nobody: it is simply free."""

_EVENING: Final = 20
_MORNING: Final = time(9)


def answer_by(*, now: datetime, start: datetime, lead: timedelta, answer_time: timedelta, zone: ZoneInfo) -> datetime:
    """So long from now, but by the clock on the wall never at night: what would end between 20:00 and 9:00 ends at
    9:00. And never so late that the time could no longer be booked.
    """
    until = now + answer_time
    local = until.astimezone(zone)
    if local.hour >= _EVENING:
        until = datetime.combine(local.date() + timedelta(days=1), _MORNING, zone)
    elif local.time() < _MORNING:
        until = datetime.combine(local.date(), _MORNING, zone)
    return min(until, start - lead)
