"""Reads what is offered, when it is free, and what has been booked."""

import json
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.availability.free_slots import nearest
from backend.appointments.availability.model import Slot, Span, Wish, minute_before, moment_of
from backend.appointments.availability.wall_clock import day_of, whole_days
from backend.appointments.booking.planning import read_plan
from backend.appointments.booking.schemas import (
    Answer,
    AnsweredQuestion,
    BookedDetail,
    BookedItem,
    BookedList,
    Channel,
    Contact,
    FreeDay,
    FreeDays,
    FreeTime,
    FreeTimes,
    OfferedService,
    PartOfDay,
    Place,
    Question,
)
from backend.core.database import fetch
from backend.core.errors import NotFound
from backend.core.paging import PageRequest

Language = Literal["de", "en"]

MOST_TIMES: Final = 100
NEAREST: Final = 8

_NOON: Final = 12
_EVENING: Final = 17
# A fortnight is one look at the database and nearly always enough; each further look goes as far as all before it.
_FIRST_LOOK: Final = timedelta(days=14)
_AROUND: Final = timedelta(days=7)

_SERVICES: Final = """
    select s.*,
        (select coalesce(json_agg(to_json(l) order by l.name_de, l.id), '[]') from service_location sl
            join location l on l.id = sl.location_id where sl.service_id = s.id and l.retired_at is null) as places,
        (select coalesce(json_agg(to_json(q) order by q.position, q.id), '[]')
            from service_question q where q.service_id = s.id and q.retired_at is null) as questions
    from service s where s.retired_at is null and (s.for_guests or not {}) order by s.position, s.name_de, s.id
"""

_SEATS: Final = """
    select b.id, b.state, b.contact_name, b.contact_email, b.contact_phone, b.needs, b.answers, m.starts_at, m.ends_at,
        m.channel, m.service_id, s.name_de, s.name_en, s.bring_de, s.bring_en, s.cancel_until, p.name as with_whom,
        p.video_url, case when l.id is not null then to_json(l) end as place, count(*) over () as total,
        b.language, b.reminders, b.calendar_uid, b.calendar_sequence, b.created_at, b.changed_at, r.name as room,
        b.customer_id is null and b.account_id is null as of_guest
    from booking b join meeting m on m.id = b.meeting_id join service s on s.id = m.service_id
    join resource p on p.id = m.person_id left join resource r on r.id = m.room_id
    left join location l on l.id = m.location_id
"""
_BOOKED: Final = _SEATS + " where b.state <> 'held'"

# Upcoming ones in order, past ones backwards; what was cancelled is past.
_ONE_HALF: Final = """
    and (m.ends_at <= {} or b.state <> 'booked') = {}
    order by case when {} then -extract(epoch from m.starts_at) else extract(epoch from m.starts_at) end, b.id
    limit {} offset {}
"""


@dataclass(frozen=True)
class Version:
    """An appointment at one point of its life, in the language of whoever comes, with what tells it from others."""

    item: BookedItem
    language: Language
    room: str
    reminders: tuple[str, ...]
    of_guest: bool
    uid: str
    sequence: int
    created_at: datetime
    changed_at: datetime


async def offered_services(*, language: Language, to_guests: bool = False) -> list[OfferedService]:
    """All services that are offered at present, or offered to guests, in the order that staff have chosen."""
    return [_service(row, language) for row in await fetch(_SERVICES, to_guests)]


@dataclass(frozen=True)
class Suitable:
    """At which times of the week a customer can come, by the wall clock; nothing chosen means at any."""

    weekdays: frozenset[int] = frozenset()
    """1 is Monday."""
    parts: frozenset[PartOfDay] = frozenset()

    def is_met(self, slot: Slot, zone: ZoneInfo) -> bool:
        start = moment_of(slot.start).astimezone(zone)
        return (not self.weekdays or start.isoweekday() in self.weekdays) and (
            not self.parts or part_of_day(start.hour) in self.parts
        )


ANY_TIME: Final = Suitable()


def part_of_day(hour: int) -> PartOfDay:
    """Which part of the day an hour belongs to."""
    if hour < _NOON:
        return "morning"
    return "afternoon" if hour < _EVENING else "evening"


