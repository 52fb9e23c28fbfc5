"""Time. Operations get `now` passed in; only the edges (routes, jobs, commands) read the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def day_in(zone: ZoneInfo, moment: datetime) -> date:
    """The calendar day that a person in `zone` reads off the wall at `moment`."""
    return moment.astimezone(zone).date()
