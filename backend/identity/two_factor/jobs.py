"""Background work of the two factors."""

from backend.core.jobs import Run, scheduled
from backend.identity.two_factor.operations.clean_up import clean_up


@scheduled("identity.clean_up_factors", cron="27 * * * *")
async def delete_what_has_expired(run: Run) -> None:
    """Hourly, so that nothing is kept for longer than an hour beyond its time."""
    await clean_up(now=run.now)
