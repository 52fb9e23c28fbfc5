"""Looks at the calendars of staff in the background."""

from datetime import timedelta

from backend.appointments.staff_calendars import queries
from backend.appointments.staff_calendars.operations import looking
from backend.core.database import SYSTEM, transaction
from backend.core.jobs import JobRun, Retry, Run, enqueue, job, scheduled


@scheduled("staff-calendars.due", cron="* * * * *", actor=None)
async def find_due(run: Run) -> None:
    """Each calendar is looked at by a job of its own, so that one slow server does not keep the others waiting."""
    for link_id in await queries.due_links(now=run.now):
        async with transaction(SYSTEM):
            await enqueue("staff-calendars.look", link_id)


# Tried again only when the worker itself was lost: what goes wrong with a calendar is noted down.
@job("staff-calendars.look", actor=None, retry=Retry(most=3, longest=timedelta(minutes=1)))
async def look(run: JobRun) -> None:
    """Make one calendar and the portal agree, unless somebody is at it."""
    async with transaction(SYSTEM):
        is_ours = await looking.claim(link_id=run.reference, now=run.now)
    if is_ours:
        await looking.look(link_id=run.reference, settings=run.settings, now=run.now)


@scheduled("staff-calendars.forget", cron="47 3 * * *")
async def forget(run: Run) -> None:
    """Nightly."""
    await looking.forget_past(now=run.now)
