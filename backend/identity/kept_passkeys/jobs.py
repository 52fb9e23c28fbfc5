"""Background work of the passkeys that accounts have."""

from backend.core.jobs import Run, scheduled
from backend.identity.kept_passkeys.operations import forget_removed


@scheduled("identity.forget_passkeys", cron="23 * * * *")
async def forget_removed_passkeys(run: Run) -> None:
    """Hourly, so that nothing is kept for longer than an hour beyond its time."""
    await forget_removed(now=run.now)
