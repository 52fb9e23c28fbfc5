"""What people send by mistake or on purpose, and what changes under their feet: a clear answer, and nothing is lost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.appointments.availability.model import Wish
from backend.appointments.booking import operations
from backend.appointments.booking.clean_up import free_abandoned
from backend.appointments.booking.links import token_for
from backend.appointments.booking.queries import free_times
from backend.appointments.booking.seats import TimeGone
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from backend.identity.closing.operations import close
from tests.backend.appointments.booking.office import ERIKA, ZONE, Office, at, booking, insert, rows
from tests.backend.appointments.booking.tabs import OpenTab, Tab, booked, told
from tests.backend.appointments.notices.post import sent, text_of
from tests.backend.profile.people import Household, make_agent, move_in
from tests.support.catalog import as_owner

LEAP_DAY = date(2028, 2, 29)


async def _detail(tab: Tab, booking_id: str) -> dict[str, Any]:
    answer = await tab.http.get(f"/appointments/{booking_id}")
    assert answer.status_code == 200, answer.text
    detail: dict[str, Any] = answer.json()
    return detail


def _by_the_clock(moment: datetime, hour: int, *, days: int = 0) -> datetime:
    """That hour by the wall clock, so many days later."""
    day = moment.astimezone(ZONE).date() + timedelta(days=days)
    return datetime.combine(day, time(hour), ZONE)


def _odd_times(first: datetime) -> dict[str, datetime]:
    """Times that are not to be had, seen from the first that is."""
    to_sunday = 7 - first.astimezone(ZONE).isoweekday()
    return {
        "an hour ago": utc_now() - timedelta(hours=1),
        "last year": first - timedelta(days=365),
        "between two": first + timedelta(minutes=10),
        "with seconds": first + timedelta(seconds=1),
        "at night": _by_the_clock(first, 3),
        "on a Sunday": _by_the_clock(first, 10, days=to_sunday),
        "in a year": _by_the_clock(first, 10, days=364),
    }


class TestTimes:
    @pytest.mark.parametrize("name", list(_odd_times(datetime(2026, 11, 23, 9, tzinfo=UTC))))
    async def test_that_are_past_or_outside_the_rules_are_gone(self, open_tab: OpenTab, name: str) -> None:
        """For a new appointment as for one that moves, which stays where it was; and others are offered."""
        tab = await open_tab(await move_in("erika"))
        first = (await tab.times())[2]
        odd = _odd_times(datetime.fromisoformat(first))[name].isoformat()
        made = await booked(tab, first)
        assert told(await tab.hold(odd)) == told(await tab.move(made, odd)) == (409, "time-gone")
        item = (await _detail(tab, made))["item"]
        assert (item["starts_at"], item["state"]) == (first, "booked")
        assert len(await rows("select from booking")) == 1
        address = f"/appointments/services/{tab.office.service_id}/nearest-times"
        near = await tab.http.get(address, params={"channel": "phone", "wanted": odd})
        assert near.status_code == 200
        assert bool(near.json()["times"]) == (name != "in a year"), "so far ahead there are none"

    async def test_of_a_service_that_there_is_not_are_not_found(self, open_tab: OpenTab) -> None:
        tab = await open_tab(await move_in("erika"))
        wanted, unknown = (await tab.times())[0], str(uuid4())
        assert told(await tab.hold(wanted, service_id=unknown)) == (404, "not-found")
        for kind in ("times", "nearest-times"):
            answer = await tab.http.get(f"/appointments/services/{unknown}/{kind}", params={"channel": "phone"})
            assert told(answer) == (404, "not-found")
        assert await rows("select from booking") == []


class TestClockChanges:
    """In an office that works at night. With a fixed clock: the next change may be too far ahead."""

    async def test_forward_leave_out_an_hour_and_nothing_else(self, office: Office) -> None:
        starts = await _on_a_night(office, date(2027, 3, 28))
        clock = [f"{start.astimezone(ZONE):%H:%M}" for start in starts]
        assert clock == ["00:00", "00:30", "01:00", "01:30", "03:00", "03:30", "04:00", "04:30"]

    async def test_back_give_an_hour_twice_to_two_people(self, office: Office, settings: Settings) -> None:
        """Half past two comes twice that night: each is an appointment of its own, and says which it is."""
        night = date(2027, 10, 31)
        now = at(9, day=night - timedelta(days=3))
        first, second = [each for each in await _on_a_night(office, night) if f"{each.astimezone(ZONE):%H%M}" == "0230"]
        assert second - first == timedelta(hours=1)
        said = {
            first: "02:30 Uhr (Mitteleuropäische Sommerzeit) bis 02:00 Uhr (Mitteleuropäische Normalzeit)",
            second: "02:30 bis 03:00 Uhr (Mitteleuropäische Normalzeit)",
        }
        for start, words in said.items():
            await office.book(start, now=now)
            [mail] = await sent(settings, now)
            assert f"Wann: Sonntag, 31. Oktober 2027, {words}\n" in text_of(mail)
            with pytest.raises(TimeGone):
                await office.hold(start, now=now)


async def _on_a_night(office: Office, day: date) -> list[datetime]:
    """When something is free that night, in an office that works from midnight to five."""
    await insert("weekly_hours", resource_id=office.person_id, weekday=day.isoweekday(), opens=0, closes=5 * 60)
    midnight, now = datetime.combine(day, time(), ZONE), at(9, day=day - timedelta(days=3))
    async with transaction(SYSTEM):
        found = await free_times(
            service_id=office.service_id, wish=Wish("phone"), start=midnight, most=100, now=now, zone=ZONE
        )
    return [each.starts_at for each in found.times if each.starts_at.astimezone(ZONE).date() == day]


class TestTheLeapDay:
    async def test_is_a_day_like_any_other(self, office: Office) -> None:
        """Booked, moved to the next day and back. With a fixed clock: no leap day need be near."""
        now = at(9, day=LEAP_DAY - timedelta(days=4))
        made = await office.book(at(10, day=LEAP_DAY), now=now)
        await office.move(made, at(10, day=date(2028, 3, 1)), now=now)
        await office.move(made, at(11, day=LEAP_DAY), now=now)
        assert (await booking(made))["starts_at"] == at(11, day=LEAP_DAY)

    @pytest.mark.parametrize("day", ["2027-02-29", "2028-02-30", "2028-13-01"])
    async def test_is_none_in_other_years(self, open_tab: OpenTab, day: str) -> None:
        tab = await open_tab(await move_in("erika"))
        made = await booked(tab, (await tab.times())[0])
        odd = f"{day}T09:00:00Z"
        assert told(await tab.hold(odd)) == told(await tab.move(made, odd)) == (400, "invalid-input")
        assert (await _detail(tab, made))["item"]["state"] == "booked"


class TestWhatIsBooked:
    """Staff take away what it was booked with. It stays, its owner sees it, and can still give it back."""

    async def test_stays_when_its_service_is_switched_off(self, open_tab: OpenTab) -> None:
        tab = await open_tab(await move_in("erika"))
        first, later, *_ = await tab.times()
        made = await booked(tab, first)
        await rows("update service set retired_at = now()")
        assert told(await tab.move(made, later)) == (404, "not-found")
        await _is_kept_and_can_be_cancelled(tab, made, first)

    async def test_goes_to_a_colleague_when_its_adviser_has_left_and_it_moves(
        self, open_tab: OpenTab, office: Office
    ) -> None:
        tab = await open_tab(await move_in("erika"))
        first, later, *_ = await tab.times()
        made = await booked(tab, first)
        await rows("update resource set retired_at = now() where id = {}", office.person_id)
        bernd = await office.employ("Bernd")
        assert (await _detail(tab, made))["item"]["with_whom"] == "Anna"
        moved = await tab.move(made, later)
        assert (moved.status_code, moved.json()["with_whom"]) == (200, "Bernd")
        assert (await booking(UUID(made)))["person_id"] == bernd
        await _is_kept_and_can_be_cancelled(tab, made, later)

    async def test_stays_when_nobody_is_left(self, open_tab: OpenTab) -> None:
        tab = await open_tab(await move_in("erika"))
        first, later, *_ = await tab.times()
        made = await booked(tab, first)
        await rows("update resource set retired_at = now()")
        assert await tab.times() == []
        assert told(await tab.move(made, later)) == (409, "time-gone")
        await _is_kept_and_can_be_cancelled(tab, made, first)

    async def test_stays_when_the_account_of_its_adviser_is_closed(
        self, open_tab: OpenTab, office: Office, settings: Settings
    ) -> None:
        agent = (await make_agent()).account_id
        assert agent is not None
        await rows("update resource set account_id = {} where id = {}", agent, office.person_id)
        tab = await open_tab(await move_in("erika"))
        first = (await tab.times())[0]
        made = await booked(tab, first)
        await close(account_id=agent, done_by=None, reason="Hat gekündigt.", settings=settings, now=utc_now())
        await _is_kept_and_can_be_cancelled(tab, made, first)

    async def test_stays_when_the_account_of_its_owner_is_closed(self, open_tab: OpenTab, settings: Settings) -> None:
        """The link in the mail still opens it, and the time is still taken."""
        erika = await move_in("erika")
        tab, other = await open_tab(erika), await open_tab(await move_in("fritz"))
        first = (await tab.times())[0]
        made = await booked(tab, first)
        await close(account_id=erika.account_id, done_by=None, reason="Auf Wunsch.", settings=settings, now=utc_now())
        assert told(await tab.http.get(f"/appointments/{made}"))[0] == 401
        assert told(await other.hold(first)) == (409, "time-gone")
        link = {"token": token_for(UUID(made), key=settings.key())}
        assert (await other.http.post("/appointments/links/look", json=link)).json()["starts_at"] == first
        assert (await other.http.post("/appointments/links/cancel", json=link)).json()["state"] == "cancelled"

    async def test_goes_with_a_person_who_is_erased_and_blocks_nobody(
        self, open_tab: OpenTab, office: Office, database: str
    ) -> None:
        """Only a booking that was the account's own: those of a customer belong to the customer."""
        erika = await move_in("erika")
        tab = await open_tab(await move_in("fritz"))
        first, second, *_ = await tab.times()
        own = await _book_for(office, first, operations.Owner(account_id=erika.account_id), erika)
        of_customer = await _book_for(office, second, operations.Owner(customer_id=erika.customer_id), erika)
        async with as_owner(database) as owner:
            await owner.execute("delete from access_grant where account_id = $1", erika.account_id)
            await owner.execute("delete from account where id = $1", erika.account_id)
        await free_abandoned(now=utc_now())
        assert await rows("select id from booking where id = {}", own) == []
        assert (await booking(of_customer))["state"] == "booked"
        assert (await tab.times())[0] == first
        await booked(tab, first)


