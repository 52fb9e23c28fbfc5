"""What the pages for booking say about times and about what is wrong with the form."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from frontend.api.appointments import FreeTime, Question
from frontend.i18n import LANGUAGES, Language, translator
from frontend.state.booking_form import faults, question_rows
from frontend.state.day_times import day_times, time_value
from frontend.state.time_choice import offered_needs, parts_of_day, weekdays
from frontend.state.words.appointments import FIELDS

_BERLIN = ZoneInfo("Europe/Berlin")
_T = translator("de")
_MARKET, _STATION = UUID(int=1), UUID(int=2)
_LINE = Question(UUID(int=3), "line", "Wo ist die Baustelle?", required=True, choices=[])
_YES_NO = Question(UUID(int=4), "yes_no", "Gibt es einen Plan?", required=False, choices=[])


def _time(start: datetime, location: UUID | None = None, *, seats: int = 1) -> FreeTime:
    return FreeTime(start, start + timedelta(minutes=30), "on_site", location, seats)


class TestTimes:
    def test_stand_below_the_day_of_the_wall_clock(self) -> None:
        """Half past eleven at night in UTC is the next day in Berlin."""
        late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
        [day] = day_times(_T, [_time(late)], _BERLIN)
        assert day.title == "Dienstag, 24. November 2026"
        assert day.options[0].text == "00:30 Uhr"

    def test_the_hour_that_is_shown_twice_says_which_it_is(self) -> None:
        first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        [day] = day_times(_T, [_time(first), _time(first + timedelta(hours=1))], _BERLIN)
        assert [(option.text, option.hint) for option in day.options] == [
            ("02:30 Uhr", "Mitteleuropäische Sommerzeit"),
            ("02:30 Uhr", "Mitteleuropäische Normalzeit"),
        ]

    def test_the_same_moment_at_two_places_is_two_choices(self) -> None:
        noon = datetime(2026, 11, 23, 11, tzinfo=UTC)
        times = [_time(noon, _MARKET), _time(noon, _STATION, seats=3)]
        [day] = day_times(_T, times, _BERLIN, places={_MARKET: "Markt", _STATION: "Bahnhof"})
        assert [option.hint for option in day.options] == ["Markt", "Bahnhof, noch 3 Plätze"]
        assert [option.value for option in day.options] == [time_value(time, at_places=True) for time in times]
        assert len({option.value for option in day.options}) == 2

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_can_be_looked_for_in_either_language(self, language: Language) -> None:
        t = translator(language)
        assert [option.text for option in weekdays(t)][1::6] == {
            "de": ["Montag", "Sonntag"],
            "en": ["Monday", "Sunday"],
        }[language]
        for options in (weekdays(t), parts_of_day(t), offered_needs(t)):
            assert all(option.text for option in options)


class TestFaults:
    def test_are_told_at_their_fields_and_above_the_form(self) -> None:
        rows = question_rows(_T, [_LINE, _YES_NO])
        found = faults(
            _T,
            rows,
            [
                {"field": "phone", "message_key": "missing"},
                {"field": f"answer-{_LINE.id}", "message_key": "too-long"},
            ],
        )
        assert found.contact == {"phone": FIELDS["phone-missing"]}
        assert [row.error for row in found.questions] == [FIELDS["answer-too-long"], ""]
        assert [error.field for error in found.summary] == ["contact.phone", f"answers.{_LINE.id}"]
        assert not found.is_other

    def test_of_questions_that_are_new_tell_that_the_form_is_old(self) -> None:
        found = faults(_T, question_rows(_T, [_LINE]), [{"field": f"answer-{_YES_NO.id}", "message_key": "missing"}])
        assert found.is_other
        assert found.summary == []

    def test_are_gone_at_the_next_attempt(self) -> None:
        wrong = faults(_T, question_rows(_T, [_LINE]), [{"field": f"answer-{_LINE.id}", "message_key": "missing"}])
        assert [row.error for row in faults(_T, wrong.questions, []).questions] == [""]


def test_yes_and_no_are_kept_as_words_of_no_language() -> None:
    [row] = question_rows(_T, [_YES_NO])
    assert [(option.value, option.text) for option in row.options] == [("yes", "Ja"), ("no", "Nein")]
