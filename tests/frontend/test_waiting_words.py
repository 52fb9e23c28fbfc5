"""Until when an offer is kept, and what somebody waits for, as people say it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.core.ids import new_id
from frontend.api.waiting import ServiceWaiting
from frontend.i18n import translator
from frontend.state.staff_waiting import line
from frontend.state.waiting_words import until_words, wish_words

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 23, 30, tzinfo=ZONE)
T = translator("de")


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (NOW + timedelta(minutes=20), "heute, 23:50 Uhr"),
        (NOW + timedelta(hours=9, minutes=30), "morgen, 09:00 Uhr"),
        (NOW + timedelta(days=2), "25. November 2026, 23:30 Uhr"),
    ],
)
def test_the_end_of_an_offer_by_the_clock_on_the_wall(until: datetime, words: str) -> None:
    assert until_words(T, until, now=NOW, zone=ZONE) == words


def test_a_wish_leaves_out_what_does_not_matter() -> None:
    any_time = wish_words(T, channel="phone", place="", days=[""], parts=[""], needs=[])
    assert any_time == "Am Telefon"
    chosen = wish_words(T, channel="on_site", place="Markt 4", days=["1"], parts=["morning"], needs=["step-free"])
    assert chosen.startswith("Vor Ort · Markt 4 · Montag · Vormittags (bis 12 Uhr) · ")


def test_staff_read_how_many_wait() -> None:
    assert line(T, ServiceWaiting(new_id(), "Beratung", 1, 0)) == "Beratung: eine Person wartet"
    assert line(translator("en"), ServiceWaiting(new_id(), "Advice", 3, 2)) == (
        "Advice: 3 people wait, a time is being kept for 2 of them"
    )
