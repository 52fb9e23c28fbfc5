"""The agenda's addresses and words, and where its page leads."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args
from urllib.parse import parse_qsl
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from frontend.api.agenda import AgendaItem, BookingState, Channel, EventKind, HistoryEvent
from frontend.i18n import LANGUAGES, Language, translator
from frontend.state.agenda_address import View, view_of
from frontend.state.agenda_words import agenda_day, agenda_row, event_row, needs_words, phone_href, state_words

_BERLIN = ZoneInfo("Europe/Berlin")
_ID = "01900000-0000-7000-8000-000000000001"


def _view(query: str) -> View:
    return view_of(dict(parse_qsl(query.lstrip("?"))))


class TestAddress:
    @pytest.mark.parametrize(
        "view",
        [
            View(),
            View(day=date(2026, 11, 24)),
            View(day=date(2028, 2, 29), span="week", shape="table", person=_ID, location=_ID),
            View(search="Müller & Söhne"),
        ],
    )
    def test_says_what_is_shown(self, view: View) -> None:
        assert _view(view.query) == view

    @pytest.mark.parametrize(
        "query",
        [
            "date=2026-02-29",
            "date=9999-12-31",
            "date=0001-01-01",
            "date=x",
            "span=year",
            "view=x",
            "person=x",
            "page=-1",
        ],
    )
    def test_leaves_out_what_makes_no_sense(self, query: str) -> None:
        assert _view(query) == View()

    def test_leads_to_the_days_beside(self) -> None:
        day = View(day=date(2026, 11, 30), shape="table")
        assert _view(day.days_away(date(2026, 11, 30), 1)) == replace(day, day=date(2026, 12, 1))
        week = View(span="week")
        assert _view(week.days_away(date(2026, 11, 30), -1)).day == date(2026, 11, 23)


def _item(**values: object) -> AgendaItem:
    contact = AgendaItem.__dataclass_fields__["contact"].type
    assert isinstance(contact, type)
    item = AgendaItem(
        id=UUID(_ID),
        service="Beratung",
        state="booked",
        starts_at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        ends_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
        channel="on_site",
        location="Markt",
        person="Anna",
        room="Raum 2",
        contact=contact("Erika Muster", "", "+49 69 9000-9120"),
        customer_id=None,
        customer_number="",
        is_guest=True,
        needs=["sign-language", "Hund"],
        note="",
        seat=1,
        capacity=1,
    )
    return replace(item, **values)  # type: ignore[arg-type]  # fields by name


class TestWords:
    def test_of_an_appointment(self) -> None:
        row = agenda_row(translator("de"), _item(), _BERLIN)
        assert (row.day, row.time) == ("Dienstag, 24. November 2026", "09:00 bis 09:30 Uhr")
        assert (row.place, row.which, row.phone_href) == ("Markt, Raum 2", "Gast ohne Konto", "tel:+496990009120")
        assert (row.needs, row.state) == ("Gebärdensprache und Hund", "gebucht")

    def test_of_a_day_are_those_that_begin_on_it(self) -> None:
        late = _item(starts_at=datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
        day = agenda_day(translator("en"), date(2026, 11, 25), [_item(), late], _BERLIN, only="Anna")
        assert (day.title, day.caption) == ("Wednesday, 25 November 2026: Anna", "one appointment")
        assert [row.time for row in day.rows] == ["00:30 to 09:30"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_there_are_some_for_everything(self, language: Language) -> None:
        t = translator(language)
        states = {state: state_words(t, state)[0] for state in get_args(BookingState)}
        assert len(set(states.values())) == len(states)
        places = {agenda_row(t, _item(channel=channel, room=""), _BERLIN).place for channel in get_args(Channel)}
        assert len(places) == 3
        at = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
        kinds = {event_row(t, HistoryEvent(kind, at, True, "Anna", None), _BERLIN).what for kind in get_args(EventKind)}
        assert len(kinds) == len(get_args(EventKind))

    def test_who_did_what_and_when_it_was_before(self) -> None:
        at = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
        t = translator("de")
        moved = event_row(t, HistoryEvent("moved", at, True, "Anna", at), _BERLIN)
        assert (moved.what, moved.who) == ("Verschoben, vorher 24. November 2026, 09:00 Uhr", "Anna")
        assert event_row(t, HistoryEvent("booked", at, False, "", None), _BERLIN).who == "von der Person selbst"

    def test_nothing_to_dial_and_no_needs_are_nothing(self) -> None:
        assert phone_href("") == phone_href("auf Anfrage") == ""
        assert needs_words(translator("de"), []) == ""
