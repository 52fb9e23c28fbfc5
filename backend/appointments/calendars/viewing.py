"""From the documents of a calendar to the times that are taken."""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Final
from zoneinfo import ZoneInfo

from backend.appointments.calendars.ics import Document, UnreadableCalendar
from backend.appointments.calendars.model import BusyTime, CalendarView, KeptEntry, Window

_SECONDS: Final = 10.0


def view(documents: Iterable[bytes], window: Window, zone: ZoneInfo, is_ours: Callable[[str], bool]) -> CalendarView:
    """What lies in the time that may be spent on it. A single bad entry must not hide all others."""
    deadline = monotonic() + _SECONDS
    taken: list[BusyTime] = []
    ours: list[KeptEntry] = []
    unreadable = 0
    for data in documents:
        try:
            if monotonic() > deadline:
                raise UnreadableCalendar("no time left")
            document = Document(data)
            if is_ours(document.uid):
                ours.append(document.kept_entry(zone))
            else:
                taken += document.busy(window, zone)
        except UnreadableCalendar:
            unreadable += 1
    return CalendarView(tuple(_joined(taken)), tuple(ours), unreadable)


def _joined(times: Iterable[BusyTime]) -> list[BusyTime]:
    """In order, and those that overlap or touch as one."""
    joined: list[BusyTime] = []
    for time in sorted(times):
        if joined and time.starts_at <= joined[-1].ends_at:
            joined[-1] = BusyTime(joined[-1].starts_at, max(joined[-1].ends_at, time.ends_at))
        else:
            joined.append(time)
    return joined
