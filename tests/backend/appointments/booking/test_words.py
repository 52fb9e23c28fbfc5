"""When an appointment is, as mails and calendars say it."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.appointments.booking.words import when
from tests.backend.appointments.booking.office import ZONE

_HALF_AN_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2026-11-24T13:05", "Dienstag, 24. November 2026, 14:05 bis 14:35 Uhr"),
        ("2028-02-29T13:05", "Dienstag, 29. Februar 2028, 14:05 bis 14:35 Uhr"),
        ("2026-10-25T00:00", "Sonntag, 25. Oktober 2026, 02:00 bis 02:30 Uhr (Mitteleuropäische Sommerzeit)"),
        (
            "2026-10-25T00:30",
            (
                "Sonntag, 25. Oktober 2026, 02:30 Uhr (Mitteleuropäische Sommerzeit) "
                "bis 02:00 Uhr (Mitteleuropäische Normalzeit)"
            ),
        ),
        ("2026-10-25T01:00", "Sonntag, 25. Oktober 2026, 02:00 bis 02:30 Uhr (Mitteleuropäische Normalzeit)"),
        ("2026-10-25T02:00", "Sonntag, 25. Oktober 2026, 03:00 bis 03:30 Uhr"),
        (
            "2027-03-28T00:45",
            (
                "Sonntag, 28. März 2027, 01:45 Uhr (Mitteleuropäische Normalzeit) "
                "bis 03:15 Uhr (Mitteleuropäische Sommerzeit)"
            ),
        ),
    ],
)
def test_no_time_is_said_that_could_be_two(start: str, said: str) -> None:
    begins = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert when(begins, begins + _HALF_AN_HOUR, language="de", zone=ZONE) == said


def test_those_who_may_be_anywhere_are_told_whose_time_it_is() -> None:
    begins = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
    said = when(begins, begins + _HALF_AN_HOUR, language="en", zone=ZONE, anywhere=True)
    assert said == "Tuesday, 24 November 2026, 14:05 to 14:35 (Central European Standard Time)"


def test_the_time_before_a_move_is_as_clear() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    before = [when(first + hour * timedelta(hours=1), None, language="de", zone=ZONE) for hour in (0, 1, 2)]
    assert before == [
        "Sonntag, 25. Oktober 2026, 02:30 Uhr (Mitteleuropäische Sommerzeit)",
        "Sonntag, 25. Oktober 2026, 02:30 Uhr (Mitteleuropäische Normalzeit)",
        "Sonntag, 25. Oktober 2026, 03:30 Uhr",
    ]
