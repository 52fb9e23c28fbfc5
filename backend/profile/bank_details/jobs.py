"""Background work of bank details."""

from backend.core.jobs import Run, scheduled
from backend.profile.bank_details.operations.clean_up import clean_up


@scheduled("bank_details.clean_up", cron="41 * * * *")
async def delete_what_is_no_longer_needed(run: Run) -> None:
    """Hourly, so that an account that staff have refused is gone within the hour."""
    await clean_up(zone=run.settings.time_zone, now=run.now)
