"""What the entries of other people's programs say about when somebody is busy."""

from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.appointments.calendars import viewing
from backend.appointments.calendars.ics import Document, UnreadableCalendar, feed, stored
from backend.appointments.calendars.model import BusyTime, CalendarView, Window
from backend.appointments.calendars.viewing import view
from tests.backend.appointments.calendars.entries import BERLIN, START, UID, at, entry, of

WINDOW: Final = Window(datetime(2026, 3, 23, tzinfo=UTC), datetime(2026, 4, 6, tzinfo=UTC))
ZONE_OF_ITS_OWN: Final = """BEGIN:VTIMEZONE
TZID:Ours
BEGIN:STANDARD
DTSTART:20000101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE"""


def busy(*properties: str, zone: str = "") -> list[tuple[str, str]]:
    """When somebody is busy who has one entry with these properties, in UTC."""
    times = sorted(Document(of(*properties, zone=zone)).busy(WINDOW, BERLIN))
    return [(f"{time.starts_at:%d %H:%M}", f"{time.ends_at:%d %H:%M}") for time in times]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (["DTSTART:20260401T100000Z", "DTEND:20260401T110000Z"], [("01 10:00", "01 11:00")]),
        (["DTSTART:20260401T100000Z", "DURATION:PT90M"], [("01 10:00", "01 11:30")]),
        (["DTSTART;TZID=Europe/Berlin:20260401T100000", "DURATION:PT1H"], [("01 08:00", "01 09:00")]),
        (["DTSTART;TZID=America/New_York:20260401T100000", "DURATION:PT1H"], [("01 14:00", "01 15:00")]),
        (["DTSTART;TZID=W. Europe Standard Time:20260401T100000", "DURATION:PT1H"], [("01 08:00", "01 09:00")]),
        (["DTSTART;TZID=/example.org/Europe/Berlin:20260401T100000", "DURATION:PT1H"], [("01 08:00", "01 09:00")]),
        (["DTSTART:20260401T100000", "DURATION:PT1H"], [("01 08:00", "01 09:00")]),  # Of no zone: ours.
        (["DTSTART;VALUE=DATE:20260401"], [("31 22:00", "01 22:00")]),
        (["DTSTART;VALUE=DATE:20260329"], [("28 23:00", "29 22:00")]),  # A day of 23 hours.
        (["DTSTART;VALUE=DATE:20260401", "DTEND;VALUE=DATE:20260403"], [("31 22:00", "02 22:00")]),
        (["DTSTART:20260401T100000Z"], []),  # A moment.
        (["DTSTART:20260301T100000Z", "DTEND:20260324T100000Z"], [("23 00:00", "24 10:00")]),  # Begins before.
        (["DTSTART:20260501T100000Z", "DTEND:20260501T110000Z"], []),
    ],
)
def test_when_an_entry_takes_time(properties: list[str], expected: list[tuple[str, str]]) -> None:
    assert busy(*properties) == expected


TEN = ("DTSTART;TZID=Europe/Berlin:20260301T100000", "DTEND;TZID=Europe/Berlin:20260301T110000")


