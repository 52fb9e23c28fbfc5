"""PINs for the phone through the API."""

from uuid import UUID

from backend.identity.phone_pin.schemas import NewestPin, PinMatch, ShownPin, TypedPin
from frontend.api.client import Api

__all__ = ["NewestPin", "PinMatch", "ShownPin", "check_pin", "read_newest_pin", "show_pin"]


async def show_pin(api: Api) -> ShownPin:
    """A new PIN for a call."""
    return await api.post("/phone-pin", result=ShownPin)


async def read_newest_pin(api: Api) -> NewestPin:
    """What became of the newest PIN."""
    return await api.get("/phone-pin", NewestPin)


async def check_pin(api: Api, customer: UUID, *, pin: str) -> PinMatch:
    """Who is on the phone, for staff."""
    return await api.post(f"/service/customers/{customer}/phone-pin", TypedPin(pin), result=PinMatch)
