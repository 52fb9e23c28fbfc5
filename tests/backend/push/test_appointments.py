"""Appointments on devices: for whoever wants that, as well as mail or instead of it, once each, and telling nothing."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from backend.appointments.booking import operations
from backend.appointments.booking.operations import Hand, Owner
from backend.appointments.booking.schemas import Contact, Details
from backend.appointments.notices.operations import tell
from backend.core.database import SYSTEM, transaction
from backend.core.job_registry import JobRun, jobs, load_jobs
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import MONDAY, NOW, STAFF, Office, at, open_office
from tests.backend.appointments.notices.post import sent, subjects, tell_all
from tests.backend.profile.people import Household, let_look_after, move_in
from tests.backend.push.conftest import NewSubscribed, Subscribed, choose, rows
from tests.support.push_service import PushService

TUESDAY = MONDAY + timedelta(days=1)
APPOINTMENT = at(10, day=TUESDAY)
DAY_BEFORE, TWO_HOURS_BEFORE = APPOINTMENT - timedelta(hours=24), APPOINTMENT - timedelta(hours=2)
REMINDER, SOON = "Erinnerung an Ihren Termin", "Ihr Termin beginnt bald"


@dataclass(frozen=True)
class Erika:
    """A customer with a phone on which messages are switched on, wanted for appointments as well as mail."""

    office: Office
    home: Household
    phone: Subscribed

    async def wants(self, *channels: str) -> None:
        await choose(self.home.account_id, "appointments", *channels)

    async def book(self) -> UUID:
        """For the day after tomorrow, with both reminders."""
        booking_id = await self.hold()
        details = Details(Contact("Erika Muster", self.home.email, "069 1"), reminders=["24h", "2h"])
        await operations.book(booking_id=booking_id, details=details, hand=Hand(self.home.account_id), now=NOW)
        return booking_id

    async def hold(self) -> UUID:
        owner = Owner(customer_id=self.home.customer_id)
        return (await self.office.hold(APPOINTMENT, owner=owner)).booking_id


@pytest_asyncio.fixture
async def erika(database: str, settings: Settings, new_subscribed: NewSubscribed) -> Erika:
    home = await move_in("erika")
    await _since_long_ago()
    erika = Erika(await open_office(settings), home, await new_subscribed(account_id=home.account_id))
    await erika.wants("mail", "push")
    return erika


async def _since_long_ago() -> None:
    """The office lives at a fixed time, grants begin yesterday."""
    await rows("update access_grant set starts_at = {}", NOW - timedelta(days=1))


async def shown() -> list[str]:
    """What the push service is to be given by now, taken away as if it had it."""
    return [row["title"] for row in await rows("delete from push_message returning title")]


async def told(settings: Settings, now: datetime) -> tuple[list[str], list[str]]:
    """By mail, and on devices."""
    return subjects(await sent(settings, now)), await shown()


@pytest.mark.parametrize(
    ("channels", "by_mail", "on_devices"),
    [(["mail", "push"], 1, 1), (["mail"], 1, 0), (["push"], 0, 1), ([], 0, 0)],
    ids=["both", "mail", "device", "neither"],
)
async def test_reminders_come_as_they_were_chosen_and_once(
    erika: Erika, settings: Settings, channels: Sequence[str], by_mail: int, on_devices: int
) -> None:
    await erika.wants(*channels)
    await erika.book()
    confirmation = (["Ihr Termin ist gebucht"], ["Ihr Termin ist gebucht"] * on_devices)
    assert await told(settings, NOW) == confirmation, "the mail with the calendar file cannot be switched off"
    for moment, title in ((DAY_BEFORE, REMINDER), (TWO_HOURS_BEFORE, SOON)):
        assert await told(settings, moment) == ([REMINDER] * by_mail, [title] * on_devices)
        assert await told(settings, moment + timedelta(minutes=5)) == ([], [])


async def test_moves_and_cancellations_are_shown_too(erika: Erika, settings: Settings) -> None:
    await erika.wants("push")
    booking_id = await erika.book()
    await told(settings, NOW)
    await erika.office.move(booking_id, APPOINTMENT + timedelta(hours=1), hand=STAFF)
    assert await told(settings, NOW) == (["Ihr Termin ist verschoben"], ["Ihr Termin ist verschoben"])
    await operations.cancel(booking_id=booking_id, hand=STAFF, now=NOW)
    assert await told(settings, NOW) == (["Ihr Termin ist abgesagt"], ["Ihr Termin ist abgesagt"])
    assert await told(settings, TWO_HOURS_BEFORE + timedelta(hours=1)) == ([], [])


async def test_a_device_on_a_table_tells_nothing_of_the_appointment(
    erika: Erika, settings: Settings, service: PushService
) -> None:
    await erika.wants("push")
    booking_id = await erika.book()
    await told(settings, NOW)
    await tell_all(settings, TWO_HOURS_BEFORE)
    await _send(settings, TWO_HOURS_BEFORE)
    [received] = service.received
    assert erika.phone.browser.read(received) == {
        "title": SOON,
        "body": "Wann und wo, steht im Kundenportal.",
        "address": f"/termine/{booking_id}",
        "tag": f"appointment-{booking_id}",
        "language": "de",
    }
    assert (received.headers["ttl"], received.headers["urgency"]) == ("7200", "high"), "not after it has begun"
    assert str(booking_id) not in str(received.headers)


async def test_both_jobs_at_once_show_one_message(erika: Erika, settings: Settings) -> None:
    booking_id = await erika.book()

    async def work() -> None:
        async with transaction(SYSTEM):
            await tell(booking_id=booking_id, settings=settings, now=NOW)

    await asyncio.gather(work(), work())
    assert await told(settings, NOW) == (["Ihr Termin ist gebucht"], ["Ihr Termin ist gebucht"])


async def test_whose_device_is_gone_gets_the_next_reminder_by_mail(
    erika: Erika, settings: Settings, service: PushService
) -> None:
    await erika.wants("push")
    await erika.book()
    await told(settings, NOW)
    service.answer = "410 Gone"
    await tell_all(settings, DAY_BEFORE)
    await _send(settings, DAY_BEFORE)
    assert len(service.received) == 1
    assert await told(settings, TWO_HOURS_BEFORE) == ([REMINDER], [])


async def test_every_device_shows_it_and_each_once(
    erika: Erika, settings: Settings, new_subscribed: NewSubscribed
) -> None:
    await new_subscribed(account_id=erika.home.account_id)
    await erika.wants("push")
    await erika.book()
    await told(settings, NOW)
    assert await told(settings, DAY_BEFORE) == ([], [REMINDER, REMINDER])


async def test_a_typed_address_shows_nothing_on_the_devices_of_its_owner(erika: Erika, settings: Settings) -> None:
    """They get the mail, as anybody would."""
    held = await erika.office.hold(APPOINTMENT)
    details = Details(Contact("Sie haben gewonnen", erika.home.email, "069 1"), reminders=["24h"])
    await operations.book(booking_id=held.booking_id, details=details, hand=Hand(), now=NOW)
    assert await told(settings, NOW) == (["Ihr Termin ist gebucht"], [])
    assert await told(settings, DAY_BEFORE) == ([REMINDER], [])


@pytest.mark.parametrize(("revoked_at", "times"), [(None, 1), (NOW, 0)])
async def test_who_looks_after_another_hears_of_it_for_as_long(
    erika: Erika, settings: Settings, revoked_at: datetime | None, times: int
) -> None:
    other = await move_in("fritz")
    await let_look_after(erika.home, other, scope="appointments", revoked_at=revoked_at)
    await _since_long_ago()
    held = await erika.office.hold(APPOINTMENT, owner=Owner(customer_id=other.customer_id))
    details = Details(Contact("Fritz Muster", other.email, "069 1"), reminders=["24h"])
    await operations.book(booking_id=held.booking_id, details=details, hand=Hand(erika.home.account_id), now=NOW)
    await told(settings, NOW)
    assert (await told(settings, DAY_BEFORE))[1] == [REMINDER] * times


async def test_what_staff_book_is_shown_to_whom_it_is_for(erika: Erika, settings: Settings) -> None:
    booking_id = await erika.hold()
    details = Details(Contact("Erika Muster", erika.home.email, "069 1"), reminders=["2h"])
    await operations.book(booking_id=booking_id, details=details, hand=STAFF, now=NOW)
    assert await told(settings, NOW) == (["Ihr Termin ist gebucht"], ["Ihr Termin ist gebucht"])


async def _send(settings: Settings, now: datetime) -> None:
    load_jobs()
    for message in await rows("select id from push_message order by id"):
        await jobs["push.send"].work(JobRun(settings, now, message["id"], is_last=False))
