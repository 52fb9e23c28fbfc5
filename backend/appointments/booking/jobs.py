"""Background work of appointments."""

from backend.appointments.booking.clean_up import forget_old, free_abandoned
from backend.core.jobs import Run, scheduled


@scheduled("appointments.forget", cron="41 3 * * *")
async def forget(run: Run) -> None:
    """Nightly: what is over is kept for a year, and absences for 90 days."""
    await forget_old(now=run.now)


@scheduled("appointments.free-abandoned", cron="*/15 * * * *")
async def free(run: Run) -> None:
    """Seats that somebody has kept and not booked. They block nobody meanwhile: whoever books looks for them first."""
    await free_abandoned(now=run.now)
