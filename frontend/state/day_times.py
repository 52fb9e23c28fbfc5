"""Free times as one chooses from them: by day, in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from frontend.api.agenda import FreeTime
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.state.format import clock, full_date, is_shown_twice, zone_name


@dataclass(frozen=True)
class DayTimes:
    """The free times of one day; the value of each is its moment as the API names it."""

    title: str
    options: list[Option]


def day_times(
    t: Translator, times: list[FreeTime], zone: ZoneInfo, *, places: Mapping[UUID, str] | None = None
) -> list[DayTimes]:
    """`places` names the locations where those of several are shown; the location is part of the value then."""
    return [
        DayTimes(full_date(t, day), [_option(t, time, zone, places) for time in of_day])
        for day, of_day in groupby(times, lambda time: time.starts_at.astimezone(zone).date())
    ]


def time_value(time: FreeTime, *, at_places: bool) -> str:
    """What tells a time from the others that are shown."""
    moment = time.starts_at.isoformat()
    return f"{moment}@{time.location_id}" if at_places and time.location_id else moment


def _option(t: Translator, time: FreeTime, zone: ZoneInfo, places: Mapping[UUID, str] | None) -> Option:
    hints = [
        places.get(time.location_id, "") if places and time.location_id else "",
        zone_name(t, time.starts_at, zone) if is_shown_twice(time.starts_at, zone) else "",
        t.n("noch ein Platz", "noch {n} Plätze", time.seats_left) if time.seats_left > 1 else "",
    ]
    return Option(
        time_value(time, at_places=places is not None),
        t("{time} Uhr", time=clock(t, time.starts_at, zone)),
        ", ".join(hint for hint in hints if hint),
    )
