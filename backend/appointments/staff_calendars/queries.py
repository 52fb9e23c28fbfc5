"""What stands in whose calendar, and what should."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from backend.appointments.calendars.model import CalendarEntry, Organiser
from backend.appointments.staff_calendars.schemas import (
    CalendarHealth,
    ConnectedCalendar,
    DeletedEntry,
    Health,
    OwnCalendar,
)
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound
from backend.core.sealed import unseal
from backend.core.settings import Settings
from backend.core.translations import Language, translator
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

_OWN: Final = """
    select l.* from calendar_link l join resource r on r.id = l.resource_id
    where r.kind = 'person' and r.account_id = {}
"""

_DELETED: Final = """
    select c.id, c.missing_since, m.starts_at, m.ends_at, s.name_de, s.name_en,
        (select b.id from booking b where b.meeting_id = m.id and b.state in ('booked', 'attended', 'missed')
         order by b.id limit 1) as booking_id
    from calendar_copy c join calendar_link l on l.id = c.link_id
    join meeting m on m.person_id = l.resource_id and m.released_at is null and m.ends_at > {}
        and (m.id::text = split_part(c.uid, '@', 1)
             or exists(select from booking b where b.meeting_id = m.id and b.calendar_uid = c.uid
                       and b.state in ('booked', 'attended', 'missed')))
    join service s on s.id = m.service_id
    where c.link_id = {} and c.missing_since is not null order by m.starts_at, c.id
"""


@dataclass(frozen=True)
class Link:
    """A calendar, and how to get at it."""

    id: UUID
    resource_id: UUID
    address: str
    user_name: str
    password: str
    is_parting: bool


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


async def own_resource(*, account_id: UUID) -> UUID | None:
    """Who the account is in the plan of appointments. Runs as the system."""
    rows = await fetch("select id from resource where kind = 'person' and account_id = {}", account_id)
    found: UUID | None = rows[0]["id"] if rows else None
    return found


async def own_link(*, account_id: UUID) -> dict[str, Any] | None:
    """The account's calendar as it is kept. Runs as the system."""
    rows = await fetch(_OWN, account_id)
    return rows[0] if rows else None


async def own_calendar(*, account_id: UUID, language: Language, zone: str, now: datetime) -> OwnCalendar:
    """What somebody sees of their own calendar."""
    async with transaction(SYSTEM):
        resource_id = await own_resource(account_id=account_id)
        row = await own_link(account_id=account_id)
        calendar = await _connected(row, language, now) if row else None
    return OwnCalendar(resource_id is not None, calendar, now, zone)


async def health_of(*, resource_id: UUID, zone: str, now: datetime) -> CalendarHealth:
    """What administrators see of somebody's calendar. Raises `NotFound`."""
    async with transaction(SYSTEM):
        people = await fetch("select id from resource where kind = 'person' and id = {}", resource_id)
        rows = await fetch("select * from calendar_link where resource_id = {}", resource_id)
    if not people:
        raise NotFound
    if not rows:
        return CalendarHealth("none", None, now, zone)
    health = _health(rows[0])
    since = rows[0]["failing_since"] if health in {"failing", "stopped"} else rows[0]["seen_at"]
    return CalendarHealth(health, since, now, zone)


async def _connected(row: Mapping[str, Any], language: Language, now: datetime) -> ConnectedCalendar:
    deleted = await fetch(_DELETED, now, row["id"])
    written = await fetch(
        "select count(*) from calendar_copy where link_id = {} and ends_at > {} and missing_since is null",
        *(row["id"], now),
    )
    claimed_until: datetime | None = row["claimed_until"]
    return ConnectedCalendar(
        name=row["name"],
        server=urlsplit(row["address"]).netloc,
        user_name=row["user_name"],
        created_at=row["created_at"],
        health=_health(row),
        problem=row["problem"],
        failing_since=row["failing_since"],
        seen_at=row["seen_at"],
        next_at=None if row["password"] is None else row["next_at"],
        is_looked_at=claimed_until is not None and claimed_until > now,
        is_parting=row["parting_since"] is not None,
        written=written[0]["count"],
        unreadable=row["unreadable"],
        deleted=[_deleted(each, language) for each in deleted],
    )


def _deleted(row: Mapping[str, Any], language: Language) -> DeletedEntry:
    return DeletedEntry(
        id=row["id"],
        booking_id=row["booking_id"],
        service=row[f"name_{language}"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        missing_since=row["missing_since"],
    )


def _health(row: Mapping[str, Any]) -> Health:
    if row["problem"]:
        return "failing" if row["password"] is not None else "stopped"
    return "well" if row["seen_at"] else "waiting"


def link_of(row: Mapping[str, Any], settings: Settings) -> Link:
    password = unseal(settings.key(), SEAL, str(row["id"]), row["password"]).decode()
    return Link(
        row["id"], row["resource_id"], row["address"], row["user_name"], password, row["parting_since"] is not None
    )


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
