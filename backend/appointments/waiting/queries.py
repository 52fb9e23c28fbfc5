"""Reads the waiting list: one's own entries with what is offered, and for staff how many wait."""

from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.appointments.booking import queries as bookings
from backend.appointments.booking.queries import Language
from backend.appointments.waiting.schemas import OfferedTime, ServiceWaiting, WaitingItem, WaitingList
from backend.core.database import fetch

_OWN: Final = """
    select e.id, e.service_id, e.channel, e.first_day, e.last_day, e.weekdays, e.parts, e.needs,
        s.name_de, s.name_en, l.name_de as place_de, l.name_en as place_en, b.id as booking_id, o.until
    from waiting_entry e join service s on s.id = e.service_id left join location l on l.id = e.location_id
    left join waiting_offer o on o.entry_id = e.id and o.state = 'open' and o.until > {}
    left join booking b on b.id = o.booking_id and b.state = 'held'
    where e.state in ('waiting', 'offered') order by b.id is null, e.created_at, e.id
"""


async def own_entries(*, language: Language, now: datetime, zone: ZoneInfo) -> WaitingList:
    """What the transaction's actor may see of what is waited for."""
    items = []
    for row in await fetch(_OWN, now):
        offer = None
        if row["booking_id"]:
            seat = await bookings.read_held(booking_id=row["booking_id"], language=language, now=now)
            offer = OfferedTime(row["until"], seat)
        items.append(
            WaitingItem(
                id=row["id"],
                service_id=row["service_id"],
                service=row[f"name_{language}"],
                channel=row["channel"],
                place=row[f"place_{language}"] or "",
                first_day=row["first_day"],
                last_day=row["last_day"],
                weekdays=list(row["weekdays"]),
                parts=list(row["parts"]),
                needs=list(row["needs"]),
                offer=offer,
            )
        )
    return WaitingList(items, str(zone))


async def may_change(*, entry_id: UUID) -> bool:
    """Whether the transaction's actor, a customer, may leave the list and answer offers, and not only see them."""
    return bool(
        await fetch(
            "select id from waiting_entry where id = {} and "
            "(customer_id = app.bookable_customer() or account_id = app.current_account())",
            entry_id,
        )
    )


async def waiting_by_service(*, language: Language) -> list[ServiceWaiting]:
    """How many wait, for the services that anybody waits for. Runs as staff."""
    rows = await fetch(
        "select s.id, s.name_de, s.name_en, count(*) as waiting, "
        "count(*) filter (where e.state = 'offered') as offered "
        "from waiting_entry e join service s on s.id = e.service_id where e.state in ('waiting', 'offered') "
        "group by s.id order by s.position, s.name_de, s.id"
    )
    return [ServiceWaiting(row["id"], row[f"name_{language}"], row["waiting"], row["offered"]) for row in rows]
