"""Appointments through the API, for people without account: a token opens the time that is kept."""

from backend.appointments.booking.schemas import AskToHold, HeldSeat, HeldUntil
from backend.appointments.guests.schemas import HeldByGuest
from frontend.api.client import Api

__all__ = ["extend_hold", "hold_time", "let_go"]


async def hold_time(api: Api, wish: AskToHold) -> HeldSeat:
    """Keep a time while the form is filled in. The same wish again is the same seat."""
    return await api.post("/appointments/guests/holds", wish, result=HeldSeat)


async def extend_hold(api: Api, token: str) -> HeldUntil:
    """Keep it for longer."""
    return await api.post("/appointments/guests/holds/extend", HeldByGuest(token), result=HeldUntil)


async def let_go(api: Api, token: str) -> None:
    """Give a time back that was kept."""
    await api.post("/appointments/guests/holds/release", HeldByGuest(token))
