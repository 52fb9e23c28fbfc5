"""An appointment by the link in a mail, through the API."""

from datetime import datetime

from backend.appointments.links.schemas import FreeTimes, LinkedAppointment, LinkTimes, LinkToken, Place
from frontend.api.client import Api

__all__ = ["FreeTimes", "LinkedAppointment", "Place", "look_at_appointment", "other_times"]


async def look_at_appointment(api: Api, token: str, *, language: str) -> LinkedAppointment:
    """What the link is about; changes nothing."""
    return await api.post(f"/appointments/links/look?language={language}", LinkToken(token), result=LinkedAppointment)


async def other_times(api: Api, token: str, *, start: datetime | None) -> FreeTimes:
    """When else the appointment could be."""
    return await api.post("/appointments/links/times", LinkTimes(token, start), result=FreeTimes)
