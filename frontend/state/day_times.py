"""Free times as one chooses from them: by day, in order."""

from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from frontend.api.agenda import FreeTime
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.state.format import clock, full_date


@dataclass(frozen=True)
class DayTimes:
    """The free times of one day; the value of each is its moment as the API names it."""

    title: str
    options: list[Option]


def day_times(t: Translator, times: list[FreeTime], zone: ZoneInfo) -> list[DayTimes]:
    return [
        DayTimes(full_date(t, day), [_option(t, time, zone) for time in of_day])
        for day, of_day in groupby(times, lambda time: time.starts_at.astimezone(zone).date())
    ]


def _option(t: Translator, time: FreeTime, zone: ZoneInfo) -> Option:
    return Option(
        time.starts_at.isoformat(),
        t("{time} Uhr", time=clock(t, time.starts_at, zone)),
        t.n("noch ein Platz", "noch {n} Plätze", time.seats_left) if time.seats_left > 1 else "",
    )
