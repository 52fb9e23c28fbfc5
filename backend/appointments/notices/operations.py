"""Says what people are to be told of a booking, and tells them.

What is to be told stands in a table of its own, from the very transaction that changes the booking. Telling deletes the
row and writes the mail and the messages to devices in one transaction, so everything is told once in each way, by
whichever worker comes first. A change deletes what was planned before it: nobody is reminded of an appointment that was
cancelled, or at its old time.

A mail with the calendar file is part of booking, and always sent. Reminders, and what devices show, are for people to
choose.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from backend.appointments.booking import queries as bookings
from backend.appointments.booking.links import token_for
from backend.appointments.booking.queries import Version
from backend.appointments.booking.schemas import Reminder
from backend.appointments.calendars import entries
from backend.appointments.notices.letter import change_link, parameters
from backend.appointments.notices.on_devices import Kind, notice
from backend.appointments.notices.queries import Person, people_of
from backend.appointments.notices.tables import BookingNotice
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.core.jobs import enqueue
from backend.core.mail.operations import Attachment, send_mail
from backend.core.settings import Settings
from backend.profile.queries import wants
from backend.push.operations import LASTS, notify

News = Literal["booked", "moved", "cancelled"]

REMINDED_BEFORE: Final[Mapping[Reminder, timedelta]] = {"24h": timedelta(hours=24), "2h": timedelta(hours=2)}
_TEMPLATES: Final[Mapping[News, str]] = {
    "booked": "appointment_booked",
    "moved": "appointment_moved",
    "cancelled": "appointment_cancelled",
}
_REMINDER: Final = "appointment_reminder"


async def announce(*, booking_id: UUID, news: News, now: datetime) -> None:
    """Have this told at once, and reminders at their time, if that is still to come. Replaces what was planned before.

    Runs in the transaction that changes the booking, as the system, after the change.
    """
    await fetch("delete from booking_notice where booking_id = {}", booking_id)
    await BookingNotice(id=new_id(), booking_id=booking_id, kind=news, due_at=now).save()
    if news != "cancelled":
        await _plan_reminders(booking_id, now)
    await enqueue("appointments.tell", booking_id)


async def due_bookings(*, now: datetime) -> list[UUID]:
    """The bookings about which something is to be told by now, the longest overdue first."""
    async with transaction(SYSTEM):
        rows = await fetch(
            "select booking_id from booking_notice where due_at <= {} group by booking_id order by min(due_at)", now
        )
    return [row["booking_id"] for row in rows]


async def tell(*, booking_id: UUID, settings: Settings, now: datetime) -> None:
    """Tell what is due about a booking; nothing happens when there is nothing. Runs as the system.

    Of several that are due at once, as after a time without worker, only the one that says most is told.
    """
    rows = await fetch(
        "delete from booking_notice where booking_id = {} and due_at <= {} returning kind", booking_id, now
    )
    if not rows:
        return
    due = {row["kind"] for row in rows}
    version = await bookings.version(booking_id=booking_id, now=now)
    [news] = due & _TEMPLATES.keys() or {None}
    if version.item.ends_at <= now:
        return
    if news is not None:
        await _tell_news(version, news, settings, now)
    elif version.item.state == "booked" and version.item.starts_at > now:
        await _remind(version, min(due, key=REMINDED_BEFORE.__getitem__), settings, now)


async def _plan_reminders(booking_id: UUID, now: datetime) -> None:
    [booking] = await fetch(
        "select b.reminders, m.starts_at from booking b join meeting m on m.id = b.meeting_id where b.id = {}",
        booking_id,
    )
    for kind in set(booking["reminders"]):
        due_at = booking["starts_at"] - REMINDED_BEFORE[kind]
        if due_at > now:
            await BookingNotice(id=new_id(), booking_id=booking_id, kind=kind, due_at=due_at).save()


async def _tell_news(version: Version, news: News, settings: Settings, now: datetime) -> None:
    if version.item.contact.email:
        await _write(version, news, settings, now)
    for person in await people_of(booking_id=version.item.id, now=now):
        await _show(version, news, person, now)


async def _remind(version: Version, reminder: Reminder, settings: Settings, now: datetime) -> None:
    """By mail unless somebody has switched that off; on the devices of those who want it there.

    Who has it shown on devices only, and has none any more, still gets the mail: signing out ends a device, too.
    """
    by_mail = bool(version.item.contact.email)
    for person in await people_of(booking_id=version.item.id, now=now):
        shown = await _show(version, reminder, person, now)
        by_mail &= await _wants(person, "mail") or (not shown and await _wants(person, "push"))
    if by_mail:
        await _write(version, None, settings, now)


async def _show(version: Version, kind: Kind, person: Person, now: datetime) -> int:
    """On how many devices of this person it will be shown, if they want it there and may see the booking.

    A device shows the latest message about one appointment only, and no reminder of one that has begun.
    """
    if not person.may_look:
        return 0
    item, is_reminder = version.item, kind in REMINDED_BEFORE
    return await notify(
        account_id=person.account_id,
        topic="appointments",
        tag=f"appointment-{item.id}",
        say=lambda language: notice(kind, item.id, language),
        urgent=is_reminder,
        until=item.starts_at if is_reminder else min(item.ends_at, now + LASTS),
        now=now,
    )


async def _wants(person: Person, channel: Literal["mail", "push"]) -> bool:
    return await wants(account_id=person.account_id, topic="appointments", channel=channel)


async def _write(version: Version, news: News | None, settings: Settings, now: datetime) -> None:
    event = await _event(version.item.id, news) if news else {}
    token = token_for(version.item.id, key=settings.key())
    await send_mail(
        template=_TEMPLATES[news] if news else _REMINDER,
        recipient=version.item.contact.email,
        language=version.language,
        parameters=parameters(version, event=event, token=token, settings=settings),
        attachment=await _calendar_file(version, token, settings) if news else None,
        now=now,
    )


async def _event(booking_id: UUID, news: str) -> dict[str, Any]:
    """The last time that this happened."""
    rows = await fetch(
        "select by_staff, moved_from from booking_event where booking_id = {} and kind = {} "
        "order by at desc, id desc limit 1",
        booking_id,
        news,
    )
    return rows[0]


async def _calendar_file(version: Version, token: str, settings: Settings) -> Attachment:
    address = change_link(version, token, settings)
    document = await entries.invitation(entries.entry(version, address=address, settings=settings), settings.time_zone)
    method = "CANCEL" if version.item.state == "cancelled" else "REQUEST"
    return Attachment(entries.FILE_NAME, f"text/calendar; charset=utf-8; method={method}", document)
