"""The public holidays of the federal states, against what their laws say."""

from datetime import date

import pytest

from backend.appointments.availability.public_holidays import FEDERAL_STATES, HolidayName, public_holidays

# How many holidays of 2027 are kept in a whole state, Sundays of Easter and Pentecost (Brandenburg) included.
_IN_2027 = {
    "BW": 12,
    "BY": 12,
    "BE": 10,
    "BB": 12,
    "HB": 10,
    "HH": 10,
    "HE": 10,
    "MV": 11,
    "NI": 10,
    "NW": 11,
    "RP": 11,
    "SL": 12,
    "SN": 11,
    "ST": 11,
    "SH": 10,
    "TH": 11,
}


@pytest.mark.parametrize("state", FEDERAL_STATES)
def test_every_state_has_its_holidays(state: str) -> None:
    assert len(public_holidays(state, [2027])) == _IN_2027[state]


def test_they_are_in_order_and_have_names_in_both_languages() -> None:
    found = public_holidays("NW", [2026])

    assert list(found) == sorted(found)
    assert found[date(2026, 4, 3)] == HolidayName("Karfreitag", "Good Friday")
    assert found[date(2026, 6, 4)] == HolidayName("Fronleichnam", "Corpus Christi")
    assert all(name.de and name.en for name in found.values())


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2026, 1, 6), {"BW", "BY", "ST"}),
        (date(2026, 3, 8), {"BE", "MV"}),
        (date(2026, 8, 15), {"SL"}),
        (date(2026, 9, 20), {"TH"}),
        (date(2026, 10, 3), set(FEDERAL_STATES)),
        (date(2026, 10, 31), {"BB", "HB", "HH", "MV", "NI", "SN", "ST", "SH", "TH"}),
        (date(2026, 11, 1), {"BW", "BY", "NW", "RP", "SL"}),
        (date(2026, 11, 18), {"SN"}),
        (date(2028, 6, 17), {"BE"}),  # Once only.
    ],
)
def test_some_are_kept_in_some_states_only(day: date, states: set[str]) -> None:
    assert {state for state in FEDERAL_STATES if day in public_holidays(state, [day.year])} == states


def test_several_years_are_told_together() -> None:
    both = public_holidays("BE", [2027, 2026, 2027])

    assert both == public_holidays("BE", [2026]) | public_holidays("BE", [2027])
    assert {day.year for day in both} == {2026, 2027}


def test_without_state_there_are_none() -> None:
    assert public_holidays("", [2026]) == {}


@pytest.mark.parametrize("state", ["XX", "by", "Bayern", "Augsburg"])
def test_a_state_that_does_not_exist_is_refused(state: str) -> None:
    with pytest.raises(ValueError, match="no federal state"):
        public_holidays(state, [2026])
