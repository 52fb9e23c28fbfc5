"""An office that gives appointments, and people who want one."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from backend.appointments.booking import operations
from backend.appointments.booking.operations import Hand, Owner
from backend.appointments.booking.schemas import Answer, Channel, Contact, Details, HeldSeat, Time
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client

ZONE = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NOBODY = Hand()
STAFF = Hand(is_staff=True)
ERIKA = Details(Contact("Erika Muster", "erika@example.org", "+49 69 90009120"))
MINUTE = timedelta(minutes=1)


def at(hour: int, minute: int = 0, *, day: date = MONDAY) -> datetime:
    """That time by the wall clock of the office."""
    return datetime.combine(day, time(hour, minute), ZONE)


def client(number: int = 1) -> Client:
    """One of many browsers, so that no limit of a client is met by accident."""
    return Client(f"192.0.2.{number % 250}", "Firefox 140", "Android", "")


async def insert(table: str, **values: Any) -> UUID:
    values = {"id": new_id(), **values}
    places = ", ".join("{}" for _ in values)
    async with transaction(SYSTEM):
        await fetch(f"insert into {table} ({', '.join(values)}) values ({places})", *values.values())
    made: UUID = values["id"]
    return made


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    async with transaction(SYSTEM):
        return await fetch(sql, *values)


@dataclass
class Office:
    """What can be booked."""

    settings: Settings
    service_id: UUID
    person_id: UUID

    async def hold(self, starts_at: datetime, *, now: datetime = NOW, number: int = 1, **others: Any) -> HeldSeat:
        """Keep a time, as a new browser that has never asked before."""
        channel: Channel = others.pop("channel", "phone")
        return await operations.hold(
            service_id=others.pop("service_id", self.service_id),
            time=Time(starts_at, channel, others.pop("location_id", None)),
            needs=others.pop("needs", ()),
            owner=others.pop("owner", Owner()),
            request_key=others.pop("request_key", uuid4()),
            client=client(number),
            settings=self.settings,
            now=now,
        )

    async def book(self, starts_at: datetime, *, now: datetime = NOW, **others: Any) -> UUID:
        """Keep a time and make an appointment of it."""
        held = await self.hold(starts_at, now=now, **others)
        await operations.book(booking_id=held.booking_id, details=ERIKA, hand=NOBODY, now=now)
        return held.booking_id

    async def move(self, booking_id: UUID, starts_at: datetime, *, hand: Hand = NOBODY, now: datetime = NOW) -> None:
        await operations.move(
            booking_id=booking_id, time=Time(starts_at, "phone"), hand=hand, settings=self.settings, now=now
        )

    async def employ(self, name: str = "Bernd", **values: Any) -> UUID:
        """Another adviser with the same hours."""
        person_id = await insert("resource", kind="person", name=name, **values)
        for weekday in range(1, 6):
            await insert("weekly_hours", resource_id=person_id, weekday=weekday, opens=9 * 60, closes=17 * 60)
        return person_id

    async def ask(self, **values: Any) -> UUID:
        """Add a question to the service."""
        return await insert(
            "service_question",
            **{"service_id": self.service_id, "position": 1, "kind": "line", "label_de": "?", "label_en": "?"} | values,
        )


async def open_office(settings: Settings, **values: Any) -> Office:
    service_id = await insert(
        "service",
        **{"name_de": "Beratung", "name_en": "Advice", "duration": 30, "step": 30, "channels": ["phone"]} | values,
    )
    office = Office(settings, service_id, service_id)
    office.person_id = await office.employ("Anna")
    return office


def answers(*given: tuple[UUID, str]) -> Details:
    return Details(ERIKA.contact, [Answer(question_id, text) for question_id, text in given])


async def booking(booking_id: UUID) -> dict[str, Any]:
    """The booking with its meeting, as it is kept."""
    [row] = await rows(
        "select b.*, m.starts_at, m.ends_at, m.person_id, m.released_at from booking b "
        "join meeting m on m.id = b.meeting_id where b.id = {}",
        booking_id,
    )
    row["answers"] = json.loads(row["answers"])
    return row


async def overlaps() -> int:
    """How often somebody is in two meetings at once; by hand, without the constraint that forbids it."""
    [row] = await rows(
        "select count(*) from meeting a join meeting b on a.id < b.id and a.person_id = b.person_id "
        "where a.released_at is null and b.released_at is null "
        "and a.blocked_from < b.blocked_until and b.blocked_from < a.blocked_until"
    )
    count: int = row["count"]
    return count
