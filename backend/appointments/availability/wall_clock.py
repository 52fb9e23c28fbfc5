"""Days of the calendar, and when the clock on the wall shows what on them.

Where clocks are put back, an hour is shown twice; where they are put forward, an hour is never shown. A rule starts at
the first moment at which the clock shows its start, and ends at the last moment at which it shows its end. A time that
is never shown moves on by the gap: half past two becomes half past three. So nine to five is nine to five on both
days, and a rule that ends in an hour shown twice lasts until the second time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.appointments.availability.model import DAY, Bounds, Minutes, Span, minute_before

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One day in a zone. Days follow each other without gap: one ends at the moment at which the next begins."""

    date: date
    starts: Minutes
    ends: Minutes
    zone: ZoneInfo

    def between(self, start: Minutes, end: Minutes) -> Bounds:
        """From one time of the clock to another, both in minutes after midnight. May be empty, even backwards, where
        the clock skips the time."""
        if self.ends - self.starts == DAY:  # The clock is not put forward or back: no need to ask the zone.
            return self.starts + start, self.starts + end
        return self._shown(start)[0], self.ends if end == DAY else max(self._shown(end))

    def _shown(self, clock: Minutes) -> Bounds:
        """When the clock shows this time, first and last. The first is the later one (by as much as is skipped) if
        it is never shown: that is what PEP 495 makes of its two readings."""
        first = datetime.combine(self.date, time(*divmod(clock, 60)), self.zone)
        return minute_before(first), minute_before(first.replace(fold=1))


def days(window: Span, zone: ZoneInfo) -> list[Day]:
    """The whole days that the window touches."""
    first, last = day_of(window.start, zone), day_of(window.end - 1, zone)
    dates = [first + number * _ONE_DAY for number in range((last - first).days + 2)]
    begins = [_midnight(each, zone) for each in dates]
    return [Day(*each, zone) for each in zip(dates, begins, begins[1:], strict=False)]


def whole_days(first: date, last: date, zone: ZoneInfo) -> Span:
    """From the beginning of one day to the end of another, or of the same."""
    return Span(_midnight(first, zone), end_of_day(last, zone))


def day_of(minute: Minutes, zone: ZoneInfo) -> date:
    """The day that the calendar on the wall shows."""
    return datetime.fromtimestamp(minute * 60, zone).date()


def end_of_day(day: date, zone: ZoneInfo) -> Minutes:
    """The moment at which the next day begins."""
    return _midnight(day + _ONE_DAY, zone)


def _midnight(day: date, zone: ZoneInfo) -> Minutes:
    return minute_before(datetime.combine(day, time(), zone))
