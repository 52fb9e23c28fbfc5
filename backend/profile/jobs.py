"""Background work of account data."""

from backend.core.jobs import Run, scheduled
from backend.profile.operations.clean_up import clean_up


@scheduled("profile.clean_up", cron="23 * * * *")
async def delete_what_is_no_longer_needed(run: Run) -> None:
    """Hourly, so that nothing is kept for longer than an hour beyond its time."""
    await clean_up(now=run.now)
