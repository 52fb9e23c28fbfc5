"""Background work of drafts."""

from backend.core.jobs import Run, scheduled
from backend.drafts.operations import forget_old


@scheduled("drafts.forget", cron="27 * * * *")
async def forget(run: Run) -> None:
    """Hourly: a draft is kept for a day, and for an hour at most beyond."""
    await forget_old(now=run.now)
