"""Offers freed times to those who wait, in the background."""

from backend.appointments.waiting import operations
from backend.core.jobs import JobRun, Run, job, scheduled


@job("appointments.offer-freed", actor=None)
async def offer_freed(run: JobRun) -> None:
    """A time has just got free."""
    await operations.offer_freed(freed_id=run.reference, settings=run.settings, now=run.now)


@job("appointments.offer-ends", actor=None)
async def pass_on(run: JobRun) -> None:
    """The time to answer an offer is over."""
    await operations.pass_on(offer_id=run.reference, settings=run.settings, now=run.now)


@scheduled("appointments.waiting", cron="*/5 * * * *", actor=None)
async def catch_up(run: Run) -> None:
    """All that is due by now, also what a lost worker has left behind."""
    await operations.catch_up(settings=run.settings, now=run.now)


@scheduled("appointments.forget-waiting", cron="47 3 * * *")
async def forget(run: Run) -> None:
    """Nightly: what is over is kept for 30 days."""
    await operations.forget_old(now=run.now)
