"""The appointments of the demo's customers: some to come, some over, one called off, one missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from backend.appointments.availability.public_holidays import public_holidays
from backend.appointments.booking.tables import Booking, BookingEvent, Meeting
from backend.core.clock import day_in
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.demo import office
from backend.demo.people import INGRID, KORNBLUME, YILDIZ, DemoCustomer

_SATURDAY: Final = 5


@dataclass(frozen=True)
class _Appointment:
    """`day` counts working days from today; that many before today if it is negative."""

    customer: DemoCustomer
    service: str
    person: str
    channel: str
    day: int
    at: time
    state: str = "booked"
    room: str = ""
    note: str = ""


_APPOINTMENTS: Final = (
    _Appointment(INGRID, office.ADVICE, office.SELIN, "on_site", 3, time(10)),
    _Appointment(INGRID, office.CALL_BACK, office.JONAS, "phone", 6, time(9, 15)),
    _Appointment(INGRID, office.ADVICE, office.SELIN, "video", 8, time(14), "cancelled"),
    _Appointment(INGRID, office.ADVICE, office.JONAS, "on_site", -20, time(11), "attended"),
    _Appointment(INGRID, office.CALL_BACK, office.JONAS, "phone", -45, time(15, 30), "missed"),
    _Appointment(
        YILDIZ,
        office.CONNECTION,
        office.JONAS,
        "on_site",
        4,
        time(13),
        room=office.SMALL_ROOM,
        note="Bringt die Architektin mit.",
    ),
    _Appointment(YILDIZ, office.CALL_BACK, office.SELIN, "phone", 1, time(9)),
    _Appointment(KORNBLUME, office.ADVICE, office.SELIN, "video", 2, time(16)),
    _Appointment(KORNBLUME, office.ADVICE, office.JONAS, "on_site", -5, time(8, 30), "attended"),
)


async def load_appointments(*, settings: Settings, now: datetime) -> None:
    """Make them, and all they need, if there is nothing of it yet."""
    async with transaction(SYSTEM):
        if await fetch("select 1 from location limit 1"):
            return
        today = day_in(settings.time_zone, now)
        await office.load_office(today=today)
        for appointment in _APPOINTMENTS:
            await _load(appointment, settings, today, now)


async def _load(appointment: _Appointment, settings: Settings, today: date, now: datetime) -> None:
    [service] = await fetch("select * from service where name_de = {}", appointment.service)
    starts_at = datetime.combine(_working_day(today, appointment.day), appointment.at, settings.time_zone)
    ends_at = starts_at + timedelta(minutes=service["duration"])
    on_site = appointment.channel == "on_site"
    is_over = appointment.state == "cancelled"
    meeting = Meeting(
        id=new_id(),
        service_id=service["id"],
        person_id=await _id_of("resource", "name", appointment.person),
        room_id=await _id_of("resource", "name", appointment.room) if appointment.room else None,
        location_id=await _id_of("location", "name_de", office.CUSTOMER_CENTRE) if on_site else None,
        channel=appointment.channel,
        starts_at=starts_at,
        ends_at=ends_at,
        blocked_from=starts_at - timedelta(minutes=service["buffer_before"]),
        blocked_until=ends_at + timedelta(minutes=service["buffer_after"]),
        capacity=service["capacity"],
        released_at=now if is_over else None,
    )
    await meeting.save()
    await _book(appointment, meeting, settings, min(now, starts_at) - timedelta(days=9))


async def _book(appointment: _Appointment, meeting: Meeting, settings: Settings, booked_at: datetime) -> None:
    """What happens after booking has happened a day later, or when the appointment was."""
    customer = appointment.customer
    is_cancelled = appointment.state == "cancelled"
    changed_at = {"booked": booked_at, "cancelled": booked_at + timedelta(days=1)}.get(
        appointment.state, meeting.ends_at
    )
    booking = Booking(
        id=new_id(),
        meeting_id=meeting.id,
        seat=1,
        capacity=meeting.capacity,
        state=appointment.state,
        customer_id=await _id_of("customer", "number", customer.number),
        contact_name=f"{customer.given_name} {customer.name}".strip(),
        contact_email=customer.email,
        contact_phone="+49 69 90009417" if appointment.channel == "phone" else "",
        reminders=["24h"],
        note=appointment.note,
        calendar_uid=f"{new_id()}@{settings.relying_party_id}",
        created_at=booked_at,
        changed_at=changed_at,
        cancelled_at=changed_at if is_cancelled else None,
        cancelled_by="customer" if is_cancelled else None,
    )
    await booking.save()
    for kind, at in _events(appointment.state, booked_at, changed_at):
        by_staff = kind in {"attended", "missed"}
        await BookingEvent(id=new_id(), booking_id=booking.id, kind=kind, by_staff=by_staff, at=at).save()


def _events(state: str, booked_at: datetime, changed_at: datetime) -> Iterator[tuple[str, datetime]]:
    yield "booked", booked_at
    if state != "booked":
        yield state, changed_at


def _working_day(today: date, count: int) -> date:
    """The day that many working days after today, or before it."""
    step = timedelta(days=1 if count > 0 else -1)
    free = public_holidays(office.FEDERAL_STATE, (today.year - 1, today.year, today.year + 1))
    day, left = today, abs(count)
    while left:
        day += step
        left -= day.weekday() < _SATURDAY and day not in free
    return day


async def _id_of(table: str, column: str, value: str) -> UUID:
    [row] = await fetch(f"select id from {table} where {column} = {{}}", value)  # noqa: S608 - names of our own
    found: UUID = row["id"]
    return found
