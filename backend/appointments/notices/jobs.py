"""Tells people of their appointments in the background."""

from backend.appointments.notices import operations
from backend.core.database import SYSTEM, transaction
from backend.core.jobs import JobRun, Run, job, scheduled


@job("appointments.tell", actor=None)
async def tell(run: JobRun) -> None:
    """What has just happened to one booking."""
    async with transaction(SYSTEM):
        await operations.tell(booking_id=run.reference, settings=run.settings, now=run.now)


@scheduled("appointments.remind", cron="*/5 * * * *", actor=None)
async def remind(run: Run) -> None:
    """All that is due by now: reminders, and news whose job was lost."""
    for booking_id in await operations.due_bookings(now=run.now):
        async with transaction(SYSTEM):
            await operations.tell(booking_id=booking_id, settings=run.settings, now=run.now)
