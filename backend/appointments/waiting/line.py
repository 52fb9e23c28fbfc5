"""Who is next in line for a time that has got free, and which time that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.appointments.availability.model import DAY, Slot, Span, Wish, moment_of, span_of
from backend.appointments.booking.planning import Plan, read_plan
from backend.appointments.booking.queries import Suitable
from backend.appointments.booking.schemas import Time
from backend.appointments.waiting.deadline import SHORTEST, answer_by
from backend.core.database import fetch
from backend.core.settings import Settings

# First come, first served. Nobody is offered what they have had and given back: an offer, or an appointment of theirs.
# Whoever may no longer make appointments for the customer is told nothing about them.
_LINE: Final = """
    select e.*, s.lead_time, array(
            select o.starts_at from waiting_offer o where o.entry_id = e.id
            union select m.starts_at from booking b join meeting m on m.id = b.meeting_id
            where m.service_id = e.service_id and b.state = 'cancelled'
                and (b.customer_id = e.customer_id or b.account_id = e.account_id)
            union select v.moved_from from booking_event v join booking b on b.id = v.booking_id
                join meeting m on m.id = b.meeting_id
            where m.service_id = e.service_id and v.moved_from is not null
                and (b.customer_id = e.customer_id or b.account_id = e.account_id)) as had
    from waiting_entry e join service s on s.id = e.service_id join account a on a.id = e.joined_by
    where e.state = 'waiting' and e.first_day <= {} and e.last_day >= {}
        and s.retired_at is null and a.closed_at is null
        and (e.customer_id is null or exists (
            select from access_grant g where g.account_id = e.joined_by and g.customer_id = e.customer_id
                and g.scope in ('everything', 'appointments') and g.revoked_at is null and g.starts_at <= {}
                and (g.ends_at is null or g.ends_at > {})))
    order by e.in_line_since, e.id
"""


@dataclass(frozen=True)
class Freed:
    """Whose time has got free, buffers included."""

    id: UUID
    person_id: UUID
    room_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    freed_at: datetime

    @property
    def span(self) -> Span:
        return span_of(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class Match:
    """A time that suits somebody who waits, and until when they may take it."""

    time: Time
    until: datetime


async def in_line(*, freed: Freed, settings: Settings, now: datetime) -> list[dict[str, Any]]:
    """Everybody who waits on these days, in the order of the line."""
    first, last = (each.astimezone(settings.time_zone).date() for each in (freed.starts_at, freed.ends_at))
    return await fetch(_LINE, last, first, now, now)


async def matches(*, entry: Mapping[str, Any], freed: Freed, settings: Settings, now: datetime) -> list[Match]:
    """The times that have got free and that this entry waits for, the earliest first."""
    plan, window = await _plan_around(entry["service_id"], freed, now)
    wish = Wish(entry["channel"], entry["location_id"], frozenset(entry["needs"]))
    slots = plan.candidates(wish, window=window, now=now, zone=settings.time_zone)
    found = [_match(entry, slot, settings, now) for slot in slots if _uses(slot, freed, plan)]
    # Two advisers at one time are one time.
    return list(dict.fromkeys(match for match in found if match))


async def _plan_around(service_id: UUID, freed: Freed, now: datetime) -> tuple[Plan, Span]:
    """Everything that could begin so that it falls into the freed time: within a day of it."""
    window = Span(freed.span.start - DAY, freed.span.end + DAY)
    return await read_plan(service_id=service_id, window=window, now=now), window


def _uses(slot: Slot, freed: Freed, plan: Plan) -> bool:
    """Whether the slot needs the person or the room during the time that has got free."""
    start, end = slot.start - plan.rules.buffer_before, slot.end + plan.rules.buffer_after
    return (
        start < freed.span.end
        and freed.span.start < end
        and (slot.person_id == freed.person_id or (slot.room_id is not None and slot.room_id == freed.room_id))
    )


def _match(entry: Mapping[str, Any], slot: Slot, settings: Settings, now: datetime) -> Match | None:
    start, zone = moment_of(slot.start), settings.time_zone
    suits = Suitable(frozenset(entry["weekdays"]), frozenset(entry["parts"]))
    if (
        start in entry["had"]
        or not entry["first_day"] <= start.astimezone(zone).date() <= entry["last_day"]
        or not suits.is_met(slot, zone)
    ):
        return None
    until = answer_by(
        now=now,
        start=start,
        lead=timedelta(minutes=entry["lead_time"]),
        answer_time=timedelta(minutes=settings.waiting_offer_minutes),
        zone=zone,
    )
    return Match(Time(start, slot.channel, slot.location_id), until) if until - now >= SHORTEST else None
