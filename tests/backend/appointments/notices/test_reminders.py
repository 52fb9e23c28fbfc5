"""Who asked for it is reminded a day and two hours before: once each, at the time that counts, and never in vain."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import pytest

from backend.appointments.booking import operations
from backend.appointments.booking.operations import Hand, Owner
from backend.appointments.booking.schemas import Details
from backend.core.clock import utc_now
from backend.core.job_registry import JobRun, Run, jobs, load_jobs, scheduled_jobs
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import ERIKA, MINUTE, MONDAY, NOBODY, NOW, Office, at, insert, rows
from tests.backend.appointments.notices.post import sent, subjects, text_of
from tests.backend.profile.people import Household, move_in

REMINDER = "Erinnerung an Ihren Termin"
BOTH: Sequence[Literal["24h", "2h"]] = ("24h", "2h")
TUESDAY = MONDAY + timedelta(days=1)
APPOINTMENT = at(10, day=TUESDAY)
DAY_BEFORE, TWO_HOURS_BEFORE = APPOINTMENT - timedelta(hours=24), APPOINTMENT - timedelta(hours=2)


async def book(
    office: Office, starts_at: datetime = APPOINTMENT, *, now: datetime = NOW, hand: Hand = NOBODY, **wanted: Any
) -> UUID:
    """An appointment, with the confirmation already sent."""
    held = await office.hold(starts_at, now=now, owner=wanted.pop("owner", Owner()))
    details = Details(ERIKA.contact, **{"reminders": list(BOTH), **wanted})
    await operations.book(booking_id=held.booking_id, details=details, hand=hand, now=now)
    await sent(office.settings, now)
    return held.booking_id


async def told(settings: Settings, *moments: datetime) -> list[list[str]]:
    """The subjects of the mails written at each of these moments, one after the other."""
    return [subjects(await sent(settings, moment)) for moment in moments]


async def test_each_reminder_comes_at_its_time_and_once(office: Office, settings: Settings) -> None:
    await book(office)
    moments = (DAY_BEFORE - MINUTE, DAY_BEFORE, DAY_BEFORE + MINUTE, TWO_HOURS_BEFORE - MINUTE, TWO_HOURS_BEFORE)
    assert await told(settings, *moments, APPOINTMENT) == [[], [REMINDER], [], [], [REMINDER], []]


async def test_only_the_reminders_that_were_chosen_come(office: Office, settings: Settings) -> None:
    await book(office, reminders=["2h"])
    assert await told(settings, DAY_BEFORE, TWO_HOURS_BEFORE) == [[], [REMINDER]]


async def test_a_reminder_says_when_and_where(office: Office, settings: Settings) -> None:
    await book(office)
    [mail] = await sent(settings, DAY_BEFORE)
    assert "Dienstag, 24. November 2026, 10:00 bis 10:30 Uhr" in text_of(mail)
    assert list(mail.iter_attachments()) == []


async def test_nobody_is_reminded_of_what_was_cancelled(office: Office, settings: Settings) -> None:
    booking_id = await book(office)
    await operations.cancel(booking_id=booking_id, hand=NOBODY, now=NOW)
    await sent(settings, NOW)
    assert await told(settings, DAY_BEFORE, TWO_HOURS_BEFORE) == [[], []]


async def test_after_a_move_the_new_time_counts(office: Office, settings: Settings) -> None:
    booking_id = await book(office)
    await office.move(booking_id, APPOINTMENT + timedelta(days=1))
    await sent(settings, NOW)
    day = timedelta(days=1)
    moments = (DAY_BEFORE, TWO_HOURS_BEFORE, DAY_BEFORE + day, TWO_HOURS_BEFORE + day)
    assert await told(settings, *moments) == [[], [], [REMINDER], [REMINDER]]


async def test_whoever_was_reminded_and_moves_is_reminded_anew(office: Office, settings: Settings) -> None:
    booking_id = await book(office)
    assert await told(settings, DAY_BEFORE) == [[REMINDER]]
    await office.move(booking_id, APPOINTMENT + timedelta(days=1), now=DAY_BEFORE)
    await sent(settings, DAY_BEFORE)
    assert await told(settings, DAY_BEFORE + timedelta(days=1)) == [[REMINDER]]


async def test_a_time_that_is_past_already_reminds_of_nothing(office: Office, settings: Settings) -> None:
    await book(office, now=DAY_BEFORE + MINUTE)
    assert [row["kind"] for row in await rows("select kind from booking_notice")] == ["2h"]
    assert await told(settings, DAY_BEFORE + 2 * MINUTE, TWO_HOURS_BEFORE) == [[], [REMINDER]]


async def test_after_a_time_without_worker_one_reminder_is_enough(office: Office, settings: Settings) -> None:
    await book(office)
    assert await told(settings, TWO_HOURS_BEFORE + MINUTE) == [[REMINDER]]
    await book(office, APPOINTMENT + timedelta(hours=1))
    assert await told(settings, APPOINTMENT + timedelta(hours=1)) == [[]]


@pytest.mark.parametrize("state", ["attended", "missed"])
async def test_what_is_settled_is_left_alone(office: Office, settings: Settings, state: str) -> None:
    booking_id = await book(office)
    await rows("update booking set state = {} where id = {}", state, booking_id)
    assert await told(settings, DAY_BEFORE) == [[]]


async def _switched_off(person: Household) -> None:
    await insert(
        "message_choice", account_id=person.account_id, topic="appointments", channels=["post"], changed_at=NOW
    )


async def test_who_wants_no_mail_about_appointments_gets_no_reminder(office: Office, settings: Settings) -> None:
    erika = await move_in("erika")
    await book(office, owner=Owner(customer_id=erika.customer_id), hand=Hand(erika.account_id))
    await _switched_off(erika)
    assert await told(settings, DAY_BEFORE) == [[]]


async def test_news_come_whatever_was_chosen(office: Office, settings: Settings) -> None:
    erika = await move_in("erika")
    await _switched_off(erika)
    booking_id = await book(office, owner=Owner(account_id=erika.account_id), hand=Hand(erika.account_id))
    await operations.cancel(booking_id=booking_id, hand=NOBODY, now=NOW)
    assert await told(settings, NOW) == [["Ihr Termin ist abgesagt"]]


async def test_both_jobs_at_once_write_one_mail(office: Office, settings: Settings) -> None:
    """The job of the booking itself and the one that looks every few minutes."""
    load_jobs()
    held = await office.hold(at(10, day=TUESDAY))
    await operations.book(booking_id=held.booking_id, details=ERIKA, hand=NOBODY, now=NOW)
    now = max(utc_now(), NOW)
    await jobs["appointments.tell"].work(JobRun(settings, now, held.booking_id, is_last=False))
    await scheduled_jobs["appointments.remind"].work(Run(settings, now))
    await jobs["appointments.tell"].work(JobRun(settings, now, held.booking_id, is_last=False))
    assert len(await rows("select id from mail_message")) == 1
