"""Who books, moves or cancels gets one mail with a file that puts their calendar right."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from backend.appointments.booking import operations
from backend.appointments.booking.links import booking_of
from backend.appointments.booking.schemas import Contact, Details
from backend.core.database import SYSTEM, transaction
from backend.core.mail.message import compose
from backend.core.mail.operations import begin_attempt, note_failure
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import (
    ERIKA,
    MINUTE,
    NOBODY,
    NOW,
    STAFF,
    ZONE,
    Office,
    at,
    insert,
    open_office,
    rows,
)
from tests.backend.appointments.notices.post import (
    calendar_of,
    event_of,
    jobs_waiting,
    sent,
    subjects,
    tell_all,
    text_of,
)

_LONG: Final = timedelta(minutes=5)


async def test_a_confirmation_says_when_where_and_how_to_change_it(office: Office, settings: Settings) -> None:
    booking_id = await office.book(at(10))
    [mail] = await sent(settings, NOW)
    assert (mail["To"], mail["Subject"]) == ("erika@example.org", "Ihr Termin ist gebucht")
    for text in (text_of(mail), text_of(mail, "html")):
        assert "Montag, 23. November 2026, 10:00 bis 10:30 Uhr (Mitteleuropäische" in text
        assert "Am Telefon, wir rufen Sie an" in text
        assert "Anna" in text
    [link] = [line for line in text_of(mail).splitlines() if "/termin#token=" in line]
    assert booking_of(link.rpartition("=")[2], key=settings.key()) == booking_id


async def test_on_site_it_says_how_to_get_there_and_in(database: str, settings: Settings) -> None:
    office = await open_office(
        settings, channels=["on_site"], bring_de="Ausweis,\nletzte Rechnung", bring_en="ID, last invoice"
    )
    place = await insert(
        "location",
        name_de="Kundenzentrum",
        name_en="Customer centre",
        street="Am Markt 1",
        postal_code="61462",
        city="Lindental",
        directions_de="Bus 12 bis Markt",
        directions_en="Bus 12 to Markt",
        step_free=True,
        induction_loop=True,
    )
    await insert("service_location", service_id=office.service_id, location_id=place)
    await insert("resource_location", resource_id=office.person_id, location_id=place)
    held = await office.hold(at(10), channel="on_site", location_id=place)
    details = Details(ERIKA.contact, language="en")
    await operations.book(booking_id=held.booking_id, details=details, hand=NOBODY, now=NOW)
    [mail] = await sent(settings, NOW)
    text = text_of(mail)
    assert mail["Subject"] == "Your appointment is booked"
    assert "When: Monday, 23 November 2026, 10:00 to 10:30\n" in text
    assert "Where: Customer centre, Am Markt 1, 61462 Lindental\n" in text
    assert "Please bring: ID, last invoice\n" in text
    assert "How to get there: Bus 12 to Markt\n" in text
    assert "Accessibility: step-free, induction loop\n" in text
    assert "/en/appointment#token=" in text
    assert event_of(calendar_of(mail))["LOCATION"] == "Customer centre, Am Markt 1, 61462 Lindental"


async def test_by_video_it_has_the_link(database: str, settings: Settings) -> None:
    office = await open_office(settings, channels=["video"])
    await rows("update resource set video_url = 'https://video.example/anna'")
    await office.book(at(10), channel="video")
    [mail] = await sent(settings, NOW)
    for text in (text_of(mail), text_of(mail, "html")):
        assert "https://video.example/anna" in text
        assert "10:00 bis 10:30 Uhr (Mitteleuropäische" in text
    assert event_of(calendar_of(mail))["LOCATION"] == "https://video.example/anna"


async def test_calendars_are_told_of_booking_move_and_cancellation(office: Office, settings: Settings) -> None:
    booking_id = await office.book(at(10))
    booked = calendar_of((await sent(settings, NOW))[0])
    await office.move(booking_id, at(15), now=NOW + MINUTE)
    moved = calendar_of((await sent(settings, NOW + MINUTE))[0])
    await operations.cancel(booking_id=booking_id, hand=NOBODY, now=NOW + 2 * MINUTE)
    cancelled = calendar_of((await sent(settings, NOW + 2 * MINUTE))[0])

    assert [str(each["METHOD"]) for each in (booked, moved, cancelled)] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [event_of(each) for each in (booked, moved, cancelled)]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [event.start for event in events] == [at(10), at(15), at(15)]
    assert {event["DTSTART"].params["TZID"] for event in events} == {str(ZONE)}
    assert [len(event.alarms.times) for event in events] == [1, 1, 0]
    assert all(calendar.walk("VTIMEZONE") for calendar in (booked, moved, cancelled))
    for event in events:
        assert str(event["ORGANIZER"]) == "mailto:portal@lindental.example"
        assert str(event["ATTENDEE"]) == "mailto:erika@example.org"


async def test_a_move_names_both_times_and_a_cancellation_who_did_it(office: Office, settings: Settings) -> None:
    booking_id = await office.book(at(10))
    await sent(settings, NOW)
    await office.move(booking_id, at(15), now=NOW + MINUTE)
    [moved] = await sent(settings, NOW + MINUTE)
    assert "Bisher war er am: Montag, 23. November 2026, 10:00 Uhr" in text_of(moved)
    assert "15:00 bis 15:30 Uhr" in text_of(moved)
    assert "wir mussten" not in text_of(moved)
    await operations.cancel(booking_id=booking_id, hand=STAFF, now=NOW + _LONG)
    [cancelled] = await sent(settings, NOW + _LONG)
    assert "leider müssen wir Ihren Termin absagen" in text_of(cancelled)


async def test_what_is_only_held_or_undone_is_told_to_nobody(office: Office, settings: Settings) -> None:
    await office.hold(at(10))
    held = await office.hold(at(11))
    with pytest.raises(ZeroDivisionError):
        await _book_and_fail(held.booking_id)
    assert await sent(settings, NOW) == []
    assert await jobs_waiting() == 0


async def _book_and_fail(booking_id: UUID) -> None:
    async with transaction(SYSTEM):
        await operations.book(booking_id=booking_id, details=ERIKA, hand=NOBODY, now=NOW)
        raise ZeroDivisionError


async def test_each_news_is_told_once_and_the_last_one_counts(office: Office, settings: Settings) -> None:
    booking_id = await office.book(at(10))
    await office.move(booking_id, at(12))
    assert await jobs_waiting() == 2
    assert subjects(await sent(settings, NOW)) == ["Ihr Termin ist verschoben"]
    assert await sent(settings, NOW + _LONG) == []


async def test_without_an_address_there_is_no_mail(office: Office, settings: Settings) -> None:
    held = await office.hold(at(10))
    details = Details(Contact("Erika Muster", phone="069 1"))
    await operations.book(booking_id=held.booking_id, details=details, hand=STAFF, now=NOW)
    assert await sent(settings, NOW) == []


async def test_near_its_time_it_says_whom_to_call(database: str, settings: Settings) -> None:
    office = await open_office(settings, cancel_until=24 * 60 * 3)
    await office.book(at(10))
    [mail] = await sent(settings, NOW)
    assert "Rufen Sie uns dazu bitte an: +49" in text_of(mail)
    assert "/termin#" not in text_of(mail)


async def test_nothing_typed_by_people_stands_in_the_mail(office: Office, settings: Settings) -> None:
    held = await office.hold(at(10))
    typed = Contact("Sie haben gewonnen", "victim@example.org", "www.bad.example")
    await operations.book(booking_id=held.booking_id, details=Details(typed), hand=NOBODY, now=NOW)
    [mail] = await sent(settings, NOW)
    everything = mail.as_string() + str(event_of(calendar_of(mail)))
    assert "gewonnen" not in everything
    assert "bad.example" not in everything


async def test_a_mail_that_is_tried_again_is_the_very_same(office: Office, settings: Settings) -> None:
    booking_id = await office.book(at(10))
    await tell_all(settings, NOW)
    [row] = await rows("select id from mail_message")
    copies = []
    for _ in range(2):
        async with transaction(SYSTEM):
            attempt = await begin_attempt(message_id=row["id"], now=NOW)
            assert attempt is not None
            copies.append(compose(attempt, settings=settings).as_bytes())
            await note_failure(attempt=attempt, error="busy", give_up=False)
        await operations.cancel(booking_id=booking_id, hand=NOBODY, now=NOW)
    assert copies[0] == copies[1]


async def test_what_was_attached_is_forgotten_with_the_rest(office: Office, settings: Settings) -> None:
    await office.book(at(10))
    await tell_all(settings, NOW)
    [before] = await rows("select attachment from mail_message")
    assert b"VEVENT" in before["attachment"]
    await sent(settings, NOW)
    [after] = await rows("select attachment, attachment_name, attachment_type, parameters from mail_message")
    assert set(after.values()) == {None}
