"""Background work of the history."""

from backend.core.jobs import Run, scheduled
from backend.identity.history.operations import forget_old


@scheduled("identity.forget_history", cron="47 3 * * *")
async def forget_history(run: Run) -> None:
    """Daily: an entry is kept for 90 days, and for a day at most beyond."""
    await forget_old(now=run.now)
