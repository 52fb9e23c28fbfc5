"""The calendar that somebody subscribes to, through the API."""

from backend.appointments.calendars.schemas import FeedState
from frontend.api.client import Api

__all__ = ["FeedState", "read_feed_state"]


async def read_feed_state(api: Api) -> FeedState:
    """Whether there is an address; the address itself is told only when it is made."""
    return await api.get("/appointments/feed", FeedState)
