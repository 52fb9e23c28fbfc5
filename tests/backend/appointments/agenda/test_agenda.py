"""The agenda: which appointments staff see on which day, what they find, and what they note down."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.appointments.agenda import operations, queries
from backend.appointments.agenda.operations import NoteChanged, NotYet
from backend.appointments.agenda.schemas import Agenda, AgendaDetail, FoundAppointments, Span
from backend.appointments.booking.operations import BookingSettled, Owner, book
from backend.appointments.booking.operations import cancel as cancel_booking
from backend.core.database import Actor, Role, fetch, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.core.paging import PageRequest
from tests.backend.appointments.booking.office import (
    MINUTE,
    MONDAY,
    NOW,
    STAFF,
    ZONE,
    Office,
    answers,
    at,
    booking,
    insert,
    rows,
)
from tests.backend.identity.people import make_account
from tests.backend.profile.people import move_in

_AT_WORK = Actor(Role.STAFF)
_DAY = timedelta(days=1)


async def agenda(
    day: date = MONDAY, *, span: Span = "day", person_id: UUID | None = None, location_id: UUID | None = None
) -> Agenda:
    async with transaction(_AT_WORK):
        return await queries.read_agenda(
            day=day,
            span=span,
            person_id=person_id,
            location_id=location_id,
            language="de",
            now=NOW,
            zone=ZONE,
        )


async def found(search: str, *, page: int = 1, size: int = 20, now: datetime = NOW) -> FoundAppointments:
    async with transaction(_AT_WORK):
        return await queries.find_appointments(
            search=search, page=PageRequest(page, size), language="de", now=now, zone=ZONE
        )


async def detail(booking_id: UUID, *, now: datetime = NOW) -> AgendaDetail:
    async with transaction(_AT_WORK):
        return await queries.read_appointment(booking_id=booking_id, language="en", now=now, zone=ZONE)


async def name_it(booking_id: UUID, name: str, *, email: str = "", phone: str = "", note: str = "") -> None:
    await rows(
        "update booking set contact_name = {}, contact_email = {}, contact_phone = {}, note = {} where id = {}",
        *(name, email, phone, note, booking_id),
    )


class TestDays:
    async def test_shows_the_day_in_order_and_no_other(self, office: Office) -> None:
        second, first = await office.book(at(11)), await office.book(at(9))
        await office.book(at(9, day=MONDAY + _DAY))
        seen = await agenda()
        assert [item.id for item in seen.items] == [first, second]
        item = seen.items[0]
        assert (item.service, item.person, item.channel, item.state) == ("Beratung", "Anna", "phone", "booked")
        assert (item.contact.name, item.contact.phone) == ("Erika Muster", "+49 69 90009120")
        assert (item.starts_at, item.is_guest, item.customer_number) == (at(9), True, "")
        assert (seen.today, seen.zone) == (NOW.date(), "Europe/Berlin")

    async def test_a_week_goes_from_monday_to_sunday(self, office: Office) -> None:
        inside = await office.book(at(9, day=MONDAY + 4 * _DAY))
        await office.book(at(9, day=MONDAY + 7 * _DAY))
        for day in range(7):
            seen = await agenda(MONDAY + day * _DAY, span="week")
            assert ([item.id for item in seen.items], seen.first, seen.days) == ([inside], MONDAY, 7)

    async def test_a_day_begins_at_midnight_on_the_wall_clock(self, office: Office) -> None:
        """On the day on which clocks are set back it lasts 25 hours."""
        sunday = date(2026, 10, 25)
        for hour in (0, 23):
            start = at(hour, 30, day=sunday)
            await insert(
                "meeting",
                service_id=office.service_id,
                person_id=office.person_id,
                channel="phone",
                starts_at=start,
                ends_at=start + 15 * MINUTE,
                blocked_from=start,
                blocked_until=start + 15 * MINUTE,
                capacity=1,
            )
        for number, row in enumerate(await rows("select id from meeting")):
            await insert(
                "booking",
                meeting_id=row["id"],
                seat=1,
                capacity=1,
                state="booked",
                calendar_uid=str(number),
                created_at=NOW,
                changed_at=NOW,
            )
        assert [item.starts_at.astimezone(ZONE).hour for item in (await agenda(sunday)).items] == [0, 23]
        assert not (await agenda(sunday - _DAY)).items
        assert not (await agenda(sunday + _DAY)).items

    async def test_leaves_out_what_is_only_held_and_what_was_cancelled(self, office: Office) -> None:
        gone = await office.book(at(9))
        await cancel_booking(booking_id=gone, hand=STAFF, now=NOW)
        await office.hold(at(10))
        assert not (await agenda()).items

    async def test_is_for_one_person_or_one_location(self, office: Office) -> None:
        berta = await office.employ("Berta")
        await rows("update service set channels = array['phone', 'on_site'], needs_room = false")
        place = await insert("location", name_de="Markt", name_en="Market", street="", postal_code="", city="")
        await insert("service_location", service_id=office.service_id, location_id=place)
        await insert("resource_location", resource_id=berta, location_id=place)
        here = await office.book(at(9), channel="on_site", location_id=place)
        there = await office.book(at(9))
        seen = await agenda()
        assert {item.id for item in seen.items} == {here, there}
        assert {named.name for named in seen.people} == {"Anna", "Berta"}
        assert [named.name for named in seen.locations] == ["Markt"]
        assert [item.id for item in (await agenda(person_id=berta)).items] == [here]
        assert [(item.id, item.location) for item in (await agenda(location_id=place)).items] == [(here, "Markt")]
        assert not (await agenda(person_id=uuid4())).items

    async def test_names_the_customer(self, office: Office) -> None:
        erika = await move_in("erika")
        await office.book(at(9), owner=Owner(customer_id=erika.customer_id))
        [item] = (await agenda()).items
        assert (item.customer_id, item.customer_number, item.is_guest) == (erika.customer_id, "40-erika", False)

    async def test_says_so_when_there_are_more_than_a_page_can_show(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "MOST_ITEMS", 1)
        await office.book(at(9))
        assert not (await agenda()).has_more
        await office.book(at(10))
        seen = await agenda()
        assert (len(seen.items), seen.has_more) == (1, True)


class TestSearch:
    @pytest.mark.parametrize(
        "search",
        ["müller", "Beratung Müller", "MUELLER@EXAMPLE", "069 9000-9120", "+49 69 90009120", "rollstuhl", "Advice"],
    )
    async def test_finds_by_what_is_known(self, office: Office, search: str) -> None:
        await office.book(at(9))
        wanted = await office.book(at(10))
        await name_it(
            wanted, "Jo Müller", email="mueller@example.org", phone="+49 (69) 9000 9120", note="kommt im Rollstuhl"
        )
        await rows("update booking set contact_phone = '030 1' where id <> {}", wanted)
        result = await found(search)
        assert wanted in {item.id for item in result.items}
        if search != "Advice":
            assert result.total == 1

    @pytest.mark.parametrize("number", ["40-erika", "40erika", "40"])
    async def test_finds_by_customer_number(self, office: Office, number: str) -> None:
        erika = await move_in("erika")
        mine = await office.book(at(9), owner=Owner(customer_id=erika.customer_id))
        await office.book(at(10))
        assert [item.id for item in (await found(number)).items if item.customer_number] == [mine]

    @pytest.mark.parametrize("search", ["", "  ", "niemand", "Müller Schmidt", "%", "_", "\\"])
    async def test_finds_nothing_else(self, office: Office, search: str) -> None:
        await name_it(await office.book(at(9)), "Jo Müller")
        assert (await found(search)).total == 0

    async def test_the_next_comes_first_and_past_ones_last(self, office: Office) -> None:
        early, late = await office.book(at(9)), await office.book(at(12))
        later, next_day = await office.book(at(14)), await office.book(at(9, day=MONDAY + _DAY))
        result = await found("Erika", now=at(13))
        assert [item.id for item in result.items] == [later, next_day, late, early]

    async def test_comes_by_pages_and_knows_cancelled_ones(self, office: Office) -> None:
        first, second = await office.book(at(9)), await office.book(at(10))
        await cancel_booking(booking_id=second, hand=STAFF, now=NOW)
        await office.hold(at(11))
        pages = [await found("Beratung", page=number, size=1) for number in (1, 2)]
        assert [(page.total, page.pages) for page in pages] == [(2, 2), (2, 2)]
        assert {item.id: item.state for page in pages for item in page.items} == {first: "booked", second: "cancelled"}


class TestOne:
    async def test_tells_answers_and_history(self, office: Office) -> None:
        question = await office.ask(label_de="Worum geht es?", label_en="What is it about?")
        held = await office.hold(at(9))
        await book(booking_id=held.booking_id, details=answers((question, "Um Wärme")), hand=STAFF, now=NOW)
        anna = await make_account("anna@example.org", role="agent")
        await operations.attend(booking_id=held.booking_id, staff_id=anna, now=at(9), zone=ZONE)
        seen = await detail(held.booking_id, now=at(9))
        assert [(answer.question, answer.text) for answer in seen.answers] == [("What is it about?", "Um Wärme")]
        assert [(event.kind, event.by) for event in seen.events] == [("booked", ""), ("attended", "Erika Muster")]
        assert (seen.item.service, seen.item.state) == ("Advice", "attended")

    async def test_customers_are_not_named_in_the_history(self, office: Office) -> None:
        account_id = await make_account()
        held = await office.book(at(9))
        await rows("update booking_event set account_id = {}, by_staff = false", account_id)
        assert [event.by for event in (await detail(held)).events] == [""]

    async def test_a_held_seat_is_none(self, office: Office) -> None:
        held = await office.hold(at(9))
        with pytest.raises(NotFound):
            await detail(held.booking_id)
        with pytest.raises(NotFound):
            await operations.write_note(booking_id=held.booking_id, note="x", before="")


class TestWhoHasCome:
    async def test_said_and_taken_back(self, office: Office) -> None:
        made, anna = await office.book(at(9)), await make_account("anna@example.org", role="agent")
        for _ in range(2):
            await operations.attend(booking_id=made, staff_id=anna, now=at(8, 50), zone=ZONE)
        assert (await booking(made))["state"] == "attended"
        for _ in range(2):
            await operations.reopen(booking_id=made, staff_id=anna, now=at(9))
        await operations.miss(booking_id=made, staff_id=anna, now=at(9, 20))
        assert (await booking(made))["state"] == "missed"
        seen = await detail(made, now=at(9, 20))
        kinds = [event.kind for event in seen.events]
        assert kinds == ["booked", "attended", "reopened", "missed"], "saying it twice is no news"
        assert (seen.may_reopen, seen.may_attend, seen.may_miss, seen.may_change) == (True, False, False, False)

    async def test_not_before_its_day_and_missed_not_before_its_start(self, office: Office) -> None:
        made, anna = await office.book(at(9)), await make_account("anna@example.org", role="agent")
        with pytest.raises(NotYet):
            await operations.attend(booking_id=made, staff_id=anna, now=at(0) - MINUTE, zone=ZONE)
        with pytest.raises(NotYet):
            await operations.miss(booking_id=made, staff_id=anna, now=at(9) - MINUTE)
        for now, attend, miss in ((at(0) - MINUTE, False, False), (at(0), True, False), (at(9), True, True)):
            seen = await detail(made, now=now)
            assert (seen.may_attend, seen.may_miss) == (attend, miss)
        assert [event.kind for event in (await detail(made)).events] == ["booked"]

    async def test_one_who_has_missed_it_has_not_come_unless_it_is_taken_back(self, office: Office) -> None:
        made, anna = await office.book(at(9)), await make_account("anna@example.org", role="agent")
        await operations.miss(booking_id=made, staff_id=anna, now=at(9))
        with pytest.raises(BookingSettled):
            await operations.attend(booking_id=made, staff_id=anna, now=at(9), zone=ZONE)

    async def test_what_was_cancelled_stays_so(self, office: Office) -> None:
        made, anna = await office.book(at(9)), await make_account("anna@example.org", role="agent")
        await cancel_booking(booking_id=made, hand=STAFF, now=NOW)
        with pytest.raises(BookingSettled):
            await operations.attend(booking_id=made, staff_id=anna, now=at(9), zone=ZONE)
        with pytest.raises(BookingSettled):
            await operations.miss(booking_id=made, staff_id=anna, now=at(9))
        with pytest.raises(BookingSettled):
            await operations.reopen(booking_id=made, staff_id=anna, now=at(9))


class TestNote:
    async def test_is_kept_and_replaced(self, office: Office) -> None:
        made = await office.book(at(9))
        await operations.write_note(booking_id=made, note="  bringt Unterlagen mit ", before="")
        await operations.write_note(booking_id=made, note="", before="bringt Unterlagen mit")
        assert (await booking(made))["note"] == ""

    async def test_nobody_overwrites_what_a_colleague_has_written(self, office: Office) -> None:
        made = await office.book(at(9))
        await operations.write_note(booking_id=made, note="von Anna", before="")
        with pytest.raises(NoteChanged):
            await operations.write_note(booking_id=made, note="von Bernd", before="")
        await operations.write_note(booking_id=made, note="von Anna", before="")
        assert (await booking(made))["note"] == "von Anna"

    async def test_has_an_end(self, office: Office) -> None:
        made = await office.book(at(9))
        await operations.write_note(booking_id=made, note="x" * operations.LONGEST_NOTE, before="")
        with pytest.raises(InvalidInput) as refused:
            await operations.write_note(booking_id=made, note="x" * (operations.LONGEST_NOTE + 1), before="")
        assert refused.value.errors == {"note": "note-shape"}


async def test_customers_do_not_see_the_note(office: Office) -> None:
    """The database itself keeps it from them."""
    erika = await move_in("erika")
    await office.book(at(9), owner=Owner(customer_id=erika.customer_id))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with transaction(erika.actor):
            await fetch("select note from booking")
