"""Public holidays of the sixteen federal states, computed by the library `holidays`: nothing is asked of the network.

Only what is a holiday in the whole state counts. What is kept in some of its municipalities only (Assumption Day in
Bavaria, Corpus Christi in Saxony and Thuringia, the Peace Festival of Augsburg) is entered as a closed day by those
whom it concerns.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from holidays import country_holidays

FEDERAL_STATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "BW": "Baden-Württemberg",
        "BY": "Bayern",
        "BE": "Berlin",
        "BB": "Brandenburg",
        "HB": "Bremen",
        "HH": "Hamburg",
        "HE": "Hessen",
        "MV": "Mecklenburg-Vorpommern",
        "NI": "Niedersachsen",
        "NW": "Nordrhein-Westfalen",
        "RP": "Rheinland-Pfalz",
        "SL": "Saarland",
        "SN": "Sachsen",
        "ST": "Sachsen-Anhalt",
        "SH": "Schleswig-Holstein",
        "TH": "Thüringen",
    }
)


class HolidayName(NamedTuple):
    """What a holiday is called, in the languages of the portal."""

    de: str
    en: str


def public_holidays(state: str, years: Iterable[int]) -> dict[date, HolidayName]:
    """The holidays of a federal state, such as `BY`, in order; without state there are none.

    Raises `ValueError` for a state that does not exist.
    """
    if not state:
        return {}
    if state not in FEDERAL_STATES:
        raise ValueError(f"no federal state: {state}")
    return {day: name for year in sorted(set(years)) for day, name in _of_year(state, year)}


@lru_cache(maxsize=256)
def _of_year(state: str, year: int) -> tuple[tuple[date, HolidayName], ...]:
    german, english = (
        country_holidays("DE", subdiv=state, years=year, language=language) for language in ("de", "en_US")
    )
    return tuple((day, HolidayName(german[day], english[day])) for day in sorted(german))
