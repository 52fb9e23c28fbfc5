"""Reads appointments for staff. Everything here runs as staff, in the caller's transaction."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.agenda.schemas import (
    Agenda,
    AgendaDetail,
    AgendaItem,
    FoundAppointments,
    HistoryEvent,
    Named,
    Span,
)
from backend.appointments.booking.queries import Language, question_labels
from backend.appointments.booking.schemas import AnsweredQuestion, Contact
from backend.core.database import fetch
from backend.core.errors import NotFound
from backend.core.paging import PageRequest
from backend.core.text import like_pattern

MOST_ITEMS: Final = 400
MOST_FOUND: Final = 300
"""Nobody turns that many pages: another word finds more."""
_MOST_WORDS: Final = 10
_WEEK: Final = 7
_PHONE: Final = re.compile(r"[+0(][\d\s()/.-]{3,}")

_ITEM: Final = """
    b.id, b.state, b.contact_name, b.contact_email, b.contact_phone, b.needs, b.note, b.seat, b.capacity, b.customer_id,
    b.customer_id is null and b.account_id is null as is_guest, c.number as customer_number,
    m.starts_at, m.ends_at, m.channel, s.name_de, s.name_en, l.name_de as location_de, l.name_en as location_en,
    p.name as person, r.name as room
"""

_FROM: Final = """
    from booking b join meeting m on m.id = b.meeting_id join service s on s.id = m.service_id
    join resource p on p.id = m.person_id left join resource r on r.id = m.room_id
    left join location l on l.id = m.location_id left join customer c on c.id = b.customer_id
"""

# What begins on a day ends after the day has begun: that is said too because there is an index of ends.
_OF_DAYS: Final = f"""
    select {_ITEM} {_FROM}
    where b.state in ('booked', 'attended', 'missed')
        and m.starts_at >= {{}} and m.starts_at < {{}} and m.ends_at > {{}}
        and ({{}}::uuid is null or m.person_id = {{}}) and ({{}}::uuid is null or m.location_id = {{}})
    order by m.starts_at, p.name, m.id, b.seat limit {{}}
"""

# Each word has to occur somewhere; a phone number is compared by its digits, however it was typed. This looks at every
# booking of a year, 0.2 s for 80,000: no index serves words that may stand in four tables.
_FOUND: Final = f"""
    select {_ITEM}, count(*) over () as total {_FROM}
    where b.state <> 'held' and (
        concat_ws(' ', b.contact_name, b.contact_email, b.contact_phone, b.note, s.name_de, s.name_en, c.number,
                  app.normalised(c.number), c.given_name, c.name) ilike all({{}}::text[])
        or ({{}} <> '' and regexp_replace(b.contact_phone, '\\D', '', 'g') like '%' || {{}}))
    order by m.ends_at <= {{}}, case when m.ends_at <= {{}} then -extract(epoch from m.starts_at)
        else extract(epoch from m.starts_at) end, b.id
    limit {{}} offset {{}}
"""  # noqa: S608 - written above


async def read_agenda(
    *,
    day: date,
    span: Span,
    person_id: UUID | None,
    location_id: UUID | None,
    language: Language,
    now: datetime,
    zone: ZoneInfo,
) -> Agenda:
    """What is booked on a day or in its week, by the wall clock of the portal's zone."""
    first, days = (day, 1) if span == "day" else (day - timedelta(days=day.weekday()), _WEEK)
    start, end = (datetime.combine(day, time.min, zone) for day in (first, first + timedelta(days=days)))
    of_whom = (person_id, person_id, location_id, location_id)
    rows = await fetch(_OF_DAYS, start, end, start, *of_whom, MOST_ITEMS + 1)
    return Agenda(
        items=[_item(row, language) for row in rows[:MOST_ITEMS]],
        has_more=len(rows) > MOST_ITEMS,
        first=first,
        days=days,
        today=now.astimezone(zone).date(),
        people=await _people(),
        locations=await _locations(language),
        zone=str(zone),
    )