async def _book_for(office: Office, starts_at: str, owner: operations.Owner, who: Household) -> UUID:
    now = utc_now()
    held = await office.hold(datetime.fromisoformat(starts_at), now=now, owner=owner)
    hand = operations.Hand(who.account_id)
    await operations.book(booking_id=held.booking_id, details=ERIKA, hand=hand, now=now)
    return held.booking_id


async def _is_kept_and_can_be_cancelled(tab: Tab, booking_id: str, starts_at: str) -> None:
    item = (await _detail(tab, booking_id))["item"]
    assert (item["starts_at"], item["state"], item["can_change"]) == (starts_at, "booked", True)
    assert [each["id"] for each in (await tab.http.get("/appointments")).json()["items"]] == [booking_id]
    assert told(await tab.cancel(booking_id)) == (204, "")
    assert (await _detail(tab, booking_id))["item"]["state"] == "cancelled"


class TestSomebodyElses:
    async def test_appointment_and_file_are_not_there(self, open_tab: OpenTab) -> None:
        erika, fritz = await open_tab(await move_in("erika")), await open_tab(await move_in("fritz"))
        first, later, *_ = await erika.times()
        made = await booked(erika, first)
        for answer in _all_ways_of(fritz, made, later):
            assert told(await answer) == (404, "not-found")
        assert (await _detail(erika, made))["item"]["starts_at"] == first


def _all_ways_of(tab: Tab, booking_id: str, starts_at: str) -> Iterator[Any]:
    yield tab.http.get(f"/appointments/{booking_id}")
    yield tab.http.get(f"/appointments/{booking_id}/calendar.ics")
    yield tab.move(booking_id, starts_at)
    yield tab.cancel(booking_id)
    yield tab.book(booking_id)