async def free_times(
    *,
    service_id: UUID,
    wish: Wish,
    start: datetime,
    most: int,
    now: datetime,
    zone: ZoneInfo,
    suitable: Suitable = ANY_TIME,
    day: date | None = None,
) -> FreeTimes:
    """The next free times from `start` on, or of one `day` only. Raises `NotFound` for a service that is not offered.

    Looks as far ahead as it must to find any. Runs in the caller's transaction, which must see everybody's meetings.
    """
    most = min(most, MOST_TIMES)
    begins, look = max(start, now), _FIRST_LOOK
    only = whole_days(day, day, zone) if day else None
    while True:
        window = Span(minute_before(begins), minute_before(begins + look))
        if only:
            window = Span(max(window.start, only.start), only.end)
        plan = await read_plan(service_id=service_id, window=window, now=now)
        slots = [slot for slot in plan.offers(wish, window=window, now=now, zone=zone) if suitable.is_met(slot, zone)]
        begins, look = moment_of(window.end), 2 * look
        is_last = only is not None or begins >= now + timedelta(days=plan.rules.horizon_days + 1)
        if slots or is_last:
            break
    if len(slots) > most:
        more_from: datetime | None = moment_of(slots[most].start)
    else:
        more_from = None if is_last else begins
    return FreeTimes([_free(slot) for slot in slots[:most]], more_from, str(zone))


async def free_days(
    *, service_id: UUID, wish: Wish, month: date, now: datetime, zone: ZoneInfo, suitable: Suitable = ANY_TIME
) -> FreeDays:
    """On which days of the month that `month` lies in something is free. Raises `NotFound` for a service that is not
    offered.

    Counts what `free_times` lists. Runs in the caller's transaction, which must see everybody's meetings.
    """
    first, today = month.replace(day=1), now.astimezone(zone).date()
    whole_month = whole_days(first, first.replace(day=monthrange(first.year, first.month)[1]), zone)
    window = Span(max(whole_month.start, minute_before(now)), whole_month.end)
    plan = await read_plan(service_id=service_id, window=window, now=now)
    slots = plan.offers(wish, window=window, now=now, zone=zone)
    # The slots are in order, and so are the days that are counted.
    times = Counter(day_of(slot.start, zone) for slot in slots if suitable.is_met(slot, zone))
    return FreeDays(
        month=first,
        days=[FreeDay(day, count) for day, count in times.items()],
        today=today,
        last_day=today + timedelta(days=plan.rules.horizon_days),
        zone=str(zone),
    )


async def nearest_times(*, service_id: UUID, wish: Wish, wanted: datetime, now: datetime, zone: ZoneInfo) -> FreeTimes:
    """What is free near to a time that has gone, in order. Raises `NotFound` for a service that is not offered.

    Runs in the caller's transaction, which must see everybody's meetings.
    """
    window = Span(minute_before(max(wanted - _AROUND, now)), minute_before(max(wanted, now) + _AROUND))
    plan = await read_plan(service_id=service_id, window=window, now=now)
    slots = plan.offers(wish, window=window, now=now, zone=zone)
    found = nearest(slots, minute_before(wanted), NEAREST)
    return FreeTimes([_free(slot) for slot in found], None, str(zone))


def _free(slot: Slot) -> FreeTime:
    return FreeTime(moment_of(slot.start), moment_of(slot.end), slot.channel, slot.location_id, slot.seats_left)


async def booked(*, past: bool, page: PageRequest, language: Language, now: datetime, zone: ZoneInfo) -> BookedList:
    """The appointments that the transaction's actor may see; cancelled ones count as past."""
    rows = await fetch(_BOOKED + _ONE_HALF, now, past, past, page.size, page.offset)
    total = rows[0]["total"] if rows else 0
    return BookedList([_item(row, language, now) for row in rows], total, str(zone))


async def read_booked(*, booking_id: UUID, language: Language, now: datetime) -> BookedItem:
    """One appointment that the transaction's actor may see. Raises `NotFound`, also for a seat that is only held."""
    rows = await fetch(_BOOKED + " and b.id = {}", booking_id)
    if not rows:
        raise NotFound
    return _item(rows[0], language, now)


async def read_held(*, booking_id: UUID, language: Language, now: datetime) -> BookedItem:
    """As `read_booked`, for a seat that is held. Raises `NotFound`."""
    rows = await fetch(_SEATS + " where b.state = 'held' and b.id = {}", booking_id)
    if not rows:
        raise NotFound
    return _item(rows[0], language, now)


