"""Says what people are to be told of a booking, and tells them.

What is to be told stands in a table of its own, from the very transaction that changes the booking. Telling deletes the
row and writes the mail in one transaction, so everything is told once, by whichever worker comes first. A change
deletes what was planned before it: nobody is reminded of an appointment that was cancelled, or at its old time.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from backend.appointments.booking import queries as bookings
from backend.appointments.booking.links import token_for
from backend.appointments.booking.queries import Version
from backend.appointments.calendars import entries
from backend.appointments.notices.letter import change_link, parameters
from backend.appointments.notices.tables import BookingNotice
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.core.jobs import enqueue
from backend.core.mail.operations import Attachment, send_mail
from backend.core.settings import Settings
from backend.profile import queries as profiles

News = Literal["booked", "moved", "cancelled"]

REMINDED_BEFORE: Final[Mapping[str, timedelta]] = {"mail-24h": timedelta(hours=24), "mail-2h": timedelta(hours=2)}
_TEMPLATES: Final[Mapping[str, str]] = {
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
    """Write the mail that is due about a booking; nothing happens when there is none. Runs as the system.

    Of several that are due at once, as after a time without worker, only the one that says most is written.
    """
    rows = await fetch(
        "delete from booking_notice where booking_id = {} and due_at <= {} returning kind", booking_id, now
    )
    if not rows:
        return
    version = await bookings.version(booking_id=booking_id, now=now)
    [news] = {row["kind"] for row in rows} & _TEMPLATES.keys() or {None}
    if not version.item.contact.email or version.item.ends_at <= now:
        return
    if news is not None:
        await _write(version, news, settings, now)
    elif version.item.state == "booked" and version.item.starts_at > now and await _wants_reminders(booking_id):
        await _write(version, None, settings, now)


async def _plan_reminders(booking_id: UUID, now: datetime) -> None:
    [booking] = await fetch(
        "select b.reminders, m.starts_at from booking b join meeting m on m.id = b.meeting_id where b.id = {}",
        booking_id,
    )
    for kind in set(booking["reminders"]):
        due_at = booking["starts_at"] - REMINDED_BEFORE[kind]
        if due_at > now:
            await BookingNotice(id=new_id(), booking_id=booking_id, kind=kind, due_at=due_at).save()


async def _write(version: Version, news: str | None, settings: Settings, now: datetime) -> None:
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


async def _wants_reminders(booking_id: UUID) -> bool:
    """Unless the one who booked, or the one whose address it is, has switched mails about appointments off."""
    people = await fetch(
        "select a.id from booking b join account a on a.role = 'customer' "
        "and (a.id = coalesce(b.account_id, b.booked_by) or a.email = b.contact_email) where b.id = {}",
        booking_id,
    )
    for person in people:
        if not await profiles.wants(account_id=person["id"], topic="appointments", channel="mail"):
            return False
    return True
