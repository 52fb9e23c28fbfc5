"""Many browsers at once, old tabs, and requests that no page sends: each gets a clear answer, and nothing is lost."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from backend.appointments.setup.operations.changing import By, retire
from backend.core.clock import utc_now
from backend.core.ids import new_id
from tests.backend.appointments.booking.office import ZONE, Office, overlaps, rows
from tests.backend.appointments.booking.tabs import CONTACT, OpenTab, Tab, booked, told
from tests.backend.profile.people import move_in

_MANY = 60


class TestAtTheSameTime:
    async def test_of_sixty_people_one_gets_the_time(self, open_tab: OpenTab) -> None:
        tabs = [await open_tab(await move_in(f"person{number}")) for number in range(_MANY)]
        wanted = (await tabs[0].times())[0]

        async def press(tab: Tab) -> tuple[int, str]:
            held = await tab.hold(wanted)
            return told(await tab.book(held.json()["booking_id"]) if held.status_code == 201 else held)

        answers = await asyncio.gather(*(press(tab) for tab in tabs))
        assert Counter(answers) == {(200, ""): 1, (409, "time-gone"): _MANY - 1}
        [booked] = await rows("select b.state, m.starts_at from booking b join meeting m on m.id = b.meeting_id")
        assert (booked["state"], booked["starts_at"]) == ("booked", datetime.fromisoformat(wanted))
        assert wanted not in await tabs[-1].times()

    async def test_of_sixty_moves_to_one_time_one_succeeds_and_the_others_stay(self, open_tab: OpenTab) -> None:
        tabs = [await open_tab(await move_in(f"person{number}")) for number in range(6)]
        *starts, wanted = (await tabs[0].times())[: len(tabs) + 1]
        made = [await booked(tab, start) for tab, start in zip(tabs, starts, strict=True)]
        answers = await asyncio.gather(
            *(tab.move(booking, wanted) for tab, booking in zip(tabs, made, strict=True) for _ in range(10))
        )
        # Each pressed ten times: the winner's other presses changed nothing.
        assert Counter(told(answer) for answer in answers) == {(200, ""): 10, (409, "time-gone"): 50}
        assert len(await rows("select from booking_event where kind = 'moved'")) == 1
        at = await rows("select m.starts_at from booking b join meeting m on m.id = b.meeting_id")
        moments = {row["starts_at"] for row in at}
        assert len(moments) == len(tabs)
        assert datetime.fromisoformat(wanted) in moments
        assert await overlaps() == 0

    async def test_the_button_pressed_in_two_tabs_books_once(self, open_tab: OpenTab) -> None:
        erika = await move_in("erika")
        one, other = await open_tab(erika), await open_tab(erika)
        held = await one.hold_first()
        first, second = await asyncio.gather(one.book(held), other.book(held))
        assert told(first) == told(second) == (200, "")
        assert first.json() == second.json()
        assert len(await rows("select from booking_event")) == len(await rows("select from booking_notice")) == 1

    async def test_moved_in_one_tab_and_cancelled_in_the_other(self, open_tab: OpenTab) -> None:
        """Whichever is first: in the end it is cancelled, and both times are free."""
        erika = await move_in("erika")
        one, other = await open_tab(erika), await open_tab(erika)
        first, later, *_ = await one.times()
        made = await booked(one, first)
        moved, cancelled = await asyncio.gather(one.move(made, later), other.cancel(made))
        assert told(cancelled) == (204, "")
        assert told(moved) in {(200, ""), (409, "booking-settled")}
        assert {first, later} <= set(await one.times())


class TestOldTabs:
    async def test_do_not_bring_back_what_is_cancelled(self, open_tab: OpenTab) -> None:
        erika = await move_in("erika")
        one, old = await open_tab(erika), await open_tab(erika)
        first, later, *_ = await one.times()
        made = await booked(old, first)
        await one.cancel(made)
        assert told(await old.move(made, later)) == (409, "booking-settled")
        assert told(await old.cancel(made)) == (204, "")
        assert told(await old.book(made)) == (410, "hold-expired")
        assert {row["state"] for row in await rows("select state from booking")} == {"cancelled"}

    async def test_are_told_when_the_service_was_switched_off(self, open_tab: OpenTab, office: Office) -> None:
        """The seat that was kept is gone with it: nothing is booked that nobody will give."""
        tab = await open_tab(await move_in("erika"))
        wanted = (await tab.times())[1]
        held = await tab.hold_first()
        await retire(kind="service", thing_id=office.service_id, by=By(new_id(), utc_now(), ZONE))
        assert told(await tab.book(held)) == (404, "not-found")
        assert told(await tab.hold(wanted)) == (404, "not-found")
        address = f"/appointments/services/{office.service_id}/times"
        assert told(await tab.http.get(address, params={"channel": "phone"})) == (404, "not-found")
        assert await rows("select from booking") == []

    async def test_are_told_when_the_time_was_given_to_another(self, open_tab: OpenTab) -> None:
        slow, quick = await open_tab(await move_in("slow")), await open_tab(await move_in("quick"))
        wanted = (await slow.times())[0]
        held = (await slow.hold(wanted)).json()["booking_id"]
        await rows("update booking set held_until = {}", datetime.now(UTC))
        await booked(quick, wanted)
        assert told(await slow.book(held)) == (404, "not-found")
        assert told(await slow.hold(wanted)) == (409, "time-gone")
        assert wanted not in await slow.times()


class TestManipulated:
    @pytest.mark.parametrize(
        ("booking_id", "expected"),
        [(uuid4(), (404, "not-found")), ("0", (404, "not-found")), ("'; drop table booking", (404, "not-found"))],
        ids=["nobody's", "no id", "SQL"],
    )
    async def test_seats_that_nobody_gave_are_none(
        self, open_tab: OpenTab, booking_id: object, expected: tuple[int, str]
    ) -> None:
        tab = await open_tab(await move_in("erika"))
        assert told(await tab.book(booking_id)) == expected
        assert told(await tab.http.post(f"/appointments/holds/{booking_id}/extend")) == expected

    @pytest.mark.parametrize(
        "wish",
        [
            {"service_id": "1"},
            {"request_key": "again"},
            {"time": {"starts_at": "soon", "channel": "phone"}},
            {"time": {"starts_at": "2026-02-29T09:00:00Z", "channel": "phone"}},
            {"time": {"starts_at": "2026-11-24T09:00:00Z", "channel": "letter"}},
            {"time": None},
            {"needs": "sign-language"},
        ],
    )
    async def test_wishes_that_make_no_sense_are_refused(self, open_tab: OpenTab, wish: dict[str, Any]) -> None:
        tab = await open_tab(await move_in("erika"))
        answer = await tab.hold((await tab.times())[0], **wish)
        assert told(answer) == (400, "invalid-input")
        assert await rows("select from booking") == []

    async def test_a_held_seat_is_booked_at_its_own_time(self, open_tab: OpenTab) -> None:
        """What a form adds to the seat that is kept, such as another time or owner, changes nothing."""
        tab = await open_tab(await move_in("erika"))
        first, later, *_ = await tab.times()
        held = (await tab.hold(first)).json()["booking_id"]
        made = (await tab.book(held, time={"starts_at": later}, state="attended", customer_id=str(uuid4()))).json()
        assert (made["starts_at"], made["state"]) == (first, "booked")
        assert [item["id"] for item in (await tab.http.get("/appointments")).json()["items"]] == [held]

    async def test_an_answer_of_ten_thousand_characters_keeps_the_seat(self, open_tab: OpenTab, office: Office) -> None:
        question = str(await office.ask(kind="text"))
        tab = await open_tab(await move_in("erika"))
        held = await tab.hold_first()
        long = await tab.book(held, answers={question: "ä" * 10_000})
        assert told(long) == (400, "invalid-input")
        assert long.json()["errors"] == [{"field": f"answer-{question}", "message_key": "too-long"}]
        assert told(await tab.book(held, answers={question: "kürzer"})) == (200, "")

    async def test_markup_in_answers_stays_text(self, open_tab: OpenTab, office: Office) -> None:
        question = str(await office.ask(kind="text"))
        tab = await open_tab(await move_in("erika"))
        markup = "<script>alert(1)</script> & <b onclick='x'>fett</b>\x07"
        made = await tab.book(await tab.hold_first(), answers={question: markup}, contact={**CONTACT, "name": markup})
        assert made.status_code == 200, made.text
        kept = (await tab.http.get(f"/appointments/{made.json()['id']}")).json()
        assert kept["answers"] == [{"question": "?", "text": markup}]
        assert kept["item"]["contact"]["name"] == markup

    async def test_what_no_database_can_keep_is_refused(self, open_tab: OpenTab, office: Office) -> None:
        question = str(await office.ask(kind="text"))
        tab = await open_tab(await move_in("erika"))
        held = await tab.hold_first()
        odd = await tab.book(held, answers={question: "a\x00b"})
        assert odd.status_code == 400, odd.text
        assert told(await tab.book(held)) == (200, "")
