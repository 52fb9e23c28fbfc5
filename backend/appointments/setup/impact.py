"""Which booked appointments fit to what is set up, and which a change would hit.

A change is made, looked at, and undone unless it hits nothing or somebody has agreed to just what it hits. So there is
one rule for what fits, whatever is changed, and no forecast that could differ from what then happens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.availability.model import Resource, Span, span_of
from backend.appointments.availability.wall_clock import days
from backend.appointments.availability.working_time import working_time
from backend.appointments.booking.planning import read_resources
from backend.appointments.setup.schemas import Hit, Reason
from backend.core.database import fetch

_UPCOMING: Final = """
    select m.id, m.starts_at, m.ends_at, m.channel, m.location_id, m.person_id, m.room_id,
        s.name_de, s.name_en, s.skills, s.channels, s.retired_at is not null as service_retired,
        p.name as person, p.video_url, p.retired_at is not null as person_retired,
        r.retired_at is not null as room_retired,
        l.retired_at is not null or (m.location_id is not null and not exists (
            select from service_location sl where sl.service_id = s.id and sl.location_id = l.id)) as location_gone,
        concat_ws(' ', l.street, l.postal_code, l.city) as place,
        array(select b.id from booking b where b.meeting_id = m.id and b.state = {} order by b.id) as booking_ids,
        array(select b.contact_name from booking b where b.meeting_id = m.id and b.state = {} order by b.id)
            as who
    from meeting m
    join service s on s.id = m.service_id
    join resource p on p.id = m.person_id
    left join resource r on r.id = m.room_id
    left join location l on l.id = m.location_id
    where m.released_at is null and m.ends_at > {}
        and exists (select from booking b where b.meeting_id = m.id and b.state = {})
    order by m.starts_at, m.id
"""


@dataclass(frozen=True)
class Appointment:
    """A booked meeting as it stands: what does not fit, and what people have been told about where it is."""

    row: dict[str, Any]
    reasons: tuple[Reason, ...]

    @property
    def booking_ids(self) -> list[UUID]:
        return list(self.row["booking_ids"])

    def hit(self, reasons: Sequence[Reason]) -> Hit:
        row = self.row
        return Hit(
            id=row["id"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            service_de=row["name_de"],
            service_en=row["name_en"],
            with_whom=row["person"],
            who=list(row["who"]),
            booking_ids=self.booking_ids,
            reasons=list(reasons),
        )


async def upcoming(
    *, now: datetime, zone: ZoneInfo, state: Literal["booked", "held"] = "booked"
) -> dict[UUID, Appointment]:
    """Every meeting with seats that are booked, or held, and that is not over yet, the next first."""
    rows = await fetch(_UPCOMING, state, state, now, state)
    resources = {each.id: each for each in await read_resources(since=now.date())} if rows else {}
    return {row["id"]: Appointment(row, _reasons(row, resources, zone)) for row in rows}


def newly_hit(before: dict[UUID, Appointment], after: dict[UUID, Appointment]) -> list[tuple[Appointment, Hit]]:
    """What a change does to appointments: of what did not fit before, only what is worse now."""
    found = []
    for meeting_id, appointment in after.items():
        former = before.get(meeting_id)
        if former is None:
            continue
        reasons = [reason for reason in appointment.reasons if reason not in former.reasons]
        reasons += _moved(former.row, appointment.row)
        if reasons:
            found.append((appointment, appointment.hit(reasons)))
    return found


def confirmation_of(hits: Sequence[tuple[Appointment, Hit]]) -> str:
    """The name of exactly this list: whose appointments, when, and why."""
    text = ";".join(f"{hit.id} {hit.starts_at} {hit.reasons} {appointment.booking_ids}" for appointment, hit in hits)
    return sha256(text.encode()).hexdigest()[:32]


def _reasons(row: dict[str, Any], resources: dict[UUID, Resource], zone: ZoneInfo) -> tuple[Reason, ...]:
    person, room = resources.get(row["person_id"]), resources.get(row["room_id"])
    checks: dict[Reason, bool] = {
        "service-retired": row["service_retired"],
        "channel-gone": row["channel"] not in row["channels"],
        "location-gone": row["location_gone"],
        "person-retired": row["person_retired"],
        "skill-missing": person is not None and not set(row["skills"]) <= person.skills,
        "person-away": person is not None and not _works(person, row, zone),
        "room-retired": row["room_retired"],
        "room-closed": room is not None and not _works(room, row, zone),
    }
    return tuple(reason for reason, is_so in checks.items() if is_so)


def _works(resource: Resource, row: dict[str, Any], zone: ZoneInfo) -> bool:
    start, end = span_of(row["starts_at"], row["ends_at"])
    shifts = working_time(resource, days(Span(start, end), zone), row["location_id"])
    return any(opens <= start and end <= closes for opens, closes in shifts)


def _moved(former: dict[str, Any], row: dict[str, Any]) -> list[Reason]:
    """People know another address than the one that holds now."""
    moved: list[Reason] = []
    if row["channel"] == "on_site" and former["place"] != row["place"]:
        moved.append("place-moved")
    if row["channel"] == "video" and former["video_url"] and former["video_url"] != row["video_url"]:
        moved.append("video-moved")
    return moved
