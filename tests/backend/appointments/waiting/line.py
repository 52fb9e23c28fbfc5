"""People who wait for a time to get free, and what they are offered."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.appointments.booking.operations import Owner
from backend.appointments.waiting import operations
from backend.appointments.waiting.schemas import AskToWait
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import MONDAY, NOW, Office, at, rows
from tests.backend.profile.people import Household, move_in

FRIDAY = MONDAY + timedelta(days=4)


async def settle_in(name: str) -> Household:
    """Somebody with a customer number, and access to it since long ago."""
    household = await move_in(name)
    await rows(
        "update access_grant set starts_at = {} where customer_id = {}",
        at(9, day=date(2020, 1, 1)),
        household.customer_id,
    )
    return household


async def wait(office: Office, who: Household, *, now: datetime = NOW, **wanted: Any) -> UUID:
    """Join the list for a consultation on the phone this week."""
    wish: dict[str, Any] = {"service_id": office.service_id, "channel": "phone", "last_day": FRIDAY, **wanted}
    return await operations.join(
        wish=AskToWait(**wish),
        owner=Owner(customer_id=who.customer_id),
        joined_by=who.account_id,
        settings=office.settings,
        now=now,
    )


async def fill_up(office: Office, *, until: int = 10) -> list[UUID]:
    """Book all times of Monday from nine on; the office opens for nothing else that matters here."""
    times = [at(9) + timedelta(minutes=30 * number) for number in range((until - 9) * 2)]
    return [await office.book(time, number=number) for number, time in enumerate(times)]


async def work(settings: Settings, now: datetime = NOW) -> None:
    """What the worker does with freed times and with offers that are over."""
    await operations.catch_up(settings=settings, now=now)


async def offers(entry_id: UUID) -> list[dict[str, Any]]:
    """What was offered to this entry, the earliest first."""
    return await rows(
        "select o.*, b.state as seat, b.customer_id from waiting_offer o left join booking b on b.id = o.booking_id "
        "where o.entry_id = {} order by o.offered_at, o.id",
        entry_id,
    )


async def state_of(entry_id: UUID) -> str:
    [row] = await rows("select state from waiting_entry where id = {}", entry_id)
    state: str = row["state"]
    return state


async def open_offers() -> int:
    """How many offers are open with a seat that is held."""
    [row] = await rows(
        "select count(*) from waiting_offer o join booking b on b.id = o.booking_id "
        "where o.state = 'open' and b.state = 'held'"
    )
    count: int = row["count"]
    return count