@pytest.mark.parametrize(
    ("properties", "begins"),
    [
        # Ten o'clock stays ten o'clock when summer time begins on 29 March.
        (["RRULE:FREQ=WEEKLY"], ["29 08:00", "05 08:00"]),
        (["RRULE:FREQ=WEEKLY;BYDAY=TH,FR"], ["26 09:00", "27 09:00", "02 08:00", "03 08:00"]),
        (["RRULE:FREQ=WEEKLY", "EXDATE;TZID=Europe/Berlin:20260329T100000"], ["05 08:00"]),
        (["RDATE;TZID=Europe/Berlin:20260330T150000"], ["30 13:00"]),
        (["RRULE:FREQ=WEEKLY;COUNT=3"], []),
        (["RRULE:FREQ=WEEKLY;UNTIL=20260330T000000Z"], ["29 08:00"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=-1TU"], ["31 08:00"]),
    ],
)
def test_repetitions(properties: list[str], begins: list[str]) -> None:
    assert [begin for begin, _ in busy(*TEN, *properties)] == begins


def test_one_repetition_that_was_moved_and_one_that_was_cancelled() -> None:
    changed = [
        *("END:VEVENT", "BEGIN:VEVENT", "UID:theirs", "RECURRENCE-ID;TZID=Europe/Berlin:20260324T100000"),
        *("DTSTART;TZID=Europe/Berlin:20260324T160000", "DTEND;TZID=Europe/Berlin:20260324T170000"),
        *("END:VEVENT", "BEGIN:VEVENT", "UID:theirs", "RECURRENCE-ID;TZID=Europe/Berlin:20260325T100000"),
        *("DTSTART;TZID=Europe/Berlin:20260325T100000", "DTEND;TZID=Europe/Berlin:20260325T110000"),
        "STATUS:CANCELLED",
    ]
    found = busy(*TEN, "RRULE:FREQ=DAILY;UNTIL=20260326T235959Z", *changed)
    assert found == [("23 09:00", "23 10:00"), ("24 15:00", "24 16:00"), ("26 09:00", "26 10:00")]


@pytest.mark.parametrize("mark", ["TRANSP:TRANSPARENT", "transp:transparent", "STATUS:CANCELLED"])
def test_what_is_free_or_cancelled_takes_no_time(mark: str) -> None:
    assert busy("DTSTART:20260401T100000Z", "DTEND:20260401T110000Z", mark) == []


@pytest.mark.parametrize("mark", ["TRANSP:OPAQUE", "STATUS:TENTATIVE", "STATUS:CONFIRMED"])
def test_what_may_take_place_takes_time(mark: str) -> None:
    assert busy("DTSTART:20260401T100000Z", "DTEND:20260401T110000Z", mark) == [("01 10:00", "01 11:00")]


def test_each_document_has_its_own_zones() -> None:
    """Two people's programs may give one name to two zones."""
    times = ("DTSTART;TZID=Ours:20260401T100000", "DTEND;TZID=Ours:20260401T110000")
    assert busy(*times, zone=ZONE_OF_ITS_OWN.format(offset="+0300")) == [("01 07:00", "01 08:00")]
    assert busy(*times, zone=ZONE_OF_ITS_OWN.format(offset="-0500")) == [("01 15:00", "01 16:00")]


def test_an_entry_without_an_event_takes_no_time() -> None:
    document = Document(of().replace(b"VEVENT", b"VTODO"))
    assert (document.uid, document.busy(WINDOW, BERLIN)) == ("", [])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"/etc/passwd",
        b"<html></html>",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"END:VCALENDAR\r\n",
        of("DTSTART:20260401T100000Z")[:-20],
        of("DTSTART:20260401T100000Z") * 2,
    ],
)
def test_what_is_no_document_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableCalendar):
        Document(data)


@pytest.mark.parametrize(
    "properties",
    [
        [],
        ["DTSTART:first of April"],
        ["DTSTART:20260401T100000Z", "DTEND:noon"],
        ["DTSTART:20260401T100000Z", "DTEND:20260401T110000Z", "RRULE:FREQ=SOMETIMES"],
        ["DTSTART:20260401T100000Z", "DTEND:20260401T110000Z", "RRULE:BYDAY=MO"],
        ["DTSTART:20260401T100000Z", "DTEND:20260401T110000Z", "RRULE:FREQ=DAILY", "EXDATE:never"],
    ],
)
def test_times_that_are_none_are_told(properties: list[str]) -> None:
    document = Document(of(*properties))
    with pytest.raises(UnreadableCalendar):
        document.busy(WINDOW, BERLIN)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=999999999",
        "FREQ=HOURLY",
        f"FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))}",
    ],
)
def test_nobody_keeps_us_busy_with_a_rule(rule: str) -> None:
    document = Document(of("DTSTART:19700101T000000Z", "DTEND:19700101T000001Z", f"RRULE:{rule}"))
    begin = perf_counter()
    with pytest.raises(UnreadableCalendar, match="repeats too often"):
        document.busy(WINDOW, BERLIN)
    assert perf_counter() - begin < 1


