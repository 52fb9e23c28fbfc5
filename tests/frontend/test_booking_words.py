"""What the pages for booking say about times and about what is wrong with the form."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from frontend.api.appointments import Channel, FreeTime, Question
from frontend.i18n import LANGUAGES, Language, translator
from frontend.state.appointment_facts import when_in_words
from frontend.state.booking_form import faults, question_rows
from frontend.state.day_times import day_times, time_value
from frontend.state.time_choice import offered_needs, parts_of_day, weekdays, zones_in_words
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


class TestWhen:
    """Sunday, 25 October 2026: at three in summer time, one hour after midnight UTC, it is two again."""

    @pytest.mark.parametrize("channel", ["phone", "video"])
    def test_those_who_may_be_anywhere_are_told_whose_time_it_is(self, channel: Channel) -> None:
        time = replace(_time(datetime(2026, 11, 23, 9, tzinfo=UTC)), channel=channel)
        plain = "Montag, 23. November 2026, 10:00 bis 10:30 Uhr"
        assert when_in_words(_T, time, _BERLIN) == f"{plain} (Mitteleuropäische Normalzeit)"
        assert when_in_words(_T, replace(time, channel="on_site"), _BERLIN) == plain

    @pytest.mark.parametrize(
        ("hour", "minute", "said"),
        [
            (23, 0, "01:00 bis 01:30 Uhr"),
            (0, 0, "02:00 bis 02:30 Uhr (Mitteleuropäische Sommerzeit)"),
            (0, 30, "02:30 Uhr (Mitteleuropäische Sommerzeit) bis 02:00 Uhr (Mitteleuropäische Normalzeit)"),
            (1, 0, "02:00 bis 02:30 Uhr (Mitteleuropäische Normalzeit)"),
            (2, 0, "03:00 bis 03:30 Uhr"),
        ],
    )
    def test_when_the_clock_is_put_back(self, hour: int, minute: int, said: str) -> None:
        start = datetime(2026, 10, 24 if hour == 23 else 25, hour, minute, tzinfo=UTC)
        assert when_in_words(_T, _time(start), _BERLIN) == f"Sonntag, 25. Oktober 2026, {said}"

    def test_when_the_clock_is_put_forward(self) -> None:
        time = _time(datetime(2027, 3, 28, 0, 45, tzinfo=UTC))
        assert when_in_words(translator("en"), time, _BERLIN) == (
            "Sunday, 28 March 2027, 01:45 (Central European Standard Time) to 03:15 (Central European Summer Time)"
        )

    def test_a_list_names_both_clocks_where_they_change_in_it(self) -> None:
        friday, monday = (_time(datetime(2026, 10, day, 9, tzinfo=UTC)) for day in (23, 26))
        assert zones_in_words(_T, [], _BERLIN) == ""
        assert zones_in_words(_T, [friday, friday], _BERLIN) == "Alle Zeiten in: Mitteleuropäische Sommerzeit."
        assert zones_in_words(_T, [friday, monday], _BERLIN) == (
            "Zeiten in: Mitteleuropäische Sommerzeit. Ab 26. Oktober 2026 in: Mitteleuropäische Normalzeit."
        )


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
