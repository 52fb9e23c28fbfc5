"""Makes calendar entries of appointments, and documents of entries.

The libraries that write calendars take longer to import than the rest of the server together. So they are imported when
the first document is wanted, in a thread: others are answered meanwhile.
"""

from asyncio import to_thread
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from backend.appointments.booking.queries import Version
from backend.appointments.booking.schemas import BookedItem
from backend.appointments.booking.words import address as address_of
from backend.appointments.booking.words import facts
from backend.appointments.calendars.model import CalendarEntry, Organiser
from backend.core.settings import Settings
from backend.core.translations import translator
from backend.portal.schemas import Portal, load_portal

FILE_NAME: Final = "termin.ics"
"""The same in both languages, as addresses of files are."""

_REMINDER: Final = timedelta(hours=1)


def entry(version: Version, *, address: str, settings: Settings) -> CalendarEntry:
    """The appointment for a calendar, in its own language. `address`: where to look at it in the portal."""
    portal = _portal(settings.portal_toml)
    item, t = version.item, translator(version.language)
    told = facts(item, version.room, language=version.language, zone=settings.time_zone)
    lines = [f"{label}: {text}" for label, text in told]
    return CalendarEntry(
        uid=version.uid,
        sequence=version.sequence,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        summary=t("{service} bei {company}", service=item.service, company=portal.name),
        description="\n".join([*lines, t("Ansehen und ändern: {address}", address=address)]),
        place=_place(item, t("Telefon")),
        url=address,
        cancelled=item.state == "cancelled",
        organiser=Organiser(portal.name, settings.mail_from),  # Programs trust an invitation from its organiser only.
        attendee=item.contact.email or None,
        created_at=version.created_at,
        changed_at=version.changed_at,
        reminders=(_REMINDER,),
    )


async def invitation(entry: CalendarEntry, zone: ZoneInfo) -> bytes:
    """See `ics.invitation`."""

    def write() -> bytes:
        from backend.appointments.calendars import ics  # noqa: PLC0415 - as said above

        return ics.invitation(entry, zone)

    return await to_thread(write)


async def file(entry: CalendarEntry, zone: ZoneInfo) -> bytes:
    """See `ics.file`."""

    def write() -> bytes:
        from backend.appointments.calendars import ics  # noqa: PLC0415 - as said above

        return ics.file(entry, zone)

    return await to_thread(write)


async def feed(entries: Iterable[CalendarEntry], name: str, zone: ZoneInfo) -> bytes:
    """See `ics.feed`."""

    def write() -> bytes:
        from backend.appointments.calendars import ics  # noqa: PLC0415 - as said above

        return ics.feed(entries, name, zone)

    return await to_thread(write)


def _place(item: BookedItem, phone: str) -> str:
    if item.place is not None:
        return address_of(item.place)
    return phone if item.channel == "phone" else item.video_url


@lru_cache(maxsize=1)
def _portal(path: Path) -> Portal:
    return load_portal(path)