async def read_detail(*, booking_id: UUID, language: Language, now: datetime, zone: ZoneInfo) -> BookedDetail:
    """As `read_booked`, with what was said about it."""
    rows = await fetch(_BOOKED + " and b.id = {}", booking_id)
    if not rows:
        raise NotFound
    item = _item(rows[0], language, now)
    labels = await question_labels(service_id=item.service_id, language=language)
    said = [AnsweredQuestion(labels.get(answer.question_id, ""), answer.text) for answer in item.answers]
    return BookedDetail(item, said, list(rows[0]["reminders"]), rows[0]["room"] or "", str(zone))


async def question_labels(*, service_id: UUID, language: Language) -> dict[UUID, str]:
    """What the service asks, and has asked before."""
    rows = await fetch("select id, label_de, label_en from service_question where service_id = {}", service_id)
    return {row["id"]: row[f"label_{language}"] for row in rows}


async def version(*, booking_id: UUID, language: Language | None = None, now: datetime) -> Version:
    """As `read_booked`, for those who pass it on; without `language` in that of whoever comes. Raises `NotFound`."""
    rows = await fetch(_BOOKED + " and b.id = {}", booking_id)
    if not rows:
        raise NotFound
    return _version(rows[0], language, now)


async def versions(*, since: datetime, now: datetime) -> list[Version]:
    """All appointments since then that the transaction's actor may see, in order, with those that were cancelled."""
    rows = await fetch(_BOOKED + " and m.ends_at > {} order by m.starts_at, b.id", since)
    return [_version(row, None, now) for row in rows]


async def may_book(*, booking_id: UUID) -> bool:
    """Whether the transaction's actor, a customer, may change this booking or seat, and not only see it."""
    return bool(
        await fetch(
            "select id from booking where id = {} and "
            "(customer_id = app.bookable_customer() or account_id = app.current_account())",
            booking_id,
        )
    )


async def bookable_customer() -> UUID | None:
    """The customer that the transaction acts for, if the account may make appointments for it."""
    rows = await fetch("select app.bookable_customer() as id")
    found: UUID | None = rows[0]["id"]
    return found


def _service(row: Mapping[str, Any], language: Language) -> OfferedService:
    return OfferedService(
        id=row["id"],
        name=row[f"name_{language}"],
        summary=row[f"summary_{language}"],
        bring=row[f"bring_{language}"],
        price=row[f"price_{language}"],
        duration=row["duration"],
        cancel_until=row["cancel_until"],
        channels=list(row["channels"]),
        places=[_place(place, language) for place in json.loads(row["places"])],
        questions=[_question(question, language) for question in json.loads(row["questions"])],
    )


def _place(row: Mapping[str, Any], language: Language) -> Place:
    return Place(
        id=UUID(row["id"]),
        name=row[f"name_{language}"],
        street=row["street"],
        postal_code=row["postal_code"],
        city=row["city"],
        directions=row[f"directions_{language}"],
        step_free=row["step_free"],
        lift=row["lift"],
        parking=row["parking"],
        induction_loop=row["induction_loop"],
        accessibility=row[f"accessibility_{language}"],
    )


def _question(row: Mapping[str, Any], language: Language) -> Question:
    choices: Sequence[Mapping[str, str]] = row["choices"]
    return Question(
        UUID(row["id"]),
        row["kind"],
        row[f"label_{language}"],
        row["required"],
        [choice[language] for choice in choices],
    )


def _item(row: Mapping[str, Any], language: Language, now: datetime) -> BookedItem:
    until: datetime = row["starts_at"] - timedelta(minutes=row["cancel_until"])
    channel: Channel = row["channel"]
    return BookedItem(
        id=row["id"],
        service_id=row["service_id"],
        service=row[f"name_{language}"],
        state=row["state"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        channel=channel,
        with_whom=row["with_whom"],
        place=_place(json.loads(row["place"]), language) if row["place"] else None,
        bring=row[f"bring_{language}"],
        video_url=row["video_url"] if channel == "video" else "",
        contact=Contact(row["contact_name"], row["contact_email"], row["contact_phone"]),
        needs=list(row["needs"]),
        answers=[Answer(UUID(answer["question_id"]), answer["text"]) for answer in json.loads(row["answers"])],
        can_change=row["state"] == "booked" and now <= until,
        changeable_until=until,
    )


def _version(row: Mapping[str, Any], language: Language | None, now: datetime) -> Version:
    return Version(
        item=_item(row, language or row["language"], now),
        language=row["language"],
        room=row["room"] or "",
        reminders=tuple(row["reminders"]),
        of_guest=row["of_guest"],
        uid=row["calendar_uid"],
        sequence=row["calendar_sequence"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
    )