async def find_appointments(
    *, search: str, page: PageRequest, language: Language, now: datetime, zone: ZoneInfo
) -> FoundAppointments:
    """The appointments in which every word of `search` occurs, cancelled ones too; none for an empty search."""
    patterns = [like_pattern(word) for word in search.split()[:_MOST_WORDS]]
    if not patterns:
        return FoundAppointments([], 0, 1, 1, str(zone))
    digits = _digits(search)
    rows = await fetch(_FOUND, patterns, digits, digits, now, now, page.size, page.offset)
    total = rows[0]["total"] if rows else 0
    items = [_item(row, language) for row in rows]
    return FoundAppointments(items, total, page.number, page.pages(min(total, MOST_FOUND)), str(zone))


async def read_appointment(*, booking_id: UUID, language: Language, now: datetime, zone: ZoneInfo) -> AgendaDetail:
    """One appointment with its history. Raises `NotFound`, also for a seat that is only held."""
    rows = await fetch(
        f"select {_ITEM}, b.answers, m.service_id, m.location_id, p.video_url {_FROM} "
        "where b.id = {} and b.state <> 'held'",
        booking_id,
    )
    if not rows:
        raise NotFound
    [row] = rows
    item = _item(row, language)
    return AgendaDetail(
        item=item,
        service_id=row["service_id"],
        location_id=row["location_id"],
        video_url=row["video_url"] if item.channel == "video" else "",
        answers=await _answers(row, language),
        events=await _events(booking_id),
        may_attend=item.state == "booked" and may_attend(starts_at=item.starts_at, now=now, zone=zone),
        may_miss=item.state == "booked" and item.starts_at <= now,
        may_reopen=item.state in {"attended", "missed"},
        may_change=item.state == "booked" and now < item.ends_at,
        zone=str(zone),
    )


def may_attend(*, starts_at: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """People come early, but not on another day."""
    return starts_at.astimezone(zone).date() <= now.astimezone(zone).date()


async def require_customer(*, customer_id: UUID) -> None:
    """Raises `NotFound` unless there is such a customer."""
    if not await fetch("select id from customer where id = {}", customer_id):
        raise NotFound


async def _people() -> list[Named]:
    rows = await fetch("select id, name from resource where kind = 'person' and retired_at is null order by name, id")
    return [Named(**row) for row in rows]


async def _locations(language: Language) -> list[Named]:
    rows = await fetch("select id, name_de, name_en from location where retired_at is null order by name_de, id")
    return [Named(row["id"], row[f"name_{language}"]) for row in rows]


async def _answers(row: Mapping[str, Any], language: Language) -> list[AnsweredQuestion]:
    labels = await question_labels(service_id=row["service_id"], language=language)
    return [
        AnsweredQuestion(labels.get(UUID(answer["question_id"]), ""), answer["text"])
        for answer in json.loads(row["answers"])
    ]


async def _events(booking_id: UUID) -> list[HistoryEvent]:
    """Customers are named at the appointment itself: only of staff is it told who it was."""
    rows = await fetch(
        "select e.kind, e.at, e.by_staff, e.moved_from, "
        "case when e.by_staff then trim(coalesce(a.given_name || ' ' || a.family_name, '')) else '' end as by "
        "from booking_event e left join account a on a.id = e.account_id where e.booking_id = {} order by e.at, e.id",
        booking_id,
    )
    return [HistoryEvent(**row) for row in rows]


def _digits(search: str) -> str:
    """The digits of a phone number without what is written in front of it at home only; empty for other words."""
    if not _PHONE.fullmatch(search.strip()):
        return ""
    return re.sub(r"\D", "", search).lstrip("0")


def _item(row: Mapping[str, Any], language: Language) -> AgendaItem:
    return AgendaItem(
        id=row["id"],
        service=row[f"name_{language}"],
        state=row["state"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        channel=row["channel"],
        location=row[f"location_{language}"] or "",
        person=row["person"],
        room=row["room"] or "",
        contact=Contact(row["contact_name"], row["contact_email"], row["contact_phone"]),
        customer_id=row["customer_id"],
        customer_number=row["customer_number"] or "",
        is_guest=row["is_guest"],
        needs=list(row["needs"]),
        note=row["note"],
        seat=row["seat"],
        capacity=row["capacity"],
    )
