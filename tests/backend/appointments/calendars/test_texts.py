"""Nothing that people type breaks a document, gets into another line of it, or is lost."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from backend.appointments.calendars.ics import feed, file, invitation, stored
from backend.appointments.calendars.model import CalendarEntry, Organiser
from backend.appointments.calendars.plain_text import lines, one_line
from tests.backend.appointments.calendars.entries import BERLIN, entry, only_event, unfolded

INJECTION = "x\r\nATTENDEE:mailto:evil@example.org\nBEGIN:VALARM\u2028END:VEVENT\x85METHOD:CANCEL\r\x0bX-EVIL:1"
ESCAPES = 'a\\nb\\Nc\\,d\\;e\\\\f;g,h:i"j^nk^^l%2C%0D%0AATTENDEE:x'

anything = st.one_of(
    st.text(st.characters(codec=None, categories=None), max_size=300),
    st.text('\r\n\t\\;,:"^nN %ä😀\x00\x1f\x7f\x85\u2028\u202e\ufffe\ud800 ', max_size=300),
)


def everywhere(text: str) -> CalendarEntry:
    """An entry with `text` wherever one can stand."""
    return entry(
        uid=f"{text}@example.org",
        summary=text,
        description=text,
        place=text,
        url=f"https://example.org/{text}",
        organiser=Organiser(text, f"{text}@example.org"),
        attendee=f"{text}@example.org",
    )


@settings(max_examples=150, deadline=None)
@given(anything)
@example(INJECTION)
@example(ESCAPES)
@example("ä" * 10_000)
@example("😀\n" * 5_000)
@example(INJECTION * 100)
def test_every_document_is_well_formed(text: str) -> None:
    """RFC 5545, 3.1: lines end with CRLF, are no longer than 75 octets, and hold no control characters."""
    written = everywhere(text)
    for document in (invitation(written, BERLIN), stored(written, BERLIN), feed([written], text, BERLIN)):
        assert document.endswith(b"END:VCALENDAR\r\n")
        for line in document.split(b"\r\n"):
            assert len(line) <= 75
            assert not any(octet < 0x20 or octet == 0x7F for octet in line)
        assert len(Calendar.from_ical(document).events) == 1


@settings(max_examples=150, deadline=None)
@given(anything)
@example(INJECTION)
@example(ESCAPES)
def test_no_text_becomes_a_line_of_its_own(text: str) -> None:
    def kinds(document: bytes) -> list[str]:
        return [line.partition(":")[0].partition(";")[0] for line in unfolded(document)]

    assert kinds(invitation(everywhere(f"x{text}"), BERLIN)) == kinds(invitation(everywhere("x"), BERLIN))


@settings(max_examples=150, deadline=None)
@given(anything)
@example(ESCAPES)
@example("C:\\Neu\\nicht")
@example("Zeile 1\n\n Zeile 3 ")
@example("x" * 10_000)
def test_what_was_typed_comes_back(text: str) -> None:
    event = only_event(file(entry(summary=text, description=text, place=text), BERLIN))
    assert str(event.get("DESCRIPTION", "")) == lines(text)
    assert str(event.get("SUMMARY", "")) == str(event.get("LOCATION", "")) == one_line(text)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_nothing_that_people_can_see_is_taken_away(text: str) -> None:
    assert lines(text) == text


@given(anything)
def test_what_is_left_can_stand_in_xml_and_on_a_screen(text: str) -> None:
    left = lines(text)
    assert not {unicodedata.category(char) for char in left if char != "\n"} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(left) & set("\u202d\u202e\u2066\ufeff\ufffe\uffff")
    assert lines(left) == left


def test_a_name_in_quotation_marks_stays_a_name() -> None:
    event = only_event(invitation(entry(organiser=Organiser('Amt "Mitte": Team, 1', "amt@example.org")), BERLIN))
    assert event["ORGANIZER"].params["CN"] == "Amt 'Mitte': Team, 1"
    assert event["ORGANIZER"] == "mailto:amt@example.org"


def test_an_address_goes_to_nobody_else() -> None:
    """RFC 6068, 2: behind a question mark would stand more recipients, and texts."""
    event = only_event(invitation(entry(attendee="a@example.org?cc=b@example.org&subject=x"), BERLIN))
    assert event["ATTENDEE"] == "mailto:a@example.org%3Fcc=b@example.org%26subject=x"
