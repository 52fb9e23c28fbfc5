"""The mails about appointments as they would be sent, and what stands in them."""

from datetime import datetime
from email.message import EmailMessage

from icalendar import Calendar, Event

from backend.appointments.notices.operations import due_bookings, tell
from backend.core.database import SYSTEM, Actor, Role, fetch, transaction
from backend.core.mail.message import compose
from backend.core.mail.operations import begin_attempt, note_sent
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import rows


async def tell_all(settings: Settings, now: datetime) -> None:
    """What the worker does every few minutes."""
    for booking_id in await due_bookings(now=now):
        async with transaction(SYSTEM):
            await tell(booking_id=booking_id, settings=settings, now=now)


async def sent(settings: Settings, now: datetime) -> list[EmailMessage]:
    """Write all mails that are due, and take them away as if they had been sent."""
    await tell_all(settings, now)
    mails = []
    for row in await rows("select id from mail_message where state = 'queued' order by created_at, id"):
        async with transaction(SYSTEM):
            attempt = await begin_attempt(message_id=row["id"], now=now)
            assert attempt is not None
            mails.append(compose(attempt, settings=settings))
            await note_sent(attempt=attempt, now=now)
    return mails


async def jobs_waiting() -> int:
    """How often the worker is asked to tell somebody something at once."""
    async with transaction(Actor(Role.QUEUE)):
        return len(await fetch("select id from pgqueuer where entrypoint = 'appointments.tell'"))


def subjects(mails: list[EmailMessage]) -> list[str]:
    return [str(mail["Subject"]) for mail in mails]


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def calendar_of(mail: EmailMessage) -> Calendar:
    """The calendar file, as a program that has nothing to do with the portal reads it."""
    [part] = mail.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_filename() == "termin.ics"
    calendar = Calendar.from_ical(part.get_content())
    assert part["Content-Type"].params["method"] == calendar["METHOD"]
    return calendar


def event_of(calendar: Calendar) -> Event:
    [event] = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return event
