"""Background work about closed accounts."""

from backend.core.jobs import Run, scheduled
from backend.identity.closing.operations import forget_old


@scheduled("identity.forget_closings", cron="52 3 * * *")
async def forget_closings(run: Run) -> None:
    """Daily: what was undone is noted for 90 days, and for a day at most beyond."""
    await forget_old(now=run.now)
