"""Background work of PINs for the phone."""

from backend.core.jobs import Run, scheduled
from backend.identity.phone_pin.operations import clean_up


@scheduled("phone_pin.clean_up", cron="37 * * * *")
async def delete_what_has_expired(run: Run) -> None:
    """Hourly, like the clean-up of sessions and codes."""
    await clean_up(now=run.now)
