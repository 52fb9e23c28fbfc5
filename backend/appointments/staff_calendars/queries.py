"""What stands in whose calendar, and what should."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.appointments.calendars.model import CalendarEntry, Organiser
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.sealed import unseal
from backend.core.settings import Settings
from backend.core.translations import translator
from backend.portal.schemas import load_portal

SEAL: Final = "staff calendar"

# A meeting of several is one entry; that of one person keeps the UID which the customer's calendar has too.
_WANTED: Final = """
    select m.id, m.capacity, m.starts_at, m.ends_at, m.channel, s.name_de as service, l.name_de as place,
        r.name as room, max(b.calendar_uid) as uid, max(b.calendar_sequence) as sequence,
        min(b.created_at) as created_at, max(b.changed_at) as changed_at, min(b.id::text) as booking_id
    from meeting m join booking b on b.meeting_id = m.id and b.state in ('booked', 'attended', 'missed')
    join service s on s.id = m.service_id left join location l on l.id = m.location_id
    left join resource r on r.id = m.room_id
    where m.person_id = {} and m.ends_at > {} and m.released_at is null
    group by m.id, s.name_de, l.name_de, r.name
"""

# What has changed since the calendar was seen does not wait for the next regular look.
_DUE: Final = """
    select l.id from calendar_link l where l.password is not null and (l.next_at <= {} or l.failures = 0 and (
        exists(select from meeting m join booking b on b.meeting_id = m.id
               where m.person_id = l.resource_id and b.changed_at >= l.seen_at)
        or exists(select from calendar_copy c join booking b on b.calendar_uid = c.uid
                  where c.link_id = l.id and b.changed_at >= l.seen_at)))
"""


@dataclass(frozen=True)
class Link:
    """A calendar, and how to get at it."""

    id: UUID
    resource_id: UUID
    address: str
    user_name: str
    password: str


@dataclass(frozen=True)
class Copy:
    """An entry of ours that was written once."""

    uid: str
    fingerprint: bytes
    ends_at: datetime
    is_missing: bool


async def due_links(*, now: datetime) -> list[UUID]:
    """The calendars to be looked at now."""
    async with transaction(SYSTEM):
        return [row["id"] for row in await fetch(_DUE, now)]


async def wanted(*, resource_id: UUID, since: datetime, settings: Settings) -> dict[str, CalendarEntry]:
    """What the person's calendar should hold of ours from then on, by UID. Runs as the system."""
    rows = await fetch(_WANTED, resource_id, since)
    entries = (_entry(row, settings) for row in rows)
    return {entry.uid: entry for entry in entries}


async def copies(*, link_id: UUID) -> dict[str, Copy]:
    """What was written to the calendar, by UID. Runs as the system."""
    rows = await fetch("select * from calendar_copy where link_id = {}", link_id)
    return {
        row["uid"]: Copy(row["uid"], row["fingerprint"], row["ends_at"], row["missing_since"] is not None)
        for row in rows
    }


def link_of(row: Mapping[str, Any], settings: Settings) -> Link:
    password = unseal(settings.key(), SEAL, str(row["id"]), row["password"]).decode()
    return Link(row["id"], row["resource_id"], row["address"], row["user_name"], password)


def fingerprint(entry: CalendarEntry) -> bytes:
    """The same for two entries that look the same in a calendar."""
    told = (entry.sequence, entry.starts_at, entry.ends_at, entry.summary, entry.description, entry.place)
    return hashlib.sha256(repr(told).encode()).digest()


def _entry(row: Mapping[str, Any], settings: Settings) -> CalendarEntry:
    """Nothing about the customer leaves the portal: the calendar may be with anybody. The entry leads to the agenda."""
    portal, t = load_portal(settings.portal_toml), translator("de")
    is_group = row["capacity"] > 1
    address = f"{settings.origin}/service/agenda/{row['booking_id']}"
    channels = {"phone": t("Telefon"), "video": t("Video")}
    return CalendarEntry(
        uid=f"{row['id']}@{settings.relying_party_id}" if is_group else row["uid"],
        sequence=0 if is_group else row["sequence"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        summary=row["service"],
        description=t("Ansehen und ändern: {address}", address=address),
        place=", ".join(part for part in (row["place"], row["room"]) if part) or channels[row["channel"]],
        url=address,
        cancelled=False,
        organiser=Organiser(portal.name, settings.mail_from),
        attendee=None,
        created_at=row["created_at"],
        changed_at=row["changed_at"],
        reminders=(timedelta(minutes=15),),
    )
