"""Background work of browsers that show messages."""

from backend.core.jobs import Run, scheduled
from backend.identity.push_devices.operations import forget_unused


@scheduled("identity.forget_push_devices", cron="53 3 * * *")
async def forget(run: Run) -> None:
    await forget_unused(now=run.now)
