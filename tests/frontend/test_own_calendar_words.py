"""What the page about somebody's own calendar says about how it stands, and what happens next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.core.errors import Problem
from frontend.api.own_calendar import CalendarHealth, ConnectedCalendar, Health
from frontend.i18n import translator
from frontend.state.format import ago
from frontend.state.own_calendar_words import (
    health_words,
    next_words,
    retry_words,
    seen_words,
    trouble_title,
    trouble_words,
    unreadable_words,
    written_words,
)
from frontend.state.words.calendars import FIELD_OF, SENTENCES, TROUBLES
from tests.house.test_errors_are_facts import problems

_BERLIN = ZoneInfo("Europe/Berlin")
_T, _EN = translator("de"), translator("en")
_NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
_WELL = ConnectedCalendar(
    name="Dienst",
    server="cloud.example.org",
    user_name="ingrid",
    created_at=_NOW - timedelta(days=3),
    health="well",
    problem="",
    failing_since=None,
    seen_at=_NOW - timedelta(minutes=3),
    next_at=_NOW + timedelta(minutes=7),
    is_looked_at=False,
    is_parting=False,
    written=2,
    unreadable=0,
    deleted=[],
)
_FAILING = replace(_WELL, health="failing", problem="calendar-unreachable", failing_since=_NOW - timedelta(hours=1))
_STOPPED = replace(_FAILING, health="stopped", problem="calendar-password-refused", next_at=None)


@pytest.mark.parametrize(
    ("passed", "german", "english"),
    [
        (timedelta(seconds=20), "gerade eben, um 10:29 Uhr", "just now, at 10:29"),
        (timedelta(minutes=3), "vor 3 Minuten, um 10:27 Uhr", "3 minutes ago, at 10:27"),
        (timedelta(hours=1), "vor 1 Stunde, um 09:30 Uhr", "1 hour ago, at 09:30"),
        (timedelta(days=2), "am 21. November 2026, 10:30 Uhr", "on 21 November 2026, 10:30"),
    ],
)
def test_how_long_ago_it_was(passed: timedelta, german: str, english: str) -> None:
    assert ago(_T, _NOW - passed, _NOW, _BERLIN) == german
    assert ago(_EN, _NOW - passed, _NOW, _BERLIN) == english


def test_a_calendar_that_is_well() -> None:
    assert seen_words(_T, _WELL, _NOW, _BERLIN) == "vor 3 Minuten, um 10:27 Uhr"
    assert seen_words(_T, replace(_WELL, seen_at=None), _NOW, _BERLIN) == "noch nicht"
    assert next_words(_T, _WELL, _NOW, _BERLIN) == "um 10:37 Uhr"
    assert next_words(_T, replace(_WELL, next_at=_NOW), _NOW, _BERLIN) == "in der nächsten Minute"
    assert next_words(_T, replace(_WELL, is_looked_at=True), _NOW, _BERLIN) == "läuft gerade"
    assert trouble_title(_T, _WELL, _BERLIN) == trouble_words(_T, _WELL) == unreadable_words(_T, _WELL) == ""


def test_what_stands_in_it() -> None:
    assert [written_words(_T, replace(_WELL, written=number)) for number in range(3)] == [
        "Kein kommender Termin",
        "Ein kommender Termin",
        "2 kommende Termine",
    ]
    assert unreadable_words(_T, replace(_WELL, unreadable=1)).startswith("Einen Eintrag konnten wir nicht lesen.")


def test_an_outage_is_told_with_when_it_is_tried_next() -> None:
    assert trouble_title(_T, _FAILING, _BERLIN) == "Der Abgleich klappt seit 23. November 2026, 09:30 Uhr nicht"
    assert trouble_words(_T, _FAILING) == "Der Kalenderserver antwortet nicht."
    assert retry_words(_T, _FAILING, _NOW, _BERLIN).startswith("Nächster Versuch: um 10:37 Uhr.")


def test_a_password_that_is_refused_is_not_tried_again() -> None:
    assert next_words(_T, _STOPPED, _NOW, _BERLIN) == "erst mit einem neuen Passwort"
    assert "Geben Sie das Passwort neu ein" in retry_words(_T, _STOPPED, _NOW, _BERLIN)


def test_every_problem_of_calendars_has_words_for_both_moments() -> None:
    slugs = {problem.slug for problem in problems(Problem) if ".appointments.calendars." in problem.__module__}
    assert slugs == TROUBLES.keys()
    assert slugs <= SENTENCES.keys()
    # In a calendar that is only looked for, nothing is entered yet.
    assert slugs - FIELD_OF.keys() == {"calendar-refuses-entry"}


@pytest.mark.parametrize(
    ("health", "told"),
    [
        ("none", "nicht verbunden."),
        ("waiting", "noch nicht abgeglichen."),
        ("well", "zuletzt abgeglichen vor 5 Minuten, um 10:25 Uhr."),
        ("failing", "der Abgleich klappt seit 23. November 2026, 10:25 Uhr nicht."),
        ("stopped", "das Passwort wird seit 23. November 2026, 10:25 Uhr nicht mehr angenommen."),
    ],
)
def test_colleagues_are_told_in_one_line(health: Health, told: str) -> None:
    since = None if health in {"none", "waiting"} else _NOW - timedelta(minutes=5)
    found = CalendarHealth(health, since, _NOW, "Europe/Berlin")
    words = health_words(_T, found)
    assert words.startswith("Eigener Kalender: ")
    assert told in words
