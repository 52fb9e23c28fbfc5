"""Background work of recovery."""

from backend.core.jobs import JobRun, Run, job, scheduled
from backend.identity.recovery.operations.clean_up import clean_up
from backend.identity.recovery.operations.waiting import tell_ready


@job("recovery.ready")
async def say_that_the_wait_is_over(run: JobRun) -> None:
    """Enqueued when the wait begins, for the moment when it ends."""
    await tell_ready(recovery_id=run.reference, settings=run.settings, now=run.now)


@scheduled("recovery.clean_up", cron="27 * * * *")
async def delete_what_has_expired(run: Run) -> None:
    """Hourly, like the clean-up of sessions and codes."""
    await clean_up(now=run.now)
