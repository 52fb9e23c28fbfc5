"""What goes along with mails, is downloaded, subscribed to, and written into calendars."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from backend.appointments.calendars.ics import feed, file, invitation, stored
from tests.backend.appointments.calendars.entries import BERLIN, START, UID, at, entry, only_event, unfolded


def test_an_invitation_can_be_put_into_a_calendar() -> None:
    document = invitation(entry(), BERLIN)
    assert Calendar.from_ical(document)["METHOD"] == "REQUEST"
    event = only_event(document)
    assert event["UID"] == UID
    assert event["SEQUENCE"] == 0
    assert (event.start, event.end) == (START, START + timedelta(minutes=30))
    assert event["SUMMARY"] == "Beratung zu Ihrem Tarif"
    assert event["DESCRIPTION"] == "Bitte bringen Sie Ihre letzte Rechnung mit.\nWir freuen uns auf Sie."
    assert event["LOCATION"] == "Kundenzentrum, Marktplatz 1, 12345 Lindental"
    assert event["URL"] == "https://portal.example.org/termine"
    assert event["STATUS"] == "CONFIRMED"
    assert event.DTSTAMP == event.LAST_MODIFIED == datetime(2026, 5, 2, 12, 0, tzinfo=UTC)
    assert event["ORGANIZER"] == "mailto:termine@example.org"
    assert event["ORGANIZER"].params["CN"] == "Stadtwerke Lindental"
    assert event["ATTENDEE"] == "mailto:ingrid@example.org"


def test_nobody_is_asked_for_the_answer_that_booking_was() -> None:
    params = only_event(invitation(entry(), BERLIN))["ATTENDEE"].params
    assert (params["PARTSTAT"], params["RSVP"]) == ("ACCEPTED", "FALSE")


def test_reminders_ring_before_the_beginning() -> None:
    alarms = only_event(invitation(entry(), BERLIN)).walk("VALARM")
    assert [alarm["TRIGGER"].dt for alarm in alarms] == [-timedelta(hours=24), -timedelta(hours=2)]
    assert {str(alarm["ACTION"]) for alarm in alarms} == {"DISPLAY"}
    assert all(alarm["DESCRIPTION"] for alarm in alarms)


def test_moving_it_keeps_its_name_and_raises_its_number() -> None:
    before = only_event(invitation(entry(), BERLIN))
    after = only_event(invitation(at(START + timedelta(days=1), sequence=1), BERLIN))
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


def test_a_cancelled_one_is_taken_back() -> None:
    document = invitation(entry(cancelled=True, sequence=2), BERLIN)
    assert Calendar.from_ical(document)["METHOD"] == "CANCEL"
    event = only_event(document)
    assert (event["STATUS"], event["UID"], event["SEQUENCE"]) == ("CANCELLED", UID, 2)
    assert event["ATTENDEE"] == "mailto:ingrid@example.org"
    assert event.walk("VALARM") == []


def test_without_an_address_nobody_is_invited() -> None:
    document = invitation(entry(attendee=None), BERLIN)
    assert Calendar.from_ical(document)["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in only_event(document)


def test_a_file_names_who_published_it_and_no_attendee() -> None:
    document = file(entry(), BERLIN)
    assert Calendar.from_ical(document)["METHOD"] == "PUBLISH"
    event = only_event(document)
    assert "ORGANIZER" in event
    assert "ATTENDEE" not in event


def test_a_feed_has_a_name_and_says_when_to_ask_again() -> None:
    later = at(START + timedelta(days=200), uid="another@termine.example.org", cancelled=True)
    document = feed([entry(), later], "Termine; von Ingrid", BERLIN)
    assert {"NAME:Termine\\; von Ingrid", "X-WR-CALNAME:Termine\\; von Ingrid"} <= set(unfolded(document))
    calendar = Calendar.from_ical(document)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in unfolded(document)
    assert calendar["METHOD"] == "PUBLISH"
    assert {str(event["UID"]): str(event["STATUS"]) for event in calendar.events} == {
        UID: "CONFIRMED",
        "another@termine.example.org": "CANCELLED",
    }


def test_an_empty_feed_is_a_calendar() -> None:
    calendar = Calendar.from_ical(feed([], "Termine", BERLIN))
    assert (calendar["VERSION"], calendar.events, calendar.timezones) == ("2.0", [], [])


def test_a_calendar_server_is_given_nobody_to_write_to() -> None:
    document = stored(entry(), BERLIN)
    assert "METHOD" not in Calendar.from_ical(document)
    assert {"ATTENDEE", "ORGANIZER"}.isdisjoint(only_event(document))


def test_a_cancelled_one_takes_no_time_in_a_calendar() -> None:
    assert only_event(stored(entry(), BERLIN))["TRANSP"] == "OPAQUE"
    assert only_event(stored(entry(cancelled=True), BERLIN))["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize("make", [invitation, file, stored])
def test_the_same_entry_makes_the_same_document(make: object) -> None:
    assert callable(make)
    assert make(entry(), BERLIN) == make(entry(), BERLIN)


def test_what_is_empty_is_left_out() -> None:
    event = only_event(file(entry(description="", place="", url="", reminders=()), BERLIN))
    assert {"DESCRIPTION", "LOCATION", "URL"}.isdisjoint(event)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/termine", "ftp://example.org/"])
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert "URL" not in only_event(file(entry(url=url), BERLIN))


def test_times_are_those_on_the_wall_with_the_zone_they_are_of() -> None:
    lines = unfolded(invitation(entry(), BERLIN))
    assert "DTSTART;TZID=Europe/Berlin:20260511T100000" in lines
    assert "TZID:Europe/Berlin" in lines


def test_in_utc_no_zone_is_needed() -> None:
    lines = unfolded(invitation(entry(), ZoneInfo("UTC")))
    assert "DTSTART:20260511T080000Z" in lines
    assert "BEGIN:VTIMEZONE" not in lines
