"""Background work of delegation."""

from backend.core.jobs import Run, scheduled
from backend.delegation import operations


@scheduled("delegation.tell", cron="*/5 * * * *")
async def tell_what_has_ended(run: Run) -> None:
    """Soon after it has happened. Nothing waits for this: whether access is still open is asked at each statement."""
    await operations.close_expired(settings=run.settings, now=run.now)
    await operations.tell_ended(settings=run.settings, now=run.now)


@scheduled("delegation.clean_up", cron="37 * * * *")
async def delete_what_nobody_asks_for(run: Run) -> None:
    """Hourly, so that nothing is kept for longer than an hour beyond its time."""
    await operations.forget_old(now=run.now)
