"""Sends mails in the background."""

from datetime import timedelta

import structlog

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.jobs import JobRun, Retry, Run, TryLater, job, scheduled
from backend.core.mail import operations, transport
from backend.core.mail.message import compose
from backend.core.mail.operations import Attempt

_log = structlog.get_logger(__name__)


class MailNotSent(TryLater):
    """The mail did not leave this time; its record says why."""


# A mail server that is down is tried again for about a day.
@job("mail.send", actor=None, retry=Retry(most=300, longest=timedelta(minutes=5)))
async def send(run: JobRun) -> None:
    """Send one mail, or write down why not."""
    async with transaction(SYSTEM):
        attempt = await operations.begin_attempt(message_id=run.reference, now=run.now)
    if attempt is None:
        return
    try:
        await transport.deliver(compose(attempt, settings=run.settings), mail_id=attempt.id, settings=run.settings)
    except Exception as error:
        _log_failure(attempt, error)
        give_up = run.is_last or transport.is_hopeless(error)
        async with transaction(SYSTEM):
            await operations.note_failure(attempt=attempt, error=transport.described(error), give_up=give_up)
        if not give_up:
            raise MailNotSent from error
    else:
        async with transaction(SYSTEM):
            await operations.note_sent(attempt=attempt, now=utc_now())


def _log_failure(attempt: Attempt, error: Exception) -> None:
    """That a mail server is down is no fault of ours, and needs no trace; everything else does."""
    ours = None if isinstance(error, transport.DELIVERY_ERRORS) else error
    _log.warning("mail not sent", message_id=str(attempt.id), error=transport.described(error), exc_info=ours)


@scheduled("mail.forget", cron="41 3 * * *")
async def forget(run: Run) -> None:
    await operations.forget_old(now=run.now)