def test_nobody_keeps_us_busy_with_a_zone() -> None:
    zone = ZONE_OF_ITS_OWN.format(offset="+0100").replace("END:STANDARD", "RRULE:FREQ=SECONDLY\nEND:STANDARD")
    document = Document(of("DTSTART;TZID=Ours:20260401T100000", "DURATION:PT1H", zone=zone))
    with pytest.raises(UnreadableCalendar, match="repeats too often"):
        document.busy(WINDOW, BERLIN)


def test_zones_as_outlook_writes_them_are_no_trouble() -> None:
    zone = ZONE_OF_ITS_OWN.format(offset="+0100").replace("DTSTART:2000", "DTSTART:1601")
    zone = zone.replace("END:STANDARD", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD")
    assert busy("DTSTART;TZID=Ours:20260401T100000", "DURATION:PT1H", zone=zone) == [("01 09:00", "01 10:00")]


def test_what_went_wrong_quotes_nothing() -> None:
    with pytest.raises(UnreadableCalendar) as caught:
        Document(b"SUMMARY:Chemotherapie\r\n")
    assert "Chemo" not in str(caught.value)
    assert caught.value.__suppress_context__


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_whatever_a_server_sends_is_read_or_told(data: bytes) -> None:
    whole = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n" + data + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert view([data, whole], WINDOW, BERLIN, lambda _: False).unreadable <= 2


def test_our_entry_is_known_again() -> None:
    kept = Document(stored(entry(sequence=3), BERLIN)).kept_entry(BERLIN)
    assert (kept.uid, kept.sequence, kept.starts_at) == (UID, 3, START)


def test_a_number_that_a_program_has_raised_is_not_ours() -> None:
    moved = stored(entry(sequence=3), BERLIN).replace(b"\r\nSEQUENCE:3", b"\r\nSEQUENCE:7")
    assert Document(moved).kept_entry(BERLIN).sequence == 3


def test_a_calendar_at_a_glance() -> None:
    documents = [
        of("DTSTART:20260401T100000Z", "DTEND:20260401T110000Z", "SUMMARY:Zahnarzt"),
        of("DTSTART:20260401T103000Z", "DTEND:20260401T113000Z"),  # Overlaps.
        of("DTSTART:20260401T113000Z", "DTEND:20260401T114500Z"),  # Touches.
        of("DTSTART:20260331T100000Z", "DTEND:20260331T110000Z"),
        stored(at(datetime(2026, 4, 2, 8, 0, tzinfo=UTC)), BERLIN),
        b"no calendar",
    ]
    seen = view(documents, WINDOW, BERLIN, lambda uid: uid == UID)
    assert seen.busy == (
        BusyTime(datetime(2026, 3, 31, 10, 0, tzinfo=UTC), datetime(2026, 3, 31, 11, 0, tzinfo=UTC)),
        BusyTime(datetime(2026, 4, 1, 10, 0, tzinfo=UTC), datetime(2026, 4, 1, 11, 45, tzinfo=UTC)),
    )
    assert [kept.uid for kept in seen.ours] == [UID]
    assert seen.unreadable == 1


def test_reading_ends_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of these takes seconds: a rule that never comes true is followed to the end of time."""
    monkeypatch.setattr(viewing, "_SECONDS", 0.1)
    endless = of("DTSTART:20260401T100000Z", "DTEND:20260401T110000Z", "RRULE:FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30")
    begin = perf_counter()
    seen = view([endless] * 50, WINDOW, BERLIN, lambda _: False)
    assert perf_counter() - begin < 10
    assert seen.unreadable == 49


def test_an_empty_calendar() -> None:
    assert view([], WINDOW, BERLIN, lambda _: True) == CalendarView((), (), 0)


def test_a_feed_of_ours_can_be_read_as_well() -> None:
    entries = [at(WINDOW.starts_at + timedelta(days=day), uid=str(day), cancelled=day == 1) for day in range(3)]
    assert len(Document(feed(entries, "Termine", BERLIN)).busy(WINDOW, BERLIN)) == 2
