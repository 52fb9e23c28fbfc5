"""Booked appointments that do not fit to what is set up: kept on purpose, or booked while something was changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from backend.appointments.setup.impact import upcoming
from backend.appointments.setup.schemas import Misfits
from backend.core.database import SYSTEM, transaction


async def misfits(*, now: datetime, zone: ZoneInfo) -> Misfits:
    """The next ones first."""
    async with transaction(SYSTEM):
        appointments = await upcoming(now=now, zone=zone)
    found = [each.hit(each.reasons) for each in appointments.values() if each.reasons]
    return Misfits(found, str(zone))
